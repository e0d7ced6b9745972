package dev.syncline.scheduler.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

import org.jspecify.annotations.Nullable;

/// Finds the instants of a local pattern in a zone. It goes from one clock change to the next: between two of them local time runs evenly.
///
/// A wall-clock pattern fires once for each date and time that it names. One that a gap swallows fires as late as if the clock had not been put
/// forward, which is the time moved by the gap's length; one that comes twice fires the first time. An interval pattern fires whenever the clock
/// shows what it names: not for a time in a gap, twice for one that comes twice.
///
/// It relies on the changes since 1970 being further apart than they are long; a test looks at all zones.
record ZoneClock(ZoneRules rules) {

    @Nullable Instant nextOfWallClock(LocalPattern pattern, Instant after, Instant last) {
        Instant from = after;
        for (Stretch stretch = stretchOf(after); stretch != null; stretch = stretch.following(last)) {
            from = stretch.start(from);
            Instant moved = stretch.firstMoved(pattern, from);
            Instant plain = stretch.first(pattern, stretch.afterWhatCameBefore(from));
            if (moved != null || plain != null) {
                return plain == null || moved != null && moved.isBefore(plain) ? moved : plain;
            }
        }
        return null;
    }

    @Nullable Instant nextOfInterval(LocalPattern pattern, Instant after, Instant last) {
        Instant from = after;
        for (Stretch stretch = stretchOf(after); stretch != null; stretch = stretch.following(last)) {
            from = stretch.start(from);
            Instant found = stretch.first(pattern, stretch.local(from));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private Stretch stretchOf(Instant instant) {
        return new Stretch(rules, rules.previousTransition(instant.plusNanos(1)), rules.getOffset(instant), rules.nextTransition(instant));
    }

    /// The time from one clock change to the next.
    private record Stretch(
            ZoneRules rules, @Nullable ZoneOffsetTransition begin, ZoneOffset offset, @Nullable ZoneOffsetTransition end) {

        @Nullable Stretch following(Instant last) {
            return end == null || end.getInstant().isAfter(last)
                    ? null
                    : new Stretch(rules, end, end.getOffsetAfter(), rules.nextTransition(end.getInstant()));
        }

        /// The moment itself, or the one just before the stretch where that is later.
        Instant start(Instant after) {
            Instant before = begin == null ? after : begin.getInstant().minusNanos(1);
            return before.isAfter(after) ? before : after;
        }

        LocalDateTime local(Instant instant) {
            return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), offset);
        }

        /// The same without the times that the clock has already shown before it was put back.
        LocalDateTime afterWhatCameBefore(Instant instant) {
            LocalDateTime local = local(instant);
            if (begin == null || begin.isGap()) {
                return local;
            }
            LocalDateTime shown = begin.getDateTimeBefore().minusNanos(1);
            return shown.isAfter(local) ? shown : local;
        }

        @Nullable Instant first(LocalPattern pattern, LocalDateTime after) {
            LocalDateTime next = pattern.next(after);
            return next == null || end != null && !next.isBefore(end.getDateTimeBefore()) ? null : next.toInstant(offset);
        }

        @Nullable Instant firstMoved(LocalPattern pattern, Instant after) {
            if (begin == null || begin.isOverlap()) {
                return null;
            }
            LocalDateTime asIfUnchanged = LocalDateTime.ofEpochSecond(after.getEpochSecond(), after.getNano(), begin.getOffsetBefore());
            if (!asIfUnchanged.isBefore(begin.getDateTimeAfter())) {
                return null;
            }
            LocalDateTime next = pattern.next(asIfUnchanged);
            return next == null || !next.isBefore(begin.getDateTimeAfter()) ? null : next.toInstant(begin.getOffsetBefore());
        }
    }
}
