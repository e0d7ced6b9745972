package dev.syncline.scheduler.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.scheduler.calendar.Schedule;
import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;
import org.jspecify.annotations.Nullable;

/// Plans of every kind in zones whose clocks change in different ways, or not at all.
final class MixedPlans {

    static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "UTC");
    static final int PROJECTS_PER_ZONE = 3;

    private static final List<String> EVERYWHERE = List.of("hourly", "monthly", "cron of intervals", "single moments", "schedules that meet");
    private static final LocalTime HALF_PAST_TWO = LocalTime.of(2, 30);

    private MixedPlans() {}

    static List<ExecutionPlan> ofAllZones() {
        List<ExecutionPlan> plans = new ArrayList<>();
        for (int zone = 0; zone < ZONES.size(); zone++) {
            plans.addAll(ofZone(ZONES.get(zone), zone * PROJECTS_PER_ZONE + 1));
        }
        return plans;
    }

    private static List<ExecutionPlan> ofZone(String zone, long project) {
        // What is executed costs most of the time that the test takes, so not everything is in every zone: least where no clock ever changes.
        boolean often = zone.equals("Europe/Berlin") || zone.equals("Australia/Lord_Howe");
        List<ExecutionPlan> all = List.of(
                plan("hourly", project, zone, often ? MissedRule.FIRE_ONCE : MissedRule.SKIP, null, null, new Hourly(List.of(0))),
                plan("daily", project, zone, often ? MissedRule.FIRE_ALL : MissedRule.FIRE_ONCE, null, null, new Daily(List.of(HALF_PAST_TWO))),
                plan("weekly", project, zone, MissedRule.FIRE_ONCE, null, null,
                        new Weekly(List.of(DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY), List.of(LocalTime.of(1, 45), LocalTime.of(2, 15)))),
                plan("monthly", project + 1, zone, MissedRule.FIRE_ALL, null, null,
                        new Monthly(List.of(1, 29, 30, 31), true, List.of(LocalTime.MIDNIGHT, HALF_PAST_TWO))),
                plan("cron that names its hours", project + 1, zone, MissedRule.SKIP, null, null, new Cron("45 5 1,2,3 * * *")),
                plan("cron of intervals", project + 1, zone, MissedRule.SKIP, null, null, new Cron("30 10 */6 * * *")),
                plan("cron of special days", project + 1, zone, MissedRule.FIRE_ALL, null, null, new Cron("0 0 9 LW * ?"), new Cron("0 30 2 ? * SUN#1")),
                plan("single moments", project + 2, zone, MissedRule.FIRE_ALL, null, null, new Once(moments())),
                plan("schedules that meet", project + 2, zone, MissedRule.FIRE_ONCE, null, null,
                        new Daily(List.of(HALF_PAST_TWO, LocalTime.of(14, 30))),
                        new Weekly(List.of(DayOfWeek.SUNDAY), List.of(HALF_PAST_TWO)),
                        new Monthly(List.of(15), true, List.of(HALF_PAST_TWO)),
                        new Cron("20 30 2 * * *"),
                        new Cron("10 30 0/4 * * *")),
                plan("valid for some weeks", project + 2, zone, MissedRule.SKIP,
                        Instant.parse("2026-03-01T12:00:30Z"), Instant.parse("2026-04-12T00:00:00Z"),
                        new Hourly(List.of(0, 20, 59))));
        return ZoneId.of(zone).getRules().isFixedOffset() || zone.equals("Asia/Shanghai")
                ? all.stream().filter(plan -> EVERYWHERE.stream().anyMatch(name -> plan.name().startsWith(name))).toList()
                : all;
    }

    /// Plans of every minute that end while nobody is there: with more instants than one transaction takes, and with exactly as many.
    static List<ExecutionPlan> ofEveryMinute(Instant from) {
        Schedule everyMinute = new Hourly(IntStream.range(0, 60).boxed().toList());
        return List.of(
                plan("minutes", 1, "UTC", MissedRule.FIRE_ONCE, from, from.plus(Duration.ofMinutes(2_880)), everyMinute),
                plan("a thousand minutes", 2, "Australia/Lord_Howe", MissedRule.FIRE_ONCE, from, from.plus(Duration.ofMinutes(1_000)), everyMinute),
                plan("skipped minutes", 3, "UTC", MissedRule.SKIP, from, from.plus(Duration.ofMinutes(1_001)), everyMinute),
                plan("minutes one by one", 3, "UTC", MissedRule.FIRE_ALL, from, from.plus(Duration.ofMinutes(90)), everyMinute));
    }

    /// Among them times that do not exist, and times that come twice.
    private static List<LocalDateTime> moments() {
        return List.of(
                LocalDateTime.parse("2026-01-01T00:01"),
                LocalDateTime.parse("2026-03-29T02:30"),
                LocalDateTime.parse("2026-04-05T01:45"),
                LocalDateTime.parse("2026-10-04T02:15"),
                LocalDateTime.parse("2026-10-25T02:30"),
                LocalDateTime.parse("2026-11-01T01:30"),
                LocalDateTime.parse("2027-03-14T02:30"),
                LocalDateTime.parse("2027-06-11T12:00"),
                LocalDateTime.parse("2027-12-31T12:00"));
    }

    private static ExecutionPlan plan(
            String name, long project, String zone, MissedRule missed, @Nullable Instant from, @Nullable Instant until, Schedule... schedules) {
        return new ExecutionPlan(
                name + " in " + zone, project, true, zone, List.of(schedules), from, until, missed, null, null, List.of(), null, null);
    }
}
