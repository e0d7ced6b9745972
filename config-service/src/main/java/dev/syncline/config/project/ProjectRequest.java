package dev.syncline.config.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import dev.syncline.contracts.policy.TablePattern;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.project.Ownership;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A project as a request describes it. Words are texts here, so that every wrong one is answered with its field's name.
///
/// @param projectId only where an unsaved configuration of a saved project is validated
/// @param targetConnectionIds at least one, each with write operations allowed
/// @param schemaNaming how target schemas get their names; it has no default
/// @param tableNaming how target tables get their names; the source's own where it is missing
/// @param tables the chosen tables of the source, by name; none are needed where there is a selection
/// @param selection which tables are chosen beside these, by patterns: the most specific one that matches a table holds, in whatever order they stand
/// @param policy the connection level
/// @param schemas the schema level; it may name schemas of which no table is chosen yet
/// @param tablePolicies the table level
/// @param patternPolicies the table level for all tables that a pattern matches and that have the columns it names; a table's own policy outranks it
/// @param comment why it is saved; kept with the revision, and no part of the configuration
/// @param managedBy who brings it to what files say; empty for nobody; absent in an edit it stays as it is
/// @param labels by which people find it; absent in an edit they stay as they are
public record ProjectRequest(
        @Nullable Long projectId,
        @Nullable String name,
        @Nullable Long sourceConnectionId,
        @Nullable List<@Nullable Long> targetConnectionIds,
        @Nullable SchemaNamingRequest schemaNaming,
        @Nullable TableNamingRequest tableNaming,
        @Nullable List<@Nullable TableName> tables,
        @Nullable List<@Nullable SelectionRuleRequest> selection,
        @Nullable PolicyRequest policy,
        @Nullable List<@Nullable SchemaPolicyRequest> schemas,
        @Nullable List<@Nullable TablePolicyRequest> tablePolicies,
        @Nullable List<@Nullable PatternPolicyRequest> patternPolicies,
        @Nullable String comment,
        @Nullable String managedBy,
        @Nullable Map<String, @Nullable String> labels) {

    /// The request that would save a configuration as it is: what is shown of one has the same fields.
    static ProjectRequest of(ProjectRevision saved) {
        return Json.read(Json.text(ProjectView.of(new SavedRevision(saved, Instant.EPOCH, "", null), List.of())), ProjectRequest.class);
    }

    /// A table's policy as a request describes it.
    static TablePolicyRequest of(TablePolicy policy) {
        return Json.read(Json.text(ProjectView.TablePolicyView.of(policy)), TablePolicyRequest.class);
    }

    /// The same with other policies of tables.
    ProjectRequest withPolicies(List<@Nullable TablePolicyRequest> others, @Nullable String why) {
        return new ProjectRequest(
                projectId, name, sourceConnectionId, targetConnectionIds, schemaNaming, tableNaming, tables, selection, policy, schemas, others, patternPolicies, why, managedBy,
                labels);
    }

    /// The same with some tables more and some less; with a table its policy goes.
    ///
    /// @param leftOut which the selection is not to choose any more
    ProjectRequest with(List<TableName> more, List<TableName> less, List<TableName> leftOut) {
        Set<@Nullable TableName> removed = new HashSet<>(less);
        List<@Nullable TableName> chosen = new ArrayList<>(Objects.requireNonNull(tables));
        more.stream().filter(table -> !chosen.contains(table)).forEach(chosen::add);
        chosen.removeIf(removed::contains);
        List<@Nullable TablePolicyRequest> policies = Objects.requireNonNull(tablePolicies).stream()
                .filter(one -> one == null || !removed.contains(one.table()))
                .toList();
        List<@Nullable SelectionRuleRequest> rules = new ArrayList<>(Objects.requireNonNullElse(selection, List.of()));
        leftOut.forEach(table -> rules.add(new SelectionRuleRequest("!" + TablePattern.exactly(table), null)));
        return new ProjectRequest(
                projectId, name, sourceConnectionId, targetConnectionIds, schemaNaming, tableNaming, chosen, rules, policy, schemas, policies, patternPolicies, comment,
                managedBy, labels);
    }

    /// The same for another reason.
    ProjectRequest because(@Nullable String why) {
        return new ProjectRequest(
                projectId, name, sourceConnectionId, targetConnectionIds, schemaNaming, tableNaming, tables, selection, policy, schemas, tablePolicies, patternPolicies, why,
                managedBy, labels);
    }

    /// The same where it says nothing of whose the project is: that stays as it is.
    ProjectRequest ofOwner(Ownership present) {
        return new ProjectRequest(
                projectId, name, sourceConnectionId, targetConnectionIds, schemaNaming, tableNaming, tables, selection, policy, schemas, tablePolicies, patternPolicies, comment,
                managedBy == null ? present.managedBy() : managedBy, labels == null ? new TreeMap<>(present.labels()) : labels);
    }

    /// @param prefix for `prefix`, as it is written: `prefix_` and `chenjing` give `prefix_chenjing`
    /// @param name for `fixed`: one schema for all tables
    public record SchemaNamingRequest(
            @Schema(allowableValues = {"original", "prefix", "fixed"}) @Nullable String mode, @Nullable String prefix, @Nullable String name) {}

    /// @param infix for `schema-infix`: `mid` makes `chenjing_mid_86export` of the table `86export` in `chenjing`
    public record TableNamingRequest(
            @Schema(allowableValues = {"original", "schema-infix"}) @Nullable String mode, @Nullable String infix) {}

    /// @param pageSize rows per query; 0 reads a table in one query; the workers' own setting where it is missing
    /// @param values what to do with values that a target cannot hold, by kind of trouble; `fail` where it is missing
    public record PolicyRequest(
            @Schema(allowableValues = {"delete-and-create", "drop-first", "retain-and-clear"}) @Nullable String fullMode,
            @Schema(allowableValues = {"full-extraction", "ignore"}) @Nullable String fieldChanges,
            @Nullable Boolean ignoreNewTables,
            @Nullable Boolean addSyncTime,
            @Nullable Integer pageSize,
            @Nullable Map<String, @Nullable String> values) {}

    public record SchemaPolicyRequest(
            @Nullable String schema, @Schema(allowableValues = {"inherit", "ignore", "include"}) @Nullable String newTables) {}

    /// @param keyFields the target's primary key, by which a row read again takes the place of the one that is there; the source's own where they are
    ///     missing, none where the list is empty
    /// @param properties how the table is made, by kind of target and by name, as `/connection-kinds` lists them: a text, a number or a list of texts;
    ///     where they are set, key fields only tell rows apart
    public record TablePolicyRequest(
            @Nullable TableName table,
            @Nullable ExtractionRequest extraction,
            @Nullable List<@Nullable String> keyFields,
            @Nullable Map<String, @Nullable Map<String, @Nullable Object>> properties) {}

    /// @param pattern `shop.*`, or `!shop.tmp_*` for what is left out; `*` stands for any characters, and a backslash takes the next one as it is
    /// @param schema in place of a pattern: all tables of this schema
    public record SelectionRuleRequest(@Nullable String pattern, @Nullable String schema) {}

    /// @param pattern `shop.*`, or `*.*` for all tables
    /// @param keyFields as in a table's policy
    /// @param properties as in a table's policy
    public record PatternPolicyRequest(
            @Nullable String pattern,
            @Nullable ExtractionRequest extraction,
            @Nullable List<@Nullable String> keyFields,
            @Nullable Map<String, @Nullable Map<String, @Nullable Object>> properties) {}

    /// @param key for `incremental`: columns whose values, compared one after the other, only grow
    /// @param lookBack for `incremental`: a whole number, or a duration such as `PT10M`
    /// @param confirmedTextKey for `incremental`: that a text in the key only grows when it is compared byte by byte
    public record ExtractionRequest(
            @Schema(allowableValues = {"full", "incremental"}) @Nullable String mode,
            @Nullable List<@Nullable String> key,
            @Nullable String lookBack,
            @Nullable Boolean confirmedTextKey) {}
}
