package dev.syncline.scheduler.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;

/// What somebody wants to see.
///
/// @param everything whether all runs are watched
/// @param run whose tables are watched, or null
/// @param after the position up to which everything has been seen before, or null
record Watch(boolean everything, @Nullable UUID run, Tables tables, @Nullable Long after) {

    /// Which tables of the run are shown.
    enum Tables {
        /// None; the run alone.
        NONE,
        /// Those that are being worked on, and then each that changes.
        CHANGED,
        /// As `CHANGED`, and at first those that have not been settled.
        UNSETTLED;

        /// @throws ApiException where the word is none
        static Tables of(@Nullable String word) {
            if (word == null || word.isEmpty()) {
                return CHANGED;
            }
            return Arrays.stream(values()).filter(tables -> tables.word().equals(word.toLowerCase(Locale.ROOT))).findFirst().orElseThrow(() -> new ApiException(
                    Problem.INVALID,
                    "tables has a value that is none; allowed is one of " + Arrays.stream(values()).map(Tables::word).collect(Collectors.joining(", "))));
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param lastEventId as a client sends it that connects again; one that is not ours says nothing
    static @Nullable Long after(@Nullable String lastEventId) {
        try {
            return Optional.ofNullable(lastEventId).map(String::strip).filter(id -> !id.isEmpty()).map(Long::valueOf).filter(turn -> turn >= 0).orElse(null);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// Whether what was seen before ends before this turn.
    boolean isBefore(long turn) {
        return after != null && after < turn;
    }

    /// Whether tables of this run are shown.
    boolean showsTablesOf(UUID other) {
        return tables != Tables.NONE && other.equals(run);
    }

    boolean shows(UUID other) {
        return everything || other.equals(run);
    }

    /// Whether it ends with the run.
    boolean endsWith(UUID other) {
        return !everything && other.equals(run);
    }
}
