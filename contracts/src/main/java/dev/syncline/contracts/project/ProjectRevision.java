package dev.syncline.contracts.project;


import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.NewTables;
import dev.syncline.contracts.policy.PatternPolicies;
import dev.syncline.contracts.policy.PatternPolicy;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.SelectionRule;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TableNaming;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// One immutable state of a project's configuration. A run begins with one and keeps it to its end.
///
/// @param revision counts the saved states of the project from 1; 0 for a configuration that was executed without being saved
/// @param targets at least one
/// @param tables the chosen tables of the source: those that were named, and after them those that the selection chose at the save; at least one where there is no selection
/// @param tableNaming what is missing in a document stands for [TableNaming.Original]
/// @param policy the connection level (S12); what is missing in a document stands for [ConnectionPolicy#DEFAULT]
/// @param schemas the schema level (S31); a schema that is missing inherits
/// @param tablePolicies the table level (S33); a table that is missing is extracted in full
/// @param baseline what the source schemas held at the save; a schema that is missing has no new tables
/// @param nameLimit of all targets together; null where names need not be shortened
/// @param selection which tables are chosen by patterns; a run asks the source anew which these are
/// @param named how many of the tables, the first ones, were named; null for all of them
/// @param patternPolicies the table level for all tables that a pattern matches
/// @param ownership what is missing in a document stands for [Ownership#NONE]
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProjectRevision(
        long projectId,
        String projectName,
        long revision,
        ConnectionRef source,
        List<ConnectionRef> targets,
        SchemaNaming schemaNaming,
        List<TableName> tables,
        TableNaming tableNaming,
        ConnectionPolicy policy,
        List<SchemaPolicy> schemas,
        List<TablePolicy> tablePolicies,
        List<BaselineSchema> baseline,
        @Nullable NameLimit nameLimit,
        List<SelectionRule> selection,
        @Nullable Integer named,
        List<PatternPolicy> patternPolicies,
        Ownership ownership) {

    public ProjectRevision {
        ownership = ownership == null ? Ownership.NONE : ownership;
        selection = selection == null ? List.of() : List.copyOf(selection);
        patternPolicies = patternPolicies == null ? List.of() : List.copyOf(patternPolicies);
        if (targets.isEmpty() || tables.isEmpty() && selection.isEmpty()) {
            throw new IllegalArgumentException("A project needs at least one target and one table");
        }
        targets = List.copyOf(targets);
        tables = List.copyOf(tables);
        tableNaming = tableNaming == null ? new TableNaming.Original() : tableNaming;
        policy = policy == null ? ConnectionPolicy.DEFAULT : policy;
        schemas = schemas == null ? List.of() : List.copyOf(schemas);
        tablePolicies = tablePolicies == null ? List.of() : List.copyOf(tablePolicies);
        baseline = baseline == null ? List.of() : List.copyOf(baseline);
    }

    /// A revision without patterns.
    public ProjectRevision(
            long projectId,
            String projectName,
            long revision,
            ConnectionRef source,
            List<ConnectionRef> targets,
            SchemaNaming schemaNaming,
            List<TableName> tables,
            TableNaming tableNaming,
            ConnectionPolicy policy,
            List<SchemaPolicy> schemas,
            List<TablePolicy> tablePolicies,
            List<BaselineSchema> baseline,
            @Nullable NameLimit nameLimit) {
        this(projectId, projectName, revision, source, targets, schemaNaming, tables, tableNaming, policy, schemas, tablePolicies, baseline, nameLimit,
                List.of(), null, List.of(), Ownership.NONE);
    }

    /// A revision without any policy.
    public ProjectRevision(
            long projectId,
            String projectName,
            long revision,
            ConnectionRef source,
            List<ConnectionRef> targets,
            SchemaNaming schemaNaming,
            List<TableName> tables) {
        this(projectId, projectName, revision, source, targets, schemaNaming, tables, new TableNaming.Original(), ConnectionPolicy.DEFAULT, List.of(),
                List.of(), List.of(), null);
    }

    /// The same configuration under its final number.
    ///
    /// @param found what the source schemas hold now
    public ProjectRevision numbered(long id, long number, List<BaselineSchema> found) {
        return new ProjectRevision(
                id, projectName, number, source, targets, schemaNaming, tables, tableNaming, policy, schemas, tablePolicies, found, nameLimit,
                selection, named, patternPolicies, ownership);
    }

    /// The same configuration with other tables that its selection chooses.
    ///
    /// @param chosen those that are not named
    public ProjectRevision choosing(List<TableName> chosen) {
        List<TableName> byName = namedTables();
        return new ProjectRevision(
                projectId, projectName, revision, source, targets, schemaNaming, Stream.concat(byName.stream(), chosen.stream()).toList(), tableNaming, policy,
                schemas, tablePolicies, baseline, nameLimit, selection, selection.isEmpty() ? null : byName.size(), patternPolicies, ownership);
    }

    /// The tables that were named, whatever the selection chooses.
    public List<TableName> namedTables() {
        return named == null ? tables : tables.subList(0, Math.clamp(named, 0, tables.size()));
    }

    /// The same configuration, with what the servers say they are.
    ///
    /// @param identities by connection; one that is missing is not known
    public ProjectRevision identified(Map<Long, String> identities) {
        return new ProjectRevision(
                projectId, projectName, revision, source.identified(identities.get(source.id())),
                targets.stream().map(target -> target.identified(identities.get(target.id()))).toList(),
                schemaNaming, tables, tableNaming, policy, schemas, tablePolicies, baseline, nameLimit, selection, named, patternPolicies, ownership);
    }

    /// Where a source table goes in every target. Only a name that is put together is ever shortened; the source's own is not.
    public TableName targetOf(TableName source) {
        TableNaming naming = tableNaming;
        String table = naming.targetTable(source);
        boolean composed = naming instanceof TableNaming.SchemaInfix;
        return new TableName(
                schemaNaming.targetSchema(source.schema()), composed && nameLimit != null ? nameLimit.fit(table) : table);
    }

    /// What the three levels come to for one table; the table level outranks the connection's (S11, S33).
    public TablePlan planOf(TableName source) {
        return plans().apply(source);
    }

    /// As [#planOf], for many tables: what is sought is made once.
    public Function<TableName, TablePlan> plans() {
        BiFunction<TableName, @Nullable Collection<String>, TablePlan> plans = plansByColumns();
        return source -> plans.apply(source, null);
    }

    /// As [#plans], for tables whose columns are known: a policy that is for a pattern holds where there are the columns that it names.
    public BiFunction<TableName, @Nullable Collection<String>, TablePlan> plansByColumns() {
        Map<TableName, TablePolicy> policies = new HashMap<>();
        tablePolicies.forEach(one -> policies.putIfAbsent(one.table(), one));
        PatternPolicies patterns = new PatternPolicies(patternPolicies);
        Set<String> read = read();
        return (source, columns) -> {
            TablePolicy own = policies.get(source);
            return planOf(source, own != null ? own : patterns.policyOf(source, columns).map(one -> one.of(source)).orElse(null), read);
        };
    }

    private Set<String> read() {
        return tables.stream().map(ProjectRevision::folded).collect(Collectors.toSet());
    }

    /// Some databases do not tell names apart that differ in letter case only.
    private static String folded(TableName table) {
        return (table.schema() + '\0' + table.table()).toLowerCase(Locale.ROOT);
    }

    private TablePlan planOf(TableName source, @Nullable TablePolicy own, Set<String> read) {
        String target = folded(targetOf(source));
        ConnectionPolicy all = policy;
        return new TablePlan(
                source,
                targetOf(source),
                all.fullMode(),
                all.fieldChanges(),
                own == null ? new Extraction.Full() : own.extraction(),
                own == null ? List.of() : own.keyFields(),
                all.addSyncTime(),
                all.pageSize() == null ? -1 : all.pageSize(),
                all.values(),
                own == null ? Map.of() : own.properties(),
                read.contains(target) || target.equals(folded(source)),
                own == null ? TableKey.SOURCE : own.key(),
                false);
    }

    /// Whether tables that have appeared in a schema since the save are copied too; the schema level outranks the connection's (S32).
    public boolean includesNewTablesOf(String schema) {
        NewTables own = schemas.stream()
                .filter(one -> one.schema().equals(schema))
                .map(SchemaPolicy::newTables)
                .findFirst()
                .orElse(NewTables.INHERIT);
        return switch (own) {
            case INHERIT -> !policy.ignoreNewTables();
            case IGNORE -> false;
            case INCLUDE -> true;
        };
    }

    /// Which tables that have appeared since the save are copied too: not where new ones are ignored, nor what the selection does not want.
    public Predicate<TableName> newTables() {
        TableSelection rules = new TableSelection(selection);
        return table -> includesNewTablesOf(table.schema()) && rules.wants(table);
    }

    /// The schemas to be looked through for new tables, each with what it held at the save. Where that is not known, all that a selection chooses is new.
    public List<BaselineSchema> watched() {
        TableSelection rules = new TableSelection(selection);
        Set<String> known = baseline.stream().map(BaselineSchema::schema).collect(Collectors.toSet());
        return Stream.concat(
                        baseline.stream().filter(schema -> includesNewTablesOf(schema.schema())),
                        rules.schemas().stream().filter(schema -> !known.contains(schema)).map(schema -> new BaselineSchema(schema, List.of())))
                .map(schema -> new BaselineSchema(schema.schema(), schema.tables(), rules.of(schema.schema())))
                .toList();
    }
}
