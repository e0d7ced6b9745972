package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.UnreadableMessage;
import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What schedules hold and refuse, and how they travel (S59 to S64).
class ScheduleTest {

    private static final LocalTime NOON = LocalTime.NOON;
    private static final ZoneId UTC = ZoneId.of("UTC");

    @Test
    void listsAreKeptInOrderAndWithoutDoubles() {
        assertThat(new Hourly(List.of(30, 0, 30)).minutes()).containsExactly(0, 30);
        assertThat(new Weekly(List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.SUNDAY), List.of(NOON)).days())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.SUNDAY);
        assertThat(new Calendar(UTC, List.of(new Daily(List.of(NOON)), new Daily(List.of(NOON))), null, null).schedules()).hasSize(1);
    }

    @Test
    void whatIsMissingIsAskedFor() {
        refused(() -> new Hourly(List.of()), "An hourly schedule needs at least one minute; add one");
        refused(() -> new Daily(List.of()), "A daily schedule needs at least one time; add one");
        refused(() -> new Weekly(List.of(), List.of(NOON)), "A weekly schedule needs at least one day; add one");
        refused(() -> new Monthly(List.of(), false, List.of(NOON)), "A monthly schedule needs at least one day; add one");
        refused(() -> new Once(List.of()), "A one-off schedule needs at least one date and time; add one");
        refused(() -> new Calendar(UTC, List.of(), null, null), "A plan needs at least one schedule; add one");
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        refused(() -> new Hourly(List.of(0, 60)), "A minute of an hourly schedule is a number from 0 to 59, not 60");
        refused(() -> new Monthly(List.of(0), false, List.of(NOON)), "A day of a monthly schedule is a number from 1 to 31, not 0");
        refused(
                () -> new Once(List.of(LocalDateTime.of(1969, 12, 31, 23, 59))),
                "A date of a one-off schedule is in the years 1970 to 9999, not 1969-12-31");
    }

    @Test
    void secondsAreRefused() {
        refused(
                () -> new Daily(List.of(LocalTime.of(2, 30, 15))),
                "A time of a daily schedule is an hour and a minute such as 02:30, not 02:30:15; leave its seconds out");
        refused(
                () -> new Once(List.of(LocalDateTime.of(2026, 3, 29, 2, 30, 0, 1))),
                "A date and time of a one-off schedule is to the minute, such as 2026-03-29T02:30, not 2026-03-29T02:30:00.000000001; leave its"
                        + " seconds out");
    }

    @Test
    void thereAreLimits() {
        List<LocalTime> times = IntStream.range(0, 101).mapToObj(NOON::plusMinutes).toList();
        List<LocalDateTime> moments = IntStream.range(0, 201).mapToObj(LocalDateTime.of(2026, 1, 1, 0, 0)::plusMinutes).toList();
        List<Schedule> schedules = new ArrayList<>(times.stream().limit(51).map(time -> new Daily(List.of(time))).toList());

        refused(() -> new Daily(times), "A daily schedule has at most 100 entries of the kind time, not 101; remove some");
        refused(() -> new Once(moments), "A one-off schedule has at most 200 entries of the kind date and time, not 201; remove some");
        refused(() -> new Calendar(UTC, schedules, null, null), "A plan has at most 50 entries of the kind schedule, not 51; remove some");
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsRefused() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");

        refused(
                () -> new Calendar(UTC, List.of(new Daily(List.of(NOON))), begin, begin),
                "A plan that is valid from 2026-01-01T00:00:00Z until 2026-01-01T00:00:00Z is never due; choose a later end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "Z", "UTC+2", "GMT+02:00"})
    void anOffsetIsNoTimeZone(String zone) {
        assertThatThrownBy(() -> new Calendar(ZoneId.of(zone), List.of(new Daily(List.of(NOON))), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("is not a region; choose one such as Europe/Berlin, or UTC");
    }

    @Test
    void aCalendarTravelsAsItIs() {
        Calendar calendar = new Calendar(
                ZoneId.of("Europe/Berlin"),
                List.of(
                        new Hourly(List.of(0, 30)),
                        new Daily(List.of(LocalTime.of(2, 30))),
                        new Weekly(List.of(DayOfWeek.MONDAY), List.of(NOON)),
                        new Monthly(List.of(1), true, List.of(NOON)),
                        new Cron("0 0 2 * * *"),
                        new Once(List.of(LocalDateTime.of(2026, 3, 29, 2, 30)))),
                Instant.parse("2026-01-01T00:00:00Z"),
                null);

        String text = Json.text(calendar);

        assertThat(Json.read(text, Calendar.class)).isEqualTo(calendar);
        assertThat(text).isEqualTo("""
                {"zone":"Europe/Berlin","schedules":[\
                {"every":"hourly","minutes":[0,30]},\
                {"every":"daily","times":["02:30"]},\
                {"every":"weekly","days":["MONDAY"],"times":["12:00"]},\
                {"every":"monthly","days":[1],"lastDay":true,"times":["12:00"]},\
                {"every":"cron","expression":"0 0 2 * * *"},\
                {"every":"once","at":["2026-03-29T02:30"]}],\
                "from":"2026-01-01T00:00:00Z","until":null}""");
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        assertThat(read("{\"every\":\"monthly\",\"lastDay\":true,\"times\":[\"12:00\"]}")).isEqualTo(new Monthly(List.of(), true, List.of(NOON)));
        assertThat(read("{\"every\":\"monthly\",\"days\":[1],\"times\":[\"12:00\"]}")).isEqualTo(new Monthly(List.of(1), false, List.of(NOON)));
        assertThat(read("{\"every\":\"weekly\",\"days\":[\"monday\"],\"times\":[\"12:00\"]}"))
                .isEqualTo(new Weekly(List.of(DayOfWeek.MONDAY), List.of(NOON)));
        assertThat(Json.read("{\"zone\":\"UTC\",\"schedules\":[{\"every\":\"hourly\",\"minutes\":[0]}]}", Calendar.class))
                .isEqualTo(new Calendar(UTC, List.of(new Hourly(List.of(0))), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"every\":\"weekly\",\"days\":[1],\"times\":[\"12:00\"]}",
        "{\"every\":\"weekly\",\"days\":[\"FUNDAY\"],\"times\":[\"12:00\"]}",
        "{\"every\":\"weekly\",\"days\":[null],\"times\":[\"12:00\"]}",
        "{\"every\":\"weekly\",\"times\":[\"12:00\"]}",
        "{\"every\":\"daily\"}",
        "{\"every\":\"daily\",\"times\":[\"12:00:30\"]}",
        "{\"every\":\"daily\",\"times\":[\"24:00\"]}",
        "{\"every\":\"hourly\",\"minutes\":[null]}",
        "{\"every\":\"monthly\",\"times\":[\"12:00\"]}",
        "{\"every\":\"cron\"}",
        "{\"every\":\"once\",\"at\":[\"2026-02-30T00:00\"]}",
        "{\"every\":\"fortnight\",\"times\":[\"12:00\"]}",
        "{\"times\":[\"12:00\"]}"
    })
    void whatIsNoScheduleIsNotRead(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(UnreadableMessage.class);
    }

    private static Schedule read(String json) {
        return Json.read(json, Schedule.class);
    }

    private static void refused(ThrowingCallable construction, String message) {
        assertThatThrownBy(construction).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
