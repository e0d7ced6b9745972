package dev.syncline.scheduler.plan;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// When a plan was due and will be, within a time.
///
/// @param items in order
/// @param more whether there are more than are shown
record PlanCalendar(long planId, String planName, long projectId, boolean enabled, List<Item> items, boolean more) {

    /// An instant at which the plan was due, or will be.
    ///
    /// @param outcome `RUN`, `JOINED`, `SKIPPED`, `REPLACED` or `REFUSED`; null where it is still to come
    /// @param runId the run that was made or joined, or null
    /// @param runState how that run stands or ended; null where it is not kept any more
    /// @param reason why it was not executed, or not by a run of its own
    record Item(Instant dueAt, @Nullable String outcome, @Nullable UUID runId, @Nullable String runState, @Nullable String reason) {}
}
