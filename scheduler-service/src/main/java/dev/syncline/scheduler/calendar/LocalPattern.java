package dev.syncline.scheduler.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Predicate;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

import static java.time.temporal.ChronoUnit.HOURS;

/// What a schedule names on a calendar without a zone.
interface LocalPattern {

    // The 31st of May is 61 days after that of March.
    int LONGEST_PAUSE_IN_DAYS = 62;

    /// The first date and time that it names after this one; null where it has ended.
    @Nullable LocalDateTime next(LocalDateTime after);

    static LocalPattern of(Schedule schedule) {
        return switch (schedule) {
            case Hourly(var minutes) -> hours(minutes);
            case Daily(var times) -> days(_ -> true, times);
            case Weekly(var days, var times) -> days(date -> days.contains(date.getDayOfWeek()), times);
            case Monthly(var days, var lastDay, var times) ->
                    days(date -> days.contains(date.getDayOfMonth()) || lastDay && date.getDayOfMonth() == date.lengthOfMonth(), times);
            case Cron(var expression) -> CronExpression.parse(expression)::next;
            case Once(var at) -> after -> at.stream().filter(moment -> moment.isAfter(after)).findFirst().orElse(null);
        };
    }

    private static LocalPattern hours(List<Integer> minutes) {
        return after -> {
            LocalDateTime hour = after.truncatedTo(HOURS);
            for (int minute : minutes) {
                LocalDateTime candidate = hour.withMinute(minute);
                if (candidate.isAfter(after)) {
                    return candidate;
                }
            }
            return hour.plusHours(1).withMinute(minutes.getFirst());
        };
    }

    private static LocalPattern days(Predicate<LocalDate> named, List<LocalTime> times) {
        return after -> {
            LocalDate date = after.toLocalDate();
            for (int days = 0; days <= LONGEST_PAUSE_IN_DAYS; days++, date = date.plusDays(1)) {
                if (named.test(date)) {
                    for (LocalTime time : times) {
                        if (date.atTime(time).isAfter(after)) {
                            return date.atTime(time);
                        }
                    }
                }
            }
            return null;
        };
    }
}
