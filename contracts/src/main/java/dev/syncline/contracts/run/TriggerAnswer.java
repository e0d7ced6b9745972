package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/// What became of a [RunTrigger]. Each trigger that can be understood has exactly one answer, however often it is delivered.
public sealed interface TriggerAnswer extends EventData {

    /// Who sent the trigger.
    String source();

    /// The trigger's id.
    String id();

    /// The trigger has made a run, or has joined one that had not begun.
    ///
    /// @param joined whether the run was waiting already, for this project's run under way to end
    @JsonTypeName("trigger.accepted")
    record TriggerAccepted(String source, String id, long projectId, UUID runId, boolean joined, Instant at) implements TriggerAnswer {}

    /// The trigger makes no run.
    ///
    /// @param projectId the project it names, or null where it names none
    /// @param problem the stable word of the kind of problem, as in the REST interface's problem types, such as `not-found`
    /// @param reason what was attempted, on what, and what to do
    @JsonTypeName("trigger.refused")
    record TriggerRefused(String source, String id, @Nullable Long projectId, String problem, String reason, Instant at)
            implements TriggerAnswer {}
}
