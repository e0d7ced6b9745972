package dev.syncline.scheduler.leftover;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkResult.Remnant;
import org.jspecify.annotations.Nullable;

/// What a load may have left in its target, as people see it. Goes once looks have shown that nothing is left.
///
/// @param load its tables are called `_syncline_`, this without its hyphens, and more
/// @param state `CLEANING` where nothing is known yet to be left, or nothing was found and a second look follows; `LEFT` where it is not gone or the
///     target cannot be looked into; `GIVEN_UP` where the connection has been deleted, so that nobody looks any longer
/// @param table where the load went
/// @param since when the load ended
/// @param tries looks that did not help
/// @param found what the last look found, and how large it is
/// @param failure why it could not be removed, or not be looked at
/// @param lookedAt when last; null before the first look
/// @param nextLook null where there is none
public record LeftOverView(
        UUID load,
        UUID runId,
        long targetId,
        String targetName,
        TableName table,
        String state,
        Instant since,
        int tries,
        List<Remnant> found,
        @Nullable Failure failure,
        @Nullable Instant lookedAt,
        @Nullable Instant nextLook) {

    static final String CLEANING = "CLEANING";
    static final String LEFT = "LEFT";
    static final String GIVEN_UP = "GIVEN_UP";

    /// The same as a sentence.
    public String sentence() {
        String what = found.isEmpty()
                ? "What the load of table %s may have left in %s".formatted(table, targetName)
                : "What the load of table %s has left in %s (%s)".formatted(table, targetName, String.join(", ", found.stream().map(LeftOverView::described).toList()));
        String why = failure == null ? "" : ": " + failure.message();
        return switch (state) {
            case GIVEN_UP -> "%s is not looked for any longer%s; look there for tables whose names begin with _syncline_%s and drop them"
                    .formatted(what, why, load.toString().replace("-", ""));
            case LEFT -> "%s could not be removed in %d tries%s; it is tried again at %s".formatted(what, tries, why, nextLook);
            default -> what + " is being removed";
        };
    }

    private static String described(Remnant remnant) {
        return remnant.bytes() < 0 ? remnant.what() : "%s, %d bytes".formatted(remnant.what(), remnant.bytes());
    }
}
