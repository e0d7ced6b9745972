package dev.syncline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonTypeName;

/// A plan was due while no scheduler was there.
///
/// @param missed how many due instants
/// @param first the earliest of them
/// @param last the latest of them
/// @param caughtUp how many of them are executed now, as the plan says
@JsonTypeName("plan.missed")
public record PlanMissed(
        long planId,
        String planName,
        long projectId,
        String projectName,
        int missed,
        Instant first,
        Instant last,
        int caughtUp,
        Alerting alerting,
        Instant at)
        implements EventData {}
