package dev.syncline.config.project;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.syncline.config.project.ProjectView.TablePolicyView;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.PatternPolicies;
import dev.syncline.contracts.policy.PatternPolicy;
import dev.syncline.contracts.policy.SelectionRule;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Tables of a project as a list shows them, with what has chosen them.
record ChosenTables(
        ProjectRevision project,
        Map<TableName, TablePolicy> own,
        PatternPolicies patterns,
        TableSelection selection,
        Set<TableName> named,
        Map<TableName, KnownTable> known) {

    /// @param known which columns tables have; one that is missing is taken to have all that a policy names
    static ChosenTables of(ProjectRevision project, Map<TableName, KnownTable> known) {
        Map<TableName, TablePolicy> own = new HashMap<>();
        project.tablePolicies().forEach(policy -> own.putIfAbsent(policy.table(), policy));
        return new ChosenTables(
                project, own, new PatternPolicies(project.patternPolicies()), new TableSelection(project.selection()), new HashSet<>(project.namedTables()), known);
    }

    ChosenTable of(TableName table) {
        TablePolicy policy = own.get(table);
        Optional<PatternPolicy> ofPattern = policy == null ? patterns.policyOf(table, columns(table)) : Optional.empty();
        TablePolicy holds = ofPattern.map(one -> one.of(table)).orElse(policy);
        return new ChosenTable(
                table,
                project.targetOf(table),
                holds != null && holds.extraction() instanceof Extraction.Incremental ? "incremental" : "full",
                holds == null ? null : TablePolicyView.of(holds),
                named.contains(table) ? null : selection.ruleFor(table).map(SelectionRule::pattern).orElse(null),
                ofPattern.map(PatternPolicy::pattern).orElse(null));
    }

    private @Nullable Collection<String> columns(TableName table) {
        KnownTable columns = known.get(table);
        return columns == null ? null : columns.columns().keySet();
    }
}
