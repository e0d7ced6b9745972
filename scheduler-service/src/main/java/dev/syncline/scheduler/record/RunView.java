package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.project.ConnectionRef;
import org.jspecify.annotations.Nullable;

/// A run as people see it.
///
/// @param revision of the project; 0 where the configuration was executed without being saved
/// @param singleTable whether one table was executed by itself
/// @param state `DISCOVERING`, `RUNNING`, `CANCELLING`, `SUCCEEDED`, `FAILED` or `CANCELLED`
/// @param tables how many tables it has; 0 until they are known
/// @param settled how many of them need nothing more
/// @param failed how many of them failed for at least one target
/// @param rows rows loaded, summed over tables and targets
/// @param failure why the run as a whole failed, or null
public record RunView(
        UUID id,
        long projectId,
        String projectName,
        String origin,
        long revision,
        boolean singleTable,
        String state,
        List<ConnectionRef> targets,
        int tables,
        int settled,
        int failed,
        long rows,
        long bytes,
        @Nullable Failure failure,
        int retryAttempts,
        Instant requestedAt,
        @Nullable Instant finishedAt) {}
