package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.syncline.contracts.run.RunOrigin;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;

/// Which runs are looked for; what is null or empty does not matter.
///
/// @param states one of these
/// @param origins one of these
/// @param plan the plan that made it begin
/// @param table a table of the source that it had
/// @param text in the name of its project, in any letter case
record RunFilter(
        @Nullable Long project,
        List<String> states,
        List<String> origins,
        @Nullable Long plan,
        @Nullable TableName table,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to) {

    private static final List<String> STATES = List.of("waiting", "queued", "discovering", "running", "cancelling", "succeeded", "failed", "cancelled");
    private static final List<String> TABLE_STATES =
            List.of("waiting", "inspecting", "extracting", "loading", "ending", "loaded", "failed", "cancelled", "skipped");
    private static final List<String> ORIGINS = Arrays.stream(RunOrigin.values()).map(origin -> origin.name().toLowerCase(Locale.ROOT)).toList();

    // No run is outside; PostgreSQL's own times end in 294276.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /// @throws ApiException where a state or an origin is none
    RunFilter {
        states = words("state", states, STATES);
        origins = words("origin", origins, ORIGINS);
        text = SearchTexts.text(text);
        from = within(from);
        to = within(to);
    }

    /// The state of a table, for a question.
    ///
    /// @throws ApiException where it is none
    static @Nullable String tableState(@Nullable String state) {
        return word("state", state, TABLE_STATES);
    }

    private static List<String> words(String name, @Nullable List<String> values, List<String> allowed) {
        return values == null ? List.of() : values.stream().map(value -> word(name, value, allowed)).filter(Objects::nonNull).distinct().toList();
    }

    private static @Nullable String word(String name, @Nullable String value, List<String> allowed) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!allowed.contains(value.toLowerCase(Locale.ROOT))) {
            throw new ApiException(Problem.INVALID, "%s has a value that is none; allowed is one of %s".formatted(name, String.join(", ", allowed)));
        }
        return value.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant within(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    }
}
