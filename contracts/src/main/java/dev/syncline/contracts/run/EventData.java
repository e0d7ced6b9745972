package dev.syncline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What the scheduler, and of sources config-service, tells everyone on [dev.syncline.contracts.Topics#RUNS]; the `data` of a [CloudEvent].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(RunEvent.RunStarted.class),
    @JsonSubTypes.Type(RunEvent.TableLoaded.class),
    @JsonSubTypes.Type(RunEvent.SchemaChanged.class),
    @JsonSubTypes.Type(RunEvent.RunSucceeded.class),
    @JsonSubTypes.Type(RunEvent.RunFailed.class),
    @JsonSubTypes.Type(RunEvent.RunCancelled.class),
    @JsonSubTypes.Type(TriggerAnswer.TriggerAccepted.class),
    @JsonSubTypes.Type(TriggerAnswer.TriggerRefused.class),
    @JsonSubTypes.Type(PlanMissed.class),
    @JsonSubTypes.Type(SchemaPending.class)
})
public sealed interface EventData permits RunEvent, TriggerAnswer, PlanMissed, SchemaPending {

    /// By whose clock it happened: the scheduler's database's; of sources config-service's.
    Instant at();
}
