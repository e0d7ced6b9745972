package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// S59 to S64 and A19 by examples; the properties beside it look everywhere else.
class CalendarTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate SHORT_DAY = LocalDate.of(2026, 3, 29);
    private static final LocalDate LONG_DAY = LocalDate.of(2026, 10, 25);

    /// S60.
    @Test
    void anHourlyScheduleFiresAtTheMinutesOfEveryHour() {
        assertThat(local("2026-01-10T10:20", "2026-01-10T12:10", new Hourly(List.of(50, 10))))
                .containsExactly("2026-01-10T10:50", "2026-01-10T11:10", "2026-01-10T11:50", "2026-01-10T12:10");
    }

    /// S60, A19.
    @Test
    void anHourlyScheduleFires23TimesOnTheShortDayAnd25OnTheLongOne() {
        assertThat(onDay(SHORT_DAY, new Hourly(List.of(30)))).hasSize(23);
        assertThat(onDay(LONG_DAY, new Hourly(List.of(30)))).hasSize(25);
    }

    /// S61.
    @Test
    void aDailyScheduleFiresAtEachOfItsTimes() {
        assertThat(local("2026-01-10T02:30", "2026-01-12T02:30", new Daily(times("14:00", "02:30"))))
                .containsExactly("2026-01-10T14:00", "2026-01-11T02:30", "2026-01-11T14:00", "2026-01-12T02:30");
    }

    /// S61, A19.
    @Test
    void aDailyScheduleFiresOnceOnTheDayThatLacksItsTime() {
        assertThat(onDay(SHORT_DAY, new Daily(times("02:30")))).containsExactly("2026-03-29T01:30:00Z");
    }

    /// S61, A19.
    @Test
    void aDailyScheduleFiresOnceOnTheDayThatHasItsTimeTwice() {
        assertThat(onDay(LONG_DAY, new Daily(times("02:30")))).containsExactly("2026-10-25T00:30:00Z");
    }

    @Test
    void aTimeMovedByAGapKeepsTheOrderAndMeetsTheTimeItIsMovedTo() {
        assertThat(onDay(SHORT_DAY, new Daily(times("01:59", "02:00", "02:59", "03:00", "03:59", "04:00"))))
                .containsExactly("2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:59:00Z", "2026-03-29T02:00:00Z");
    }

    /// S62.
    @Test
    void aWeeklyScheduleFiresOnTheChosenDays() {
        assertThat(local("2026-01-10T00:00", "2026-01-17T00:00", new Weekly(List.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY), times("08:00"))))
                .containsExactly("2026-01-12T08:00", "2026-01-16T08:00");
    }

    /// S63, A19.
    @Test
    void theThirtyFirstIsSkippedInShortMonths() {
        assertThat(local("2026-01-01T00:00", "2026-06-01T00:00", new Monthly(List.of(31), false, times("23:00"))))
                .containsExactly("2026-01-31T23:00", "2026-03-31T23:00", "2026-05-31T23:00");
    }

    /// S63, A19.
    @Test
    void theLastDayIsTheLastDayOfAnyMonthAndMeetsTheThirtyFirst() {
        assertThat(local("2028-01-01T00:00", "2028-05-01T00:00", new Monthly(List.of(31), true, times("23:00"))))
                .containsExactly("2028-01-31T23:00", "2028-02-29T23:00", "2028-03-31T23:00", "2028-04-30T23:00");
    }

    /// S64.
    @Test
    void aCronScheduleFiresToTheSecond() {
        assertThat(local("2026-01-09T12:00", "2026-01-12T12:00", new Cron("15 30 2 * * MON-FRI"))).containsExactly("2026-01-12T02:30:15");
    }

    /// S64, A19: Spring's own answer for Europe/Berlin is no fire and two fires.
    @Test
    void aCronScheduleWithItsHoursOneByOneIsAWallClockSchedule() {
        assertThat(onDay(SHORT_DAY, new Cron("0 30 2 * * *"))).containsExactly("2026-03-29T01:30:00Z");
        assertThat(onDay(LONG_DAY, new Cron("0 30 2 * * *"))).containsExactly("2026-10-25T00:30:00Z");
    }

    /// S64, A19.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 30 * * * *|23|25", "0 30 0/1 * * *|23|25", "0 30 0-23 * * *|23|25", "0 30 */2 * * *|11|13"})
    void anyOtherCronScheduleIsAnIntervalSchedule(String expression, int onTheShortDay, int onTheLongDay) {
        assertThat(onDay(SHORT_DAY, new Cron(expression))).hasSize(onTheShortDay);
        assertThat(onDay(LONG_DAY, new Cron(expression))).hasSize(onTheLongDay);
    }

    /// S64.
    @Test
    void aLeapDayIsFoundYearsAhead() {
        assertThat(local("2096-03-01T00:00", "2110-01-01T00:00", new Cron("0 0 4 29 2 *"))).containsExactly("2104-02-29T04:00", "2108-02-29T04:00");
    }

    /// S64.
    @Test
    void aOneOffScheduleFiresAtItsMomentsAndEnds() {
        Calendar calendar = calendar(new Once(List.of(at("2026-10-25T02:30"), at("2026-03-29T02:30"))));

        assertThat(calendar.next(Instant.EPOCH, 5)).map(Instant::toString).containsExactly("2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z");
    }

    /// S59, A19.
    @Test
    void schedulesThatMeetFireOnce() {
        assertThat(local(
                        "2026-01-10T00:00",
                        "2026-01-10T04:00",
                        new Daily(times("02:00")),
                        new Hourly(List.of(0)),
                        new Once(List.of(at("2026-01-10T02:00"), at("2026-01-10T02:01"))),
                        new Cron("0 0 2 * * *")))
                .containsExactly("2026-01-10T01:00", "2026-01-10T02:00", "2026-01-10T02:01", "2026-01-10T03:00", "2026-01-10T04:00");
    }

    /// A19.
    @Test
    void schedulesThatMeetInAMinuteFireOnceWhereverTheWindowsAreCut() {
        Calendar calendar = calendar(new Cron("40 0 2 * * *"), new Cron("20 0 2 * * *"));

        assertThat(calendar.due(instant("2026-01-10T00:00"), instant("2026-01-10T04:00"), 10)).containsExactly(instant("2026-01-10T02:00:20"));
        assertThat(calendar.due(instant("2026-01-10T02:00:20"), instant("2026-01-10T04:00"), 10)).isEmpty();
        assertThat(calendar.due(instant("2026-01-10T02:00:30"), instant("2026-01-10T04:00"), 10)).isEmpty();
    }

    /// S59.
    @Test
    void theWindowOfValidityIncludesItsBeginAndExcludesItsEnd() {
        Calendar calendar = new Calendar(
                BERLIN, List.of(new Hourly(List.of(0))), instant("2026-01-10T08:00"), instant("2026-01-10T11:00"));

        assertThat(calendar.next(Instant.EPOCH, 5))
                .containsExactly(instant("2026-01-10T08:00"), instant("2026-01-10T09:00"), instant("2026-01-10T10:00"));
        assertThat(calendar.next(instant("2026-01-10T10:00"), 5)).isEmpty();
    }

    @Test
    void noMoreThanAskedForIsFound() {
        Calendar calendar = calendar(new Hourly(List.of(0)));

        assertThat(calendar.due(instant("2026-01-10T00:00"), instant("2026-02-10T00:00"), 2))
                .containsExactly(instant("2026-01-10T01:00"), instant("2026-01-10T02:00"));
        assertThat(calendar.due(instant("2026-01-10T00:00"), instant("2026-02-10T00:00"), 0)).isEmpty();
    }

    @Test
    void aWindowWithoutLengthHoldsNothing() {
        assertThat(calendar(new Hourly(List.of(0))).due(instant("2026-01-10T01:00"), instant("2026-01-10T01:00"), 5)).isEmpty();
        assertThat(calendar(new Hourly(List.of(0))).due(instant("2026-01-10T03:00"), instant("2026-01-10T01:00"), 5)).isEmpty();
    }

    @Test
    void theEndsOfTimeAreNoTrouble() {
        Calendar calendar = new Calendar(BERLIN, List.of(new Hourly(List.of(0)), new Daily(times("02:30"))), Instant.MIN, Instant.MAX);

        assertThat(calendar.due(Instant.MIN, Instant.MAX, 1)).containsExactly(Instant.EPOCH);
        assertThat(calendar.next(Instant.MAX, 3)).isEmpty();
        assertThat(new Calendar(BERLIN, calendar.schedules(), null, Instant.MIN).next(Instant.MIN, 3)).isEmpty();
    }

    /// A19: clocks that change at midnight.
    @ParameterizedTest
    @CsvSource({
        "Africa/Cairo,      2026-04-24, 2026-04-23T22:30:00Z",
        "Asia/Beirut,       2026-03-29, 2026-03-28T22:30:00Z",
        "America/Havana,    2026-03-08, 2026-03-08T05:30:00Z",
        "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:30:00Z"
    })
    void halfPastMidnightFiresOnceOnADayThatBeginsAtOne(String zone, LocalDate day, String due) {
        assertThat(onDay(ZoneId.of(zone), day, new Daily(times("00:30")))).containsExactly(due);
    }

    /// A19: the clock goes back from 24:00 to 23:00, so that the last hour of a day comes twice.
    @Test
    void halfPastElevenFiresOnceOnADayWhoseLastHourComesTwice() {
        assertThat(onDay(ZoneId.of("Africa/Cairo"), LocalDate.of(2026, 10, 29), new Daily(times("23:30")))).containsExactly("2026-10-29T20:30:00Z");
    }

    /// A19.
    @Test
    void aChangeOfHalfAnHourMovesByHalfAnHour() {
        ZoneId zone = ZoneId.of("Australia/Lord_Howe");

        assertThat(onDay(zone, LocalDate.of(2026, 10, 4), new Daily(times("02:15")))).containsExactly("2026-10-03T15:45:00Z");
        assertThat(onDay(zone, LocalDate.of(2026, 4, 5), new Daily(times("01:45")))).containsExactly("2026-04-04T14:45:00Z");
        assertThat(onDay(zone, LocalDate.of(2026, 10, 4), new Hourly(List.of(15)))).hasSize(23);
        assertThat(onDay(zone, LocalDate.of(2026, 10, 4), new Hourly(List.of(45)))).hasSize(24);
        assertThat(onDay(zone, LocalDate.of(2026, 4, 5), new Hourly(List.of(45)))).hasSize(25);
    }

    /// A19: Samoa had no 30 December 2011.
    @Test
    void aDayThatNeverWasMeetsTheNextOne() {
        ZoneId zone = ZoneId.of("Pacific/Apia");
        Calendar calendar = new Calendar(zone, List.of(new Daily(times("08:00", "20:00")), new Monthly(List.of(30), false, times("12:00"))), null, null);

        assertThat(calendar.due(Instant.parse("2011-12-29T12:00:00Z"), Instant.parse("2012-01-01T12:00:00Z"), 20))
                .map(at -> at.atZone(zone).toLocalDateTime().toString())
                .containsExactly(
                        "2011-12-29T08:00", "2011-12-29T20:00", "2011-12-31T08:00", "2011-12-31T12:00", "2011-12-31T20:00",
                        "2012-01-01T08:00", "2012-01-01T20:00");
    }

    private static Calendar calendar(Schedule... schedules) {
        return new Calendar(BERLIN, List.of(schedules), null, null);
    }

    private static List<String> local(String after, String upTo, Schedule... schedules) {
        return calendar(schedules).due(instant(after), instant(upTo), 1000).stream()
                .map(due -> due.atZone(BERLIN).toLocalDateTime().toString())
                .toList();
    }

    private static List<String> onDay(LocalDate day, Schedule schedule) {
        return onDay(BERLIN, day, schedule);
    }

    private static List<String> onDay(ZoneId zone, LocalDate day, Schedule schedule) {
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        return new Calendar(zone, List.of(schedule), null, null).due(begin.minusNanos(1), end.minusNanos(1), 1000).stream()
                .map(Instant::toString)
                .toList();
    }

    private static List<LocalTime> times(String... times) {
        return List.of(times).stream().map(LocalTime::parse).toList();
    }

    private static LocalDateTime at(String text) {
        return LocalDateTime.parse(text);
    }

    private static Instant instant(String berlin) {
        return at(berlin).atZone(BERLIN).toInstant();
    }
}
