package dev.syncline.scheduler.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;

/// A revision as discovery asks it: for thousands of tables.
final class TablePlans {

    private final ProjectRevision revision;
    private final Function<TableName, TablePlan> plans;
    private final Set<TableName> chosen;
    private final Map<String, Set<String>> baseline = new HashMap<>();

    /// @param once whether everything is extracted once, also of incremental tables
    TablePlans(ProjectRevision revision, boolean once) {
        this.revision = revision;
        Function<TableName, TablePlan> usual = revision.plans();
        plans = once ? usual.andThen(TablePlan::once) : usual;
        chosen = new HashSet<>(revision.tables());
        for (BaselineSchema schema : revision.baseline()) {
            baseline.put(schema.schema(), new HashSet<>(schema.tables()));
        }
    }

    ProjectRevision revision() {
        return revision;
    }

    TablePlan of(TableName source) {
        return plans.apply(source);
    }

    /// Whether the project names the table.
    boolean isChosen(TableName source) {
        return chosen.contains(source);
    }

    /// Whether the source had the table when the project was saved.
    boolean stood(TableName source) {
        return baseline.getOrDefault(source.schema(), Set.of()).contains(source.table());
    }
}
