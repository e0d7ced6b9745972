package dev.syncline.scheduler.overview;

import java.time.Instant;
import java.util.List;

import dev.syncline.scheduler.record.RunView;
import org.jspecify.annotations.Nullable;

/// Everything at a glance.
///
/// @param at by the database's clock
/// @param lastDay the runs that ended within the last 24 hours
/// @param running those under way, the oldest first, 20 at most
/// @param runningInAll how many are
/// @param queued how many wait for their turn
/// @param waiting how many wait for other projects
/// @param oldestQueued since when the first of those waits for its turn that do, or null
/// @param attention projects whose last runs have failed, those first that have failed for longest, 20 at most
/// @param next what is due next, 10 at most
/// @param stale tables that are not as new as they should be
/// @param workers one for each kind
record Overview(
        Instant at,
        Outcomes lastDay,
        List<RunView> running,
        int runningInAll,
        int queued,
        int waiting,
        @Nullable Instant oldestQueued,
        List<ProjectStatus> attention,
        List<NextFire> next,
        Stale stale,
        List<WorkerCounts> workers) {

    record Outcomes(int succeeded, int failed, int cancelled) {}

    record NextFire(long planId, String planName, long projectId, String projectName, Instant dueAt) {}

    /// @param olderThan how old a table may be: it is stale where it was last loaded from what the source held before then, or failed when it was last executed
    /// @param tables how many are, counted for each target, of projects with an enabled plan
    /// @param oldest the worst of them, 20 at most
    record Stale(Instant olderThan, long tables, List<StaleTable> oldest) {}

    record StaleTable(long projectId, String projectName, TableStatus table) {}

    /// @param workers that live
    /// @param slots how many pieces of work they can do at once
    /// @param busy how many they do
    /// @param queued how many wait
    record WorkerCounts(String kind, int workers, int slots, int busy, long queued) {}

    record Counts(Instant at, Outcomes lastDay, int running, int queued, int waiting, @Nullable Instant oldestQueued) {}
}
