package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/// What made a run begin, with what is needed to find it again.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "origin")
@JsonSubTypes({
    @JsonSubTypes.Type(RunCause.Manual.class),
    @JsonSubTypes.Type(RunCause.Plan.class),
    @JsonSubTypes.Type(RunCause.Event.class),
    @JsonSubTypes.Type(RunCause.Repeat.class)
})
public sealed interface RunCause {

    /// The kind of cause.
    default RunOrigin origin() {
        return switch (this) {
            case Manual _ -> RunOrigin.MANUAL;
            case Plan _ -> RunOrigin.PLAN;
            case Event _ -> RunOrigin.EVENT;
            case Repeat _ -> RunOrigin.REPEAT;
        };
    }

    /// A request to the REST interface.
    ///
    /// @param key the request's idempotency key, or null
    @JsonTypeName("manual")
    record Manual(@Nullable String key) implements RunCause {}

    /// An execution plan.
    ///
    /// @param dueAt the instant the plan was due
    @JsonTypeName("plan")
    record Plan(long planId, String planName, Instant dueAt) implements RunCause {}

    /// A [RunTrigger].
    ///
    /// @param source who sent it; with `id` the trigger's identity
    @JsonTypeName("event")
    record Event(String source, String id) implements RunCause {}

    /// An earlier run.
    ///
    /// @param failedOnly whether only the tables that failed then are executed
    @JsonTypeName("repeat")
    record Repeat(UUID runId, boolean failedOnly) implements RunCause {}
}
