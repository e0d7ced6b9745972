package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;

/// News from the scheduler in a CloudEvents 1.0 envelope, structured JSON mode.
///
/// @param id with `source` the key by which a receiver recognises a second delivery
/// @param subject the project, as `project/<id>`
public record CloudEvent(
        String specversion, String id, String source, String type, String subject, Instant time, String datacontenttype, EventData data) {

    /// Wraps the news; the id is stable, so that a second delivery can be told.
    public static CloudEvent of(EventData data) {
        return new CloudEvent(
                "1.0", idOf(data) + "/" + typeOf(data), sourceOf(data), typeOf(data), subjectOf(data), data.at(), "application/json", data);
    }

    private static String idOf(EventData data) {
        return switch (data) {
            case RunEvent.TableLoaded it -> of(it.runId(), it.targetId(), it.source());
            case RunEvent.SchemaChanged it -> of(it.runId(), it.targetId(), it.source());
            case RunEvent it -> it.runId().toString();
            case TriggerAnswer it -> it.source() + "/" + it.id();
            case PlanMissed it -> "plan/" + it.planId() + "/" + it.last();
            case SchemaPending it -> "project/" + it.projectId() + "/" + it.at();
        };
    }

    private static String of(UUID run, long target, TableName source) {
        return run + "/" + target + "/" + source;
    }

    private static String sourceOf(EventData data) {
        return switch (data) {
            case RunEvent _, TriggerAnswer _, PlanMissed _ -> "/syncline/scheduler";
            case SchemaPending _ -> "/syncline/config";
        };
    }

    private static String subjectOf(EventData data) {
        return switch (data) {
            case RunEvent it -> "project/" + it.projectId();
            case TriggerAnswer.TriggerAccepted it -> "project/" + it.projectId();
            case TriggerAnswer.TriggerRefused it -> it.projectId() == null ? "project" : "project/" + it.projectId();
            case PlanMissed it -> "project/" + it.projectId();
            case SchemaPending it -> "project/" + it.projectId();
        };
    }

    private static String typeOf(EventData data) {
        return switch (data) {
            case RunEvent.RunStarted _ -> "dev.syncline.run.started.v1";
            case RunEvent.TableLoaded _ -> "dev.syncline.table.loaded.v1";
            case RunEvent.SchemaChanged _ -> "dev.syncline.schema.changed.v1";
            case RunEvent.RunSucceeded _ -> "dev.syncline.run.succeeded.v1";
            case RunEvent.RunFailed _ -> "dev.syncline.run.failed.v1";
            case RunEvent.RunCancelled _ -> "dev.syncline.run.cancelled.v1";
            case TriggerAnswer.TriggerAccepted _ -> "dev.syncline.trigger.accepted.v1";
            case TriggerAnswer.TriggerRefused _ -> "dev.syncline.trigger.refused.v1";
            case PlanMissed _ -> "dev.syncline.plan.missed.v1";
            case SchemaPending _ -> "dev.syncline.schema.pending.v1";
        };
    }
}
