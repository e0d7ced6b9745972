package dev.syncline.scheduler.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import org.jspecify.annotations.Nullable;

/// A revision as discovery asks it: for thousands of tables.
final class TablePlans {

    private final ProjectRevision revision;
    private final BiFunction<TableName, @Nullable Collection<String>, TablePlan> plans;
    private final Set<TableName> chosen;
    private final TableSelection selection;
    private final Map<String, Set<String>> baseline = new HashMap<>();

    /// @param once whether everything is extracted once, also of incremental tables
    TablePlans(ProjectRevision revision, boolean once) {
        this.revision = revision;
        BiFunction<TableName, @Nullable Collection<String>, TablePlan> usual = revision.plansByColumns();
        plans = once ? usual.andThen(TablePlan::once) : usual;
        chosen = new HashSet<>(revision.tables());
        selection = new TableSelection(revision.selection());
        for (BaselineSchema schema : revision.baseline()) {
            baseline.put(schema.schema(), new HashSet<>(schema.tables()));
        }
    }

    ProjectRevision revision() {
        return revision;
    }

    TablePlan of(TableName source) {
        return plans.apply(source, null);
    }

    /// Policies of patterns depend on the columns that a table has.
    TablePlan of(DiscoveredTable found) {
        return plans.apply(found.table(), found.shape() == null ? null : found.shape().columnNames());
    }

    /// What is to be told of a table that a pattern's policy would be for if it had the columns: one that it had is extracted otherwise from here on.
    Optional<String> passedOver(DiscoveredTable found) {
        return revision.patternPolicies().isEmpty() || found.shape() == null || of(found).equals(of(found.table()))
                ? Optional.empty()
                : Optional.of("The policy of a pattern does not hold for table %s, which has not all of its columns".formatted(found.table()));
    }

    /// Whether the selection leaves a table out that a worker of an earlier version may have found.
    boolean isUnwanted(TableName source) {
        return !selection.wants(source);
    }

    /// Whether the project names the table, or chose it when it was saved.
    boolean isChosen(TableName source) {
        return chosen.contains(source);
    }

    /// Whether the project knows what the schema held when it was saved.
    boolean knew(String schema) {
        return baseline.containsKey(schema);
    }

    /// Whether the source had the table when the project was saved.
    boolean stood(TableName source) {
        return baseline.getOrDefault(source.schema(), Set.of()).contains(source.table());
    }
}
