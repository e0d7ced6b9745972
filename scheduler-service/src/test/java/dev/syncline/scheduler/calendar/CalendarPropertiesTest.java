package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/// Any plan in any zone, cut into any windows, is due exactly when the [Oracle] says (S59 to S64, A19).
class CalendarPropertiesTest {

    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2028-01-01T00:00:00Z");
    private static final List<ZoneId> ZONES = List.of(
                    "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "UTC", "Africa/Cairo")
            .stream()
            .map(ZoneId::of)
            .toList();

    /// A window over a plan, and the moments at which it is cut.
    record Cut(Calendar calendar, Instant after, Instant upTo, List<Instant> cuts) {}

    @Property(tries = 400)
    void windowsOfSomeWeeksAreDueAsTheOracleSays(@ForAll("cuts") Cut cut) {
        check(cut);
    }

    @Example
    void threeYearsOfAMixedPlanAreDueAsTheOracleSaysInEveryZone() {
        for (ZoneId zone : ZONES) {
            Calendar calendar = new Calendar(
                    zone,
                    List.of(
                            new Hourly(List.of(10)),
                            new Daily(List.of(LocalTime.of(0, 30), LocalTime.of(2, 30))),
                            new Weekly(List.of(DayOfWeek.SUNDAY), List.of(LocalTime.of(1, 45), LocalTime.of(2, 15))),
                            new Monthly(List.of(1, 29, 31), true, List.of(LocalTime.MIDNIGHT, LocalTime.of(23, 45))),
                            new Cron("30 5/20 1,2,3 * * *"),
                            new Cron("45 5 1,2,3 * * *"),
                            new Cron("0 50 0-4 * * *"),
                            new Cron("0 55 0/2 * * *"),
                            new Cron("7 15 */2 L * ?")),
                    null,
                    null);
            List<Instant> cuts = new ArrayList<>();
            for (Instant at = BEGIN; at.isBefore(END); at = at.plus(Duration.ofMinutes(40_321))) {
                cuts.add(at);
            }

            check(new Cut(calendar, BEGIN, END, cuts));
        }
    }

    @Property(tries = 300)
    void theNextOnesAreTheFirstOfTheWindow(@ForAll("calendars") Calendar calendar, @ForAll("moments") Instant after) {
        List<Instant> next = calendar.next(after, 5);

        List<Instant> inTheWindow = new ArrayList<>(Oracle.due(calendar, after, after.plus(Duration.ofDays(9))));
        assertThat(next.stream().limit(inTheWindow.size())).isEqualTo(inTheWindow.stream().limit(5).toList());
    }

    private static void check(Cut cut) {
        List<Instant> expected = List.copyOf(Oracle.due(cut.calendar(), cut.after(), cut.upTo()));

        assertThat(cut.calendar().due(cut.after(), cut.upTo(), Integer.MAX_VALUE)).isEqualTo(expected);

        TreeSet<Instant> ends = new TreeSet<>(cut.cuts());
        ends.add(cut.upTo());
        // Cuts on due instants and just behind them are the ones to get wrong: the next window begins in a minute that has fired.
        IntStream.iterate(0, i -> i < expected.size(), i -> i + 1 + expected.size() / 50)
                .mapToObj(expected::get)
                .flatMap(due -> Stream.of(due, due.plusSeconds(5)))
                .filter(end -> end.isBefore(cut.upTo()))
                .forEach(ends::add);
        List<Instant> inPieces = new ArrayList<>();
        Instant after = cut.after();
        for (Instant end : ends.tailSet(cut.after())) {
            inPieces.addAll(cut.calendar().due(after, end, Integer.MAX_VALUE));
            after = end;
        }
        assertThat(inPieces).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Cut> cuts() {
        return Combinators.combine(calendars(), moments(), Arbitraries.longs().between(1, Duration.ofDays(40).toSeconds()))
                .flatAs((calendar, after, seconds) -> Arbitraries.longs()
                        .between(0, seconds)
                        .list()
                        .ofMaxSize(8)
                        .map(cuts -> new Cut(
                                calendar, after, after.plusSeconds(seconds), cuts.stream().map(after::plusSeconds).toList())));
    }

    @Provide
    Arbitrary<Calendar> calendars() {
        Arbitrary<Instant> bounds = moments().injectNull(0.8);
        return Combinators.combine(Arbitraries.of(ZONES), schedules().list().ofMinSize(1).ofMaxSize(5), bounds, bounds)
                .filter((_, _, from, until) -> from == null || until == null || from.isBefore(until))
                .as(Calendar::new);
    }

    /// Every second one within two days of a clock change.
    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Instant> anywhere = Arbitraries.longs().between(BEGIN.getEpochSecond(), END.getEpochSecond()).map(Instant::ofEpochSecond);
        List<Instant> changes = ZONES.stream()
                .map(ZoneId::getRules)
                .filter(rules -> rules.nextTransition(BEGIN) != null)
                .flatMap(rules -> Stream.iterate(
                        rules.nextTransition(BEGIN).getInstant(),
                        at -> at.isBefore(END),
                        at -> rules.nextTransition(at).getInstant()))
                .toList();
        Arbitrary<Instant> nearAChange = Combinators.combine(
                        Arbitraries.of(changes), Arbitraries.longs().between(-Duration.ofDays(2).toSeconds(), Duration.ofHours(6).toSeconds()))
                .as(Instant::plusSeconds);
        return Arbitraries.frequencyOf(Tuple.of(1, anywhere), Tuple.of(1, nearAChange));
    }

    private static Arbitrary<Schedule> schedules() {
        Arbitrary<List<LocalTime>> times = times().list().ofMinSize(1).ofMaxSize(6);
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 59).list().ofMinSize(1).ofMaxSize(4).map(Hourly::new),
                times.map(Daily::new),
                Combinators.combine(Arbitraries.of(DayOfWeek.class).list().ofMinSize(1).ofMaxSize(4), times).as(Weekly::new),
                Combinators.combine(Arbitraries.integers().between(1, 31).list().ofMinSize(1).ofMaxSize(4), Arbitraries.of(true, false), times)
                        .as(Monthly::new),
                crons(),
                Combinators.combine(dates(), times()).as((date, time) -> date.toLocalDate().atTime(time)).list().ofMinSize(1).ofMaxSize(6)
                        .map(Once::new));
    }

    /// Half of them in the hours of clock changes.
    private static Arbitrary<LocalTime> times() {
        return Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.integers().between(0, 23), Arbitraries.of(0, 1, 2, 3, 23)),
                        Arbitraries.of(0, 1, 15, 29, 30, 31, 45, 59))
                .as(LocalTime::of);
    }

    private static Arbitrary<LocalDateTime> dates() {
        return Arbitraries.longs().between(BEGIN.getEpochSecond(), END.getEpochSecond())
                .map(second -> LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
    }

    private static Arbitrary<Schedule> crons() {
        return Combinators.combine(
                        Arbitraries.of("0", "7", "59"),
                        Arbitraries.of("0", "30", "5,45", "*/20", "10-12", "50/4", "*"),
                        Arbitraries.of("2", "0,1,2,3", "23", "*", "*/3", "0/5", "1-3", "0-6/2", "2,4-5"),
                        Arbitraries.of("*", "?", "1", "29", "L", "L-2", "L-27", "LW", "1-7", "*/9", "25-31", "1,L"),
                        Arbitraries.of("*", "*/2", "MAR,OCT", "4-11"),
                        Arbitraries.of("*", "?", "SUN", "MON-FRI", "7", "0", "6,7", "FRIL", "1L", "SUN#1", "SUN#4", "2#2"))
                .filter((_, _, _, day, _, weekday) -> "*?".contains(day) || "*?".contains(weekday) || "1-7,25-31".contains(day))
                .as((second, minute, hour, day, month, weekday) -> String.join(" ", second, minute, hour, day, month, weekday))
                .filter(CalendarPropertiesTest::isRegular)
                .map(Cron::new);
    }

    private static boolean isRegular(String expression) {
        try {
            CronText.checked(expression);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
