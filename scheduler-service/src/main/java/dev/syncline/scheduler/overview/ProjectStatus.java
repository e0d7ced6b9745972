package dev.syncline.scheduler.overview;

import java.time.Instant;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import org.jspecify.annotations.Nullable;

/// Where a project stands.
///
/// @param lastRun the latest run that has ended, or null
/// @param running the run under way, else the first that waits, or null
/// @param lastSuccess when all its tables were last executed with success, or null
/// @param failing how many runs of all its tables in a row have failed since
/// @param failingSince when the first of them ended, or null
/// @param nextDue when an enabled plan is due next, or null
/// @param tables as many as have ever been executed, counted for each target; without those that are gone from the source
/// @param tablesFailing how many of them failed when they were last executed
/// @param freshAsOf every table in every target is at least as new as the source was then; null where one has never been loaded
record ProjectStatus(
        long projectId,
        String projectName,
        @Nullable LastRun lastRun,
        @Nullable Running running,
        @Nullable Instant lastSuccess,
        int failing,
        @Nullable Instant failingSince,
        @Nullable Instant nextDue,
        int tables,
        int tablesFailing,
        @Nullable Instant freshAsOf) {

    /// @param state `SUCCEEDED`, `FAILED` or `CANCELLED`
    record LastRun(UUID id, String state, String origin, int tables, int failed, @Nullable Failure failure, Instant requestedAt, Instant finishedAt) {}

    /// @param state as in runs
    record Running(UUID id, String state, String origin, int tables, int settled, int failed, Instant requestedAt, @Nullable Instant beganAt) {}
}
