package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// A cron expression in the plainest way: a set of numbers for each field, and a question about a date for the special days.
record PlainCron(int second, BitSet minute, String hours, BitSet hour, Predicate<LocalDate> day, BitSet month, Predicate<LocalDate> weekday) {

    private static final List<String> MONTHS = List.of("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    static PlainCron of(String expression) {
        String[] fields = expression.split(" ");
        return new PlainCron(
                Integer.parseInt(fields[0]),
                numbers(fields[1], 0, 59, List.of()),
                fields[2],
                numbers(fields[2], 0, 23, List.of()),
                anyOf(fields[3], PlainCron::dayOfMonth),
                numbers(fields[4], 1, 12, MONTHS),
                anyOf(fields[5], PlainCron::dayOfWeek));
    }

    boolean names(LocalDateTime at) {
        return minute.get(at.getMinute())
                && hour.get(at.getHour())
                && month.get(at.getMonthValue())
                && day.test(at.toLocalDate())
                && weekday.test(at.toLocalDate());
    }

    private static Predicate<LocalDate> anyOf(String field, Function<String, Predicate<LocalDate>> one) {
        return Arrays.stream(field.split(",")).map(one).reduce(Predicate::or).orElseThrow();
    }

    private static Predicate<LocalDate> dayOfMonth(String text) {
        if (text.equals("LW")) {
            return date -> date.equals(lastWorkingDay(YearMonth.from(date)));
        }
        if (text.startsWith("L")) {
            int before = text.equals("L") ? 0 : Integer.parseInt(text.substring(2));
            return date -> date.equals(YearMonth.from(date).atEndOfMonth().minusDays(before));
        }
        BitSet numbers = numbers(text, 1, 31, List.of());
        return date -> numbers.get(date.getDayOfMonth());
    }

    private static Predicate<LocalDate> dayOfWeek(String text) {
        if (text.endsWith("L")) {
            DayOfWeek last = weekday(text.substring(0, text.length() - 1));
            return date -> date.getDayOfWeek() == last && date.plusDays(7).getMonth() != date.getMonth();
        }
        if (text.contains("#")) {
            DayOfWeek wanted = weekday(text.substring(0, text.indexOf('#')));
            int ordinal = Integer.parseInt(text.substring(text.indexOf('#') + 1));
            return date -> date.getDayOfWeek() == wanted && (date.getDayOfMonth() + 6) / 7 == ordinal;
        }
        BitSet numbers = numbers(text, 1, 7, DAYS); // a star counts from Monday
        return date -> numbers.get(date.getDayOfWeek().getValue()) || date.getDayOfWeek() == DayOfWeek.SUNDAY && numbers.get(0);
    }

    private static DayOfWeek weekday(String text) {
        int number = DAYS.contains(text) ? DAYS.indexOf(text) : Integer.parseInt(text);
        return DayOfWeek.of(number == 0 ? 7 : number);
    }

    private static LocalDate lastWorkingDay(YearMonth month) {
        LocalDate day = month.atEndOfMonth();
        while (day.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
            day = day.minusDays(1);
        }
        return day;
    }

    private static BitSet numbers(String field, int lowest, int highest, List<String> names) {
        BitSet numbers = new BitSet();
        for (String part : field.split(",")) {
            String[] range = part.split("/")[0].split("-");
            int step = part.contains("/") ? Integer.parseInt(part.split("/")[1]) : 1;
            boolean all = range[0].equals("*") || range[0].equals("?");
            int first = all ? lowest : number(range[0], names);
            int last = all || range.length == 1 && part.contains("/") ? highest : number(range[range.length - 1], names);
            for (int number = first; number <= last; number += step) {
                numbers.set(number);
            }
        }
        return numbers;
    }

    private static int number(String text, List<String> names) {
        return names.contains(text) ? names.indexOf(text) : Integer.parseInt(text);
    }
}
