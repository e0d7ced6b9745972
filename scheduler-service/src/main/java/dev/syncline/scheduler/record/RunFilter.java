package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Which runs are looked for; what is null does not matter.
record RunFilter(
        @Nullable Long project, @Nullable String state, @Nullable String origin, @Nullable Instant from, @Nullable Instant to) {

    RunFilter {
        state = state == null ? null : state.toUpperCase(Locale.ROOT);
        origin = origin == null ? null : origin.toUpperCase(Locale.ROOT);
    }
}
