package dev.syncline.contracts.work;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// What the scheduler tells one worker; every worker reads all of them and keeps its own.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(WorkCommand.Assign.class),
    @JsonSubTypes.Type(WorkCommand.Withdraw.class),
    @JsonSubTypes.Type(WorkCommand.Dismiss.class)
})
public sealed interface WorkCommand {

    /// The worker's id.
    String worker();

    /// Do this work.
    @JsonTypeName("work.assign")
    record Assign(String worker, Work work) implements WorkCommand {}

    /// Stop this work, remove what it left, and answer with [WorkResult.WorkStopped].
    ///
    /// @param fence of the assignment that is meant; an assignment with a higher fence goes on
    @JsonTypeName("work.withdraw")
    record Withdraw(String worker, UUID workId, long fence) implements WorkCommand {}

    /// The answer to a worker that is about to stop: no work comes after this.
    @JsonTypeName("work.dismiss")
    record Dismiss(String worker) implements WorkCommand {}
}
