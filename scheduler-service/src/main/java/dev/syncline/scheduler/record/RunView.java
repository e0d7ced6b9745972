package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import org.jspecify.annotations.Nullable;

/// A run as people see it.
///
/// @param by who asked for it, by name; null where nobody did, and in older runs
/// @param revision of the project; 0 where the configuration was executed without being saved
/// @param singleTable whether one table was executed by itself
/// @param full whether incremental tables are extracted in full this once
/// @param state `WAITING` (for other projects), `QUEUED`, `DISCOVERING`, `RUNNING`, `CANCELLING`, `SUCCEEDED`, `FAILED` or `CANCELLED`
/// @param tables how many tables it has; 0 until they are known
/// @param settled how many of them need nothing more
/// @param failed how many of them failed for at least one target
/// @param gone how many of them are not in the source any more: they stay in the targets as they are
/// @param rows rows loaded, summed over tables and targets
/// @param rowsRead rows read to the end, summed over tables; what is read again counts again
/// @param cause what made it begin; null in runs from before there were several causes
/// @param dependencies what it waits for, with where that stands; empty where it depends on nothing
/// @param waitsFor the service of our own that work of it waits for now, and why; null where none does
/// @param waitUntil when it has waited for them for long enough, or null
/// @param beganAt when it left the queue; null where it never did
/// @param cancelledBy who cancelled it, by name, or null
/// @param logged the number of the last line of its log; 0 where there is none
/// @param failure why the run as a whole failed, or null
public record RunView(
        UUID id,
        long projectId,
        String projectName,
        String origin,
        @Nullable String by,
        long revision,
        boolean singleTable,
        boolean full,
        String state,
        List<ConnectionRef> targets,
        int tables,
        int settled,
        int failed,
        int gone,
        long rows,
        long bytes,
        long rowsRead,
        long bytesRead,
        @Nullable Failure failure,
        int retryAttempts,
        Priority priority,
        @Nullable RunCause cause,
        List<DependencyView> dependencies,
        @Nullable String waitsFor,
        @Nullable Instant waitUntil,
        Instant requestedAt,
        @Nullable Instant beganAt,
        @Nullable Instant finishedAt,
        @Nullable String cancelledBy,
        long logged) {

    /// A project that the run waits for, or has waited for.
    ///
    /// @param state `MISSING` (not executed since the plan's previous start), `UNDER_WAY`, `SUCCEEDED`, `FAILED`, `CANCELLED` or `DELETED`
    /// @param runId its run that decides, or null
    public record DependencyView(long projectId, String projectName, String state, @Nullable UUID runId) {}
}
