package dev.syncline.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import dev.syncline.scheduler.calendar.Schedule.Daily;
import dev.syncline.scheduler.calendar.Schedule.Hourly;
import dev.syncline.scheduler.calendar.Schedule.Monthly;
import dev.syncline.scheduler.calendar.Schedule.Once;
import dev.syncline.scheduler.calendar.Schedule.Weekly;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SentenceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime HALF_PAST_TWO = LocalTime.of(2, 30);

    @Test
    void aPlanSaysInPlainWordsWhenItIsDue() {
        assertThat(sentence(new Daily(List.of(HALF_PAST_TWO)), new Monthly(List.of(1), true, List.of(LocalTime.of(23, 0)))))
                .isEqualTo("Every day at 02:30 and on the 1st and the last day of each month at 23:00, in Europe/Berlin");
    }

    @Test
    void everyKindHasItsWords() {
        assertThat(sentence(
                        new Hourly(List.of(0, 15, 30)),
                        new Weekly(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), List.of(HALF_PAST_TWO)),
                        new Monthly(List.of(2, 3, 11, 21, 22, 23, 31), false, List.of(HALF_PAST_TWO)),
                        new Cron("0 0 2 * * *"),
                        new Once(List.of(LocalDateTime.of(2026, 3, 29, 2, 30)))))
                .isEqualTo("Every hour at minute 0, 15 and 30; every Monday and Friday at 02:30; on the 2nd, the 3rd, the 11th, the 21st, the 22nd,"
                        + " the 23rd and the 31st of each month at 02:30; by the cron expression 0 0 2 * * *; and once on 2026-03-29 02:30, in"
                        + " Europe/Berlin");
    }

    @Test
    void theWindowOfValidityIsToldInThePlansZone() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = Instant.parse("2026-07-01T00:00:30Z");
        List<Schedule> schedules = List.of(new Daily(List.of(HALF_PAST_TWO)));

        assertThat(new Calendar(BERLIN, schedules, from, until).sentence())
                .isEqualTo("Every day at 02:30, in Europe/Berlin, from 2026-01-01 01:00 until 2026-07-01 02:00:30");
        assertThat(new Calendar(BERLIN, schedules, null, until).sentence())
                .isEqualTo("Every day at 02:30, in Europe/Berlin, until 2026-07-01 02:00:30");
    }

    @Test
    void longListsAreCut() {
        assertThat(sentence(new Daily(IntStream.range(0, 24).mapToObj(hour -> LocalTime.of(hour, 0)).toList())))
                .isEqualTo("Every day at 00:00, 01:00, 02:00, 03:00, 04:00, 05:00, 06:00, 07:00, 08:00, 09:00 and 14 more, in Europe/Berlin");
        assertThat(sentence(new Hourly(IntStream.range(0, 60).boxed().toList()))).isEqualTo("Every minute, in Europe/Berlin");
    }

    private static String sentence(Schedule... schedules) {
        return new Calendar(BERLIN, List.of(schedules), null, null).sentence();
    }
}
