package dev.syncline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// A CloudEvents 1.0 envelope in structured JSON mode.
///
/// @param id with `source` the key by which a receiver recognises a second delivery
/// @param subject the project, as `project/<id>`
/// @param data one of a sealed interface's records; its kind is asked for here, because a mapper cannot see from `T` that there is one
public record CloudEvent<T>(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type") T data) {

    /// Wraps news of a run; the id is stable, so that a second delivery can be told.
    public static CloudEvent<RunEvent> of(RunEvent event) {
        return new CloudEvent<>(
                "1.0",
                event.runId() + "/" + typeOf(event),
                "/syncline/scheduler",
                typeOf(event),
                "project/" + event.projectId(),
                event.at(),
                "application/json",
                event);
    }

    private static String typeOf(RunEvent event) {
        return switch (event) {
            case RunEvent.RunStarted _ -> "dev.syncline.run.started.v1";
            case RunEvent.RunSucceeded _ -> "dev.syncline.run.succeeded.v1";
            case RunEvent.RunFailed _ -> "dev.syncline.run.failed.v1";
            case RunEvent.RunCancelled _ -> "dev.syncline.run.cancelled.v1";
        };
    }
}
