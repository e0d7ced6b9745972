package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import org.jspecify.annotations.Nullable;

/// One execution of a project.
///
/// @param singleTable whether one table was asked for by itself, which need not be among the project's (A24)
/// @param alerting who is told how it ended
/// @param beganAt when it left the queue, or null
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
        RunCause cause,
        Priority priority,
        Alerting alerting,
        Instant requestedAt,
        @Nullable Instant beganAt,
        RunState state,
        long rows,
        long bytes,
        @Nullable Instant finishedAt) {

    Run {
        targets = List.copyOf(targets);
    }

    Run with(RunState next) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, beganAt,
                next, rows, bytes, finishedAt);
    }

    Run plus(long moreRows, long moreBytes) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, beganAt,
                state, rows + moreRows, bytes + moreBytes, finishedAt);
    }

    Run began(Instant at) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, at,
                state, rows, bytes, finishedAt);
    }

    Run finished(Instant at) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, beganAt,
                state, rows, bytes, at);
    }
}
