package dev.syncline.contracts.run;

import java.time.Instant;

/// News of a run in a CloudEvents 1.0 envelope, structured JSON mode.
///
/// @param id with `source` the key by which a receiver recognises a second delivery
/// @param subject the project, as `project/<id>`
public record CloudEvent(
        String specversion, String id, String source, String type, String subject, Instant time, String datacontenttype, RunEvent data) {

    /// Wraps the news; the id is stable, so that a second delivery can be told.
    public static CloudEvent of(RunEvent event) {
        return new CloudEvent(
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
