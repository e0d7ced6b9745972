package dev.syncline.scheduler.work;

import java.time.Duration;
import java.time.Instant;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.syncline.contracts.run.Priority;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How work is given to workers.
///
/// @param lease how long a worker may be silent before its work is given to another one; workers speak every 5 s
/// @param silence when nobody at all has spoken for so long, it is the broker that is away, and no lease ends
/// @param perSource pieces of work at once on one source connection
/// @param perTarget pieces of work at once on one target connection
/// @param ageing how much longer work must have waited to go before work of the next higher priority
/// @param losses how often a piece of work may lose its worker before it counts as failed
/// @param unknown how long work that no worker knows waits for one that does, before it counts as failed
@Validated
@ConfigurationProperties("syncline.work")
public record WorkProperties(
        @DefaultValue("20s") @NotNull Duration lease,
        @DefaultValue("10s") @NotNull Duration silence,
        @DefaultValue("8") @Min(1) int perSource,
        @DefaultValue("8") @Min(1) int perTarget,
        @DefaultValue("5m") @NotNull Duration ageing,
        @DefaultValue("20") @Min(1) int losses,
        @DefaultValue("10m") @NotNull Duration unknown) {

    /// The place in the queue: high before medium before low, first in first out inside; what has waited a step longer than work
    /// of the next level goes before it, so that low never starves.
    public Instant place(Priority priority, Instant enqueuedAt) {
        return enqueuedAt.plus(ageing.multipliedBy(priority.ordinal()));
    }

    /// How recently a worker must have spoken to get new work: sooner than its leases end, so that the dead get nothing more.
    public Duration alive() {
        return lease.multipliedBy(3).dividedBy(5);
    }
}
