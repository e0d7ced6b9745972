package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.table.TableName;
import dev.syncline.scheduler.run.state.RetryPolicy;
import org.jspecify.annotations.Nullable;

/// A run as it is asked for.
///
/// @param tables what is to be executed; null for all tables of the project
/// @param singleTable whether the one table was asked for by itself (A24)
/// @param retry null for the settings' own
/// @param patience what has to come first, or null
/// @param by who asks for it, by name; null where nobody does
/// @param fullOnce whether everything is extracted once, also of incremental tables
public record RunOrder(
        ProjectRevision revision,
        @Nullable List<TableName> tables,
        boolean singleTable,
        RunCause cause,
        Priority priority,
        @Nullable RetryPolicy retry,
        Alerting alerting,
        @Nullable Patience patience,
        boolean fullOnce,
        @Nullable String by) {

    /// An order for what the project's policies say.
    public RunOrder(
            ProjectRevision revision,
            @Nullable List<TableName> tables,
            boolean singleTable,
            RunCause cause,
            Priority priority,
            @Nullable RetryPolicy retry,
            Alerting alerting,
            @Nullable Patience patience) {
        this(revision, tables, singleTable, cause, priority, retry, alerting, patience, false, null);
    }

    /// Projects whose latest run must have succeeded first (S65, A18).
    ///
    /// @param until when the wait has been long enough
    public record Patience(List<Long> projects, Instant until) {}

    /// The first of some tables that is neither among the project's nor one that its selection chooses.
    public static Optional<TableName> findUnknown(ProjectRevision revision, List<TableName> tables) {
        Set<TableName> known = new HashSet<>(revision.tables());
        TableSelection selection = new TableSelection(revision.selection());
        return tables.stream().filter(table -> !known.contains(table) && !selection.takes(table)).findFirst();
    }

    /// How many of its tables are read at once: a run of few tables need not share its room among many. New tables that it finds wait for their turn; where nothing is known
    /// of what patterns choose, that may be many.
    int partitions(int most) {
        return wanted().isEmpty() ? most : Math.clamp(wanted().size(), 1, most);
    }

    List<TableName> wanted() {
        return tables == null ? revision.tables() : tables;
    }
}
