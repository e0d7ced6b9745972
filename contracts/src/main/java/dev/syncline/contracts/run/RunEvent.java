package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What became of a run. A run that begins has one `RunStarted`; every run, also one that never begins, has exactly one of
/// `RunSucceeded`, `RunFailed` and `RunCancelled`.
public sealed interface RunEvent extends EventData {

    UUID runId();

    long projectId();

    String projectName();

    /// What made the run begin; null in events from before there were several causes.
    @Nullable
    RunCause cause();

    @JsonTypeName("run.started")
    record RunStarted(UUID runId, long projectId, String projectName, RunOrigin origin, Instant at, @Nullable RunCause cause)
            implements RunEvent {}

    /// One target has one table of the run.
    ///
    /// @param source the table that was read
    /// @param target the table that was written
    /// @param targetName the target connection's name
    /// @param mode how its rows became the table's content: `create`, `clear` or `merge`
    /// @param rows rows that were loaded
    @JsonTypeName("table.loaded")
    record TableLoaded(
            UUID runId,
            long projectId,
            String projectName,
            TableName source,
            TableName target,
            long targetId,
            String targetName,
            String mode,
            long rows,
            long bytes,
            Instant at,
            @Nullable RunCause cause)
            implements RunEvent {}

    /// A target table was made differently than it stood, because the source's fields have changed. One event for each table and target.
    ///
    /// @param changes one sentence each
    @JsonTypeName("schema.changed")
    record SchemaChanged(
            UUID runId,
            long projectId,
            String projectName,
            TableName source,
            TableName target,
            long targetId,
            String targetName,
            List<String> changes,
            Instant at,
            @Nullable RunCause cause)
            implements RunEvent {}

    /// @param rows rows loaded, summed over tables and targets
    /// @param recovered whether the project's run before this one failed
    /// @param gone tables that are not in the source any more and stay in the targets as they are, at most 100; null in events from before they were told
    @JsonTypeName("run.succeeded")
    record RunSucceeded(
            UUID runId,
            long projectId,
            String projectName,
            int tables,
            long rows,
            long bytes,
            Instant at,
            @Nullable RunCause cause,
            boolean recovered,
            @Nullable Alerting alerting,
            @Nullable List<TableName> gone)
            implements RunEvent {

        /// Where no table has gone.
        public RunSucceeded(
                UUID runId,
                long projectId,
                String projectName,
                int tables,
                long rows,
                long bytes,
                Instant at,
                @Nullable RunCause cause,
                boolean recovered,
                @Nullable Alerting alerting) {
            this(runId, projectId, projectName, tables, rows, bytes, at, cause, recovered, alerting, List.of());
        }
    }

    /// @param failure why the run as a whole failed, or null where only tables did
    /// @param failedTables how many tables failed for at least one target
    /// @param examples the first failed tables, at most 100
    /// @param alerting who is told; null in events from before there were plans
    /// @param attempts how often the tables that failed were tried at most; null where that is not known
    /// @param gone tables that are not in the source any more and stay in the targets as they are, at most 100; null in events from before they were told
    @JsonTypeName("run.failed")
    record RunFailed(
            UUID runId,
            long projectId,
            String projectName,
            @Nullable Failure failure,
            int tables,
            int failedTables,
            List<TableFailure> examples,
            Instant at,
            @Nullable RunCause cause,
            @Nullable Alerting alerting,
            @Nullable Integer attempts,
            @Nullable List<TableName> gone)
            implements RunEvent {

        /// Where no table has gone.
        public RunFailed(
                UUID runId,
                long projectId,
                String projectName,
                @Nullable Failure failure,
                int tables,
                int failedTables,
                List<TableFailure> examples,
                Instant at,
                @Nullable RunCause cause,
                @Nullable Alerting alerting,
                @Nullable Integer attempts) {
            this(runId, projectId, projectName, failure, tables, failedTables, examples, at, cause, alerting, attempts, List.of());
        }
    }

    @JsonTypeName("run.cancelled")
    record RunCancelled(UUID runId, long projectId, String projectName, Instant at, @Nullable RunCause cause) implements RunEvent {}

    /// @param target the name of the target connection, or null where the table could not be read at all
    record TableFailure(TableName table, @Nullable String target, Failure failure) {}
}
