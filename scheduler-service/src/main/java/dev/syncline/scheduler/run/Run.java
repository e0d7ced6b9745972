package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.scheduler.run.state.RetryPolicy;
import dev.syncline.scheduler.run.state.RunState;
import org.jspecify.annotations.Nullable;

/// One execution of a project.
///
/// @param singleTable whether one table was asked for by itself, which need not be among the project's (A24)
/// @param alerting who is told how it ended
/// @param beganAt when it left the queue, or null
/// @param rows rows loaded, summed over tables and targets
/// @param rowsRead rows read, summed over tables; what is read again counts again
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
        long rowsRead,
        long bytesRead,
        @Nullable Instant finishedAt) {

    Run {
        targets = List.copyOf(targets);
    }

    Run with(RunState next) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, beganAt,
                next, rows, bytes, rowsRead, bytesRead, finishedAt);
    }

    Run plus(long moreRows, long moreBytes) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, beganAt,
                state, rows + moreRows, bytes + moreBytes, rowsRead, bytesRead, finishedAt);
    }

    Run plusRead(long moreRows, long moreBytes) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, beganAt,
                state, rows, bytes, rowsRead + moreRows, bytesRead + moreBytes, finishedAt);
    }

    Run began(Instant at) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, at,
                state, rows, bytes, rowsRead, bytesRead, finishedAt);
    }

    Run finished(Instant at) {
        return new Run(
                id, projectId, projectName, source, targets, partitions, retry, singleTable, cause, priority, alerting, requestedAt, beganAt,
                state, rows, bytes, rowsRead, bytesRead, at);
    }
}
