package dev.syncline.scheduler.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import dev.syncline.kit.web.FieldRefusal;
import org.jspecify.annotations.Nullable;

/// When a plan is due: its schedules in its time zone, within its window of validity. Nothing is due before 1970 or after 9999.
///
/// @param zone a region such as `Europe/Berlin`, or `UTC`; an offset such as `+02:00` is refused, as it knows no summer time
/// @param from the first moment at which the plan can be due; null where it has always been valid
/// @param until the first moment at which it can no longer be due; null where it does not end
public record Calendar(ZoneId zone, List<Schedule> schedules, @Nullable Instant from, @Nullable Instant until) {

    public Calendar {
        if (zone == null) {
            throw FieldRefusal.of("zone", "A plan needs a time zone; choose a region such as Europe/Berlin, or UTC");
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone.getId())) {
            throw FieldRefusal.of(
                    "zone", "The time zone %s is not a region; choose one such as Europe/Berlin, or UTC".formatted(zone.getId()));
        }
        List<Schedule> given = schedules;
        schedules = FieldRefusal.in("schedules", () -> Limits.schedules(given));
        if (from != null && until != null && !from.isBefore(until)) {
            throw FieldRefusal.of("until", "A plan that is valid from %s until %s is never due; choose a later end".formatted(from, until));
        }
    }

    /// The due instants after one moment and up to another, that one included: in order, each once, at most as many as asked for.
    ///
    /// Schedules that meet in the same minute fire once, at the earliest of their seconds. Windows that follow each other find what one window over
    /// both finds.
    public List<Instant> due(Instant after, Instant upTo, int most) {
        return DueInstants.of(this).between(after, upTo, most);
    }

    /// The next due instants after a moment; fewer than asked for where the schedules or the validity end.
    public List<Instant> next(Instant after, int count) {
        return due(after, DueInstants.LATEST, count);
    }

    /// The whole in plain words.
    public String sentence() {
        return Sentence.of(this);
    }
}
