package dev.syncline.scheduler.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;

import static java.time.temporal.ChronoUnit.MINUTES;

/// The due instants of a calendar in the slow and plain way, to compare with: it looks at every minute and shares no code with the product.
///
/// Wall-clock schedules: every minute of every local day is asked whether it is named, and `java.time` says which instant it is. Interval
/// schedules: every minute of UTC is asked what the local clock shows.
public final class Oracle {

    private Oracle() {}

    /// What is due after one moment and up to another, that one included, as in [Calendar#due].
    public static SortedSet<Instant> due(Calendar calendar, Instant after, Instant upTo) {
        TreeSet<Instant> all = new TreeSet<>();
        Instant begin = after.truncatedTo(MINUTES);
        for (Schedule schedule : calendar.schedules()) {
            Minutes minutes = Minutes.of(schedule);
            if (minutes.interval()) {
                addIntervals(all, minutes, calendar.zone(), begin, upTo);
            } else {
                addWallClock(all, minutes, calendar.zone(), begin, upTo);
            }
        }
        all.removeIf(at -> calendar.from() != null && at.isBefore(calendar.from()));
        all.removeIf(at -> calendar.until() != null && !at.isBefore(calendar.until()));
        // Two in the same minute fire once, at the earlier one.
        TreeSet<Instant> once = new TreeSet<>(all);
        once.removeIf(at -> !at.equals(all.ceiling(at.truncatedTo(MINUTES))));
        return once.tailSet(after, false).headSet(upTo, true);
    }

    private static void addIntervals(TreeSet<Instant> all, Minutes minutes, ZoneId zone, Instant begin, Instant upTo) {
        for (Instant minute = begin; !minute.isAfter(upTo); minute = minute.plusSeconds(60)) {
            if (minutes.names(LocalDateTime.ofInstant(minute, zone))) {
                all.add(minute.plusSeconds(minutes.second()));
            }
        }
    }

    private static void addWallClock(TreeSet<Instant> all, Minutes minutes, ZoneId zone, Instant begin, Instant upTo) {
        LocalDateTime last = LocalDateTime.ofInstant(upTo, zone).plusDays(2);
        LocalDateTime minute = LocalDateTime.ofInstant(begin, zone).minusDays(2).truncatedTo(MINUTES);
        for (; minute.isBefore(last); minute = minute.plusMinutes(1)) {
            if (minutes.names(minute)) {
                Instant at = ZonedDateTime.of(minute.plusSeconds(minutes.second()), zone).toInstant();
                if (!at.isBefore(begin) && !at.isAfter(upTo)) {
                    all.add(at);
                }
            }
        }
    }

    /// Whether a schedule names a minute of the local calendar, and how it looks at clock changes.
    private interface Minutes {

        boolean names(LocalDateTime minute);

        default boolean interval() {
            return false;
        }

        default int second() {
            return 0;
        }

        static Minutes of(Schedule schedule) {
            return switch (schedule) {
                case Hourly hourly -> new Minutes() {
                    @Override
                    public boolean names(LocalDateTime minute) {
                        return hourly.minutes().contains(minute.getMinute());
                    }

                    @Override
                    public boolean interval() {
                        return true;
                    }
                };
                case Daily daily -> minute -> daily.times().contains(minute.toLocalTime());
                case Weekly weekly -> minute ->
                        weekly.times().contains(minute.toLocalTime()) && weekly.days().contains(minute.getDayOfWeek());
                case Monthly monthly -> minute -> monthly.times().contains(minute.toLocalTime())
                        && (monthly.days().contains(minute.getDayOfMonth())
                                || monthly.lastDay() && minute.plusDays(1).getDayOfMonth() == 1);
                case Once once -> once.at()::contains;
                case Cron(var expression) -> new CronMinutes(PlainCron.of(expression));
            };
        }
    }

    private record CronMinutes(PlainCron cron) implements Minutes {
        @Override
        public boolean names(LocalDateTime minute) {
            return cron.names(minute);
        }

        @Override
        public boolean interval() {
            return !List.of(cron.hours().split("")).stream().allMatch("0123456789,"::contains);
        }

        @Override
        public int second() {
            return cron.second();
        }
    }
}
