package dev.syncline.scheduler.plan;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/// A plan as people see it.
///
/// @param plan as it was written
/// @param sentence in plain words
/// @param next when it is due next, at most five times; empty where it is not enabled
/// @param note why it was disabled by itself, or null
record PlanView(
        long id,
        long version,
        @JsonUnwrapped ExecutionPlan plan,
        String sentence,
        List<PlanPreview.Due> next,
        @Nullable String note,
        Instant changedAt) {

    static PlanView of(StoredPlan stored, Instant now, int most) {
        PlanPreview preview = PlanPreview.of(stored.plan(), now, most);
        return new PlanView(
                stored.id(),
                stored.version(),
                stored.plan(),
                preview.sentence(),
                stored.plan().enabled() ? preview.next() : List.of(),
                stored.note(),
                stored.changedAt());
    }
}
