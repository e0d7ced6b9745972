package dev.syncline.scheduler.plan;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A plan as it is kept.
///
/// @param version grows with every change
/// @param handledUntil every due instant up to it has been decided on
/// @param nextDue null where it is never due again, or not enabled
/// @param note why it was disabled by itself, or is not executed, or null
/// @param readable whether the plan is what was written; otherwise something stands in for it that is never due
record StoredPlan(
        long id, long version, ExecutionPlan plan, Instant handledUntil, @Nullable Instant nextDue, @Nullable String note, Instant changedAt, boolean readable) {}
