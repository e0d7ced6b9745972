package dev.syncline.scheduler.plan;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// What became of one due instant of a plan.
///
/// @param runId the run it made or joined, or null
/// @param reason in words, or null where there is nothing to say
record Fire(Instant dueAt, Outcome outcome, @Nullable UUID runId, @Nullable String reason, Instant decidedAt) {

    enum Outcome {
        /// It made a run.
        RUN,
        /// It joined a run of the project that had not begun.
        JOINED,
        /// It was missed, and the run of a later one stands for it.
        REPLACED,
        /// It was missed, and the plan says to leave it.
        SKIPPED,
        /// It could not be executed.
        REFUSED
    }
}
