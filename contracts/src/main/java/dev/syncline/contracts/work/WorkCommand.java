package dev.syncline.contracts.work;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

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
    ///
    /// @param project of the run, for logs; null where there is none, or an older scheduler does not say
    @JsonTypeName("work.assign")
    record Assign(String worker, Work work, @Nullable Long project) implements WorkCommand {

        /// Of no project.
        public Assign(String worker, Work work) {
            this(worker, work, null);
        }
    }

    /// Stop this work, remove what it left, and answer with [WorkResult.WorkStopped].
    ///
    /// @param fence of the assignment that is meant; an assignment with a higher fence goes on
    @JsonTypeName("work.withdraw")
    record Withdraw(String worker, UUID workId, long fence) implements WorkCommand {}

    /// The answer to a worker that is about to stop: no work comes after this.
    @JsonTypeName("work.dismiss")
    record Dismiss(String worker) implements WorkCommand {}
}
