package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.project.ConnectionRef;
import org.jspecify.annotations.Nullable;

/// One execution of a project.
///
/// @param singleTable whether one table was asked for by itself, which need not be among the project's (A24)
/// @param rows rows loaded, summed over tables and targets
record Run(
        UUID id,
        long projectId,
        String projectName,
        long source,
        List<ConnectionRef> targets,
        int partitions,
        RetryPolicy retry,
        boolean singleTable,
        Instant requestedAt,
        RunState state,
        long rows,
        long bytes,
        @Nullable Instant finishedAt) {

    Run {
        targets = List.copyOf(targets);
    }

    Run with(RunState next) {
        return new Run(id, projectId, projectName, source, targets, partitions, retry, singleTable, requestedAt, next, rows, bytes, finishedAt);
    }

    Run plus(long moreRows, long moreBytes) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, requestedAt, state, rows + moreRows,
                bytes + moreBytes, finishedAt);
    }

    Run finished(Instant at) {
        return new Run(id, projectId, projectName, source, targets, partitions, retry, singleTable, requestedAt, state, rows, bytes, at);
    }
}
