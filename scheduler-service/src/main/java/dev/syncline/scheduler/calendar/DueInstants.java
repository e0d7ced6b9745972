package dev.syncline.scheduler.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;
import org.jspecify.annotations.Nullable;

import static java.time.temporal.ChronoUnit.MINUTES;

/// Merges the instants of a plan's schedules into one line.
record DueInstants(List<Finder> finders, Instant first, Instant last) {

    static final Instant EARLIEST = Instant.EPOCH;
    static final Instant LATEST = LocalDateTime.of(Limits.LAST_YEAR, 12, 30, 0, 0).toInstant(ZoneOffset.UTC);

    /// The first instant of a schedule after one moment that is not much later than another; null where there is none.
    interface Finder {
        @Nullable Instant next(Instant after, Instant last);
    }

    private record Coming(Instant at, Finder finder) {}

    static DueInstants of(Calendar calendar) {
        ZoneClock clock = new ZoneClock(calendar.zone().getRules());
        List<Finder> finders = calendar.schedules().stream().map(schedule -> finder(schedule, clock)).toList();
        Instant from = calendar.from();
        Instant until = calendar.until();
        return new DueInstants(
                finders,
                from == null ? EARLIEST : later(from, EARLIEST),
                until == null ? LATEST : earlier(later(until, EARLIEST).minusNanos(1), LATEST));
    }

    private static Finder finder(Schedule schedule, ZoneClock clock) {
        LocalPattern pattern = LocalPattern.of(schedule);
        boolean interval = switch (schedule) {
            case Hourly _ -> true;
            case Cron cron -> !cron.namesItsHours();
            case Daily _, Weekly _, Monthly _, Once _ -> false;
        };
        return interval
                ? (after, last) -> clock.nextOfInterval(pattern, after, last)
                : (after, last) -> clock.nextOfWallClock(pattern, after, last);
    }

    List<Instant> between(Instant after, Instant upTo, int most) {
        Instant end = earlier(upTo, last);
        List<Instant> due = new ArrayList<>();
        if (!after.isBefore(end)) {
            return due;
        }
        PriorityQueue<Coming> queue = new PriorityQueue<>(Comparator.comparing(Coming::at));
        // From the begin of the minute: what fired earlier in it decides whether the rest of it fires.
        Instant begin = after.isBefore(first) ? first : later(after.truncatedTo(MINUTES), first);
        finders.forEach(finder -> add(queue, finder, begin.minusNanos(1), end));

        Instant taken = Instant.MIN;
        while (!queue.isEmpty() && due.size() < most) {
            Coming coming = queue.remove();
            Instant minute = coming.at().truncatedTo(MINUTES);
            if (!minute.equals(taken)) {
                taken = minute;
                if (coming.at().isAfter(after)) {
                    due.add(coming.at());
                }
            }
            add(queue, coming.finder(), coming.at(), end);
        }
        return due;
    }

    private static void add(PriorityQueue<Coming> queue, Finder finder, Instant after, Instant end) {
        Instant next = finder.next(after, end);
        if (next != null && !next.isAfter(end)) {
            queue.add(new Coming(next, finder));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
