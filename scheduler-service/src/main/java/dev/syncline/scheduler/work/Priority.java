package dev.syncline.scheduler.work;

import java.time.Duration;
import java.time.Instant;

/// Which work comes first (S58, A17).
public enum Priority {
    HIGH,
    MEDIUM,
    LOW;

    /// The place in the queue: high before medium before low, first in first out inside; what has waited a step longer than work
    /// of the next level goes before it, so that low never starves.
    Instant place(Instant enqueuedAt, Duration step) {
        return enqueuedAt.plus(step.multipliedBy(ordinal()));
    }
}
