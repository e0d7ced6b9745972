package dev.syncline.scheduler.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;

/// Says in plain words when a plan is due, in one sentence of a bearable length.
final class Sentence {

    private static final int MOST_SHOWN = 10;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]", Locale.ROOT);
    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Sentence() {}

    static String of(Calendar calendar) {
        List<String> parts = calendar.schedules().stream().map(Sentence::part).toList();
        StringBuilder text = new StringBuilder(parts(parts)).append(", in ").append(calendar.zone().getId());
        Instant from = calendar.from();
        Instant until = calendar.until();
        if (from != null) {
            text.append(", from ").append(moment(from, calendar.zone()));
        }
        if (until != null) {
            text.append(from == null ? ", until " : " until ").append(moment(until, calendar.zone()));
        }
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return text.toString();
    }

    private static String part(Schedule schedule) {
        return switch (schedule) {
            case Hourly(var minutes) when minutes.size() == 60 -> "every minute";
            case Hourly(var minutes) -> "every hour at minute %s".formatted(list(minutes));
            case Daily(var times) -> "every day at %s".formatted(list(times));
            case Weekly(var days, var times) -> "every %s at %s".formatted(
                    list(days.stream().map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList()), list(times));
            case Monthly(var days, var lastDay, var times) -> "on %s of each month at %s".formatted(
                    list(Stream.concat(days.stream().map(Sentence::ordinal), lastDay ? Stream.of("the last day") : Stream.empty()).toList()),
                    list(times));
            case Cron(var expression) -> "by the cron expression %s".formatted(expression);
            case Once(var at) -> "once on %s".formatted(list(at.stream().map(TO_THE_MINUTE::format).toList()));
        };
    }

    private static String parts(List<String> parts) {
        List<String> shown = shown(parts, "more schedules");
        return shown.size() <= 2 ? String.join(" and ", shown) : joined(shown, "; ", "; and ");
    }

    private static String list(List<?> values) {
        return joined(shown(values.stream().map(Object::toString).toList(), "more"), ", ", " and ");
    }

    private static List<String> shown(List<String> texts, String more) {
        if (texts.size() <= MOST_SHOWN) {
            return texts;
        }
        List<String> shown = new ArrayList<>(texts.subList(0, MOST_SHOWN));
        shown.add("%d %s".formatted(texts.size() - MOST_SHOWN, more));
        return shown;
    }

    private static String joined(List<String> texts, String between, String last) {
        int end = texts.size() - 1;
        return end == 0 ? texts.getFirst() : String.join(between, texts.subList(0, end)) + last + texts.get(end);
    }

    private static String ordinal(int day) {
        String ending = switch (day) {
            case 1, 21, 31 -> "st";
            case 2, 22 -> "nd";
            case 3, 23 -> "rd";
            default -> "th";
        };
        return "the %d%s".formatted(day, ending);
    }

    private static String moment(Instant instant, ZoneId zone) {
        var local = instant.atZone(zone);
        return (local.getSecond() == 0 ? TO_THE_MINUTE : MOMENT).format(local);
    }
}
