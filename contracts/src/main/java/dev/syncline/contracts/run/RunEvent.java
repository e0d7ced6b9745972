package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What became of a run. Each run has one `RunStarted` and one of the other three.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(RunEvent.RunStarted.class),
    @JsonSubTypes.Type(RunEvent.RunSucceeded.class),
    @JsonSubTypes.Type(RunEvent.RunFailed.class),
    @JsonSubTypes.Type(RunEvent.RunCancelled.class)
})
public sealed interface RunEvent {

    UUID runId();

    long projectId();

    String projectName();

    Instant at();

    @JsonTypeName("run.started")
    record RunStarted(UUID runId, long projectId, String projectName, RunOrigin origin, Instant at) implements RunEvent {}

    /// @param rows rows loaded, summed over tables and targets
    @JsonTypeName("run.succeeded")
    record RunSucceeded(UUID runId, long projectId, String projectName, int tables, long rows, long bytes, Instant at)
            implements RunEvent {}

    /// @param failure why the run as a whole failed, or null where only tables did
    /// @param failedTables how many tables failed for at least one target
    /// @param examples the first failed tables, at most 100
    @JsonTypeName("run.failed")
    record RunFailed(
            UUID runId,
            long projectId,
            String projectName,
            @Nullable Failure failure,
            int tables,
            int failedTables,
            List<TableFailure> examples,
            Instant at)
            implements RunEvent {}

    @JsonTypeName("run.cancelled")
    record RunCancelled(UUID runId, long projectId, String projectName, Instant at) implements RunEvent {}

    /// @param target the name of the target connection, or null where the table could not be read at all
    record TableFailure(TableName table, @Nullable String target, Failure failure) {}
}
