package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// What a schedule may hold, and the words in which the rest is refused.
final class Limits {

    static final int SCHEDULES = 50;
    static final int TIMES = 100;
    static final int MOMENTS = 200;
    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 9999;

    private Limits() {}

    static List<Integer> numbers(String owner, String what, @Nullable List<Integer> numbers, int lowest, int highest) {
        List<Integer> sorted = sorted(owner, what, numbers, highest - lowest + 1);
        for (int number : sorted) {
            if (number < lowest || number > highest) {
                throw new IllegalArgumentException(
                        "A %s of %s is a number from %d to %d, not %d".formatted(what, owner, lowest, highest, number));
            }
        }
        return sorted;
    }

    static List<DayOfWeek> days(String owner, @Nullable List<DayOfWeek> days) {
        return sorted(owner, "day", days, DayOfWeek.values().length);
    }

    static List<LocalTime> times(String owner, @Nullable List<LocalTime> times) {
        List<LocalTime> sorted = sorted(owner, "time", times, TIMES);
        for (LocalTime time : sorted) {
            if (time.getSecond() != 0 || time.getNano() != 0) {
                throw new IllegalArgumentException(
                        "A time of %s is an hour and a minute such as 02:30, not %s; leave its seconds out".formatted(owner, time));
            }
        }
        return sorted;
    }

    static List<LocalDateTime> moments(@Nullable List<LocalDateTime> moments) {
        List<LocalDateTime> sorted = sorted("a one-off schedule", "date and time", moments, MOMENTS);
        for (LocalDateTime moment : sorted) {
            if (moment.getSecond() != 0 || moment.getNano() != 0) {
                throw new IllegalArgumentException(
                        "A date and time of a one-off schedule is to the minute, such as 2026-03-29T02:30, not %s; leave its seconds out"
                                .formatted(moment));
            }
            if (moment.getYear() < FIRST_YEAR || moment.getYear() > LAST_YEAR) {
                throw new IllegalArgumentException("A date of a one-off schedule is in the years %d to %d, not %s"
                        .formatted(FIRST_YEAR, LAST_YEAR, moment.toLocalDate()));
            }
        }
        return sorted;
    }

    static List<Schedule> schedules(@Nullable List<Schedule> schedules) {
        List<Schedule> present = present("a plan", "schedule", schedules, SCHEDULES);
        return present.stream().distinct().toList();
    }

    private static <T extends Comparable<? super T>> List<T> sorted(String owner, String what, @Nullable List<T> values, int most) {
        return present(owner, what, values, most).stream().sorted().distinct().toList();
    }

    private static <T> List<T> present(String owner, String what, @Nullable List<T> values, int most) {
        if (values == null || values.isEmpty()) {
            throw new IllegalArgumentException("%s needs at least one %s; add one".formatted(capital(owner), what));
        }
        if (values.size() > most) {
            throw new IllegalArgumentException(
                    "%s has at most %d entries of the kind %s, not %d; remove some".formatted(capital(owner), most, what, values.size()));
        }
        if (values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("A %s of %s is empty; fill it in or remove it".formatted(what, owner));
        }
        return values;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
