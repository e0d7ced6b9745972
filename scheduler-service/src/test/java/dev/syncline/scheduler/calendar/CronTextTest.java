package dev.syncline.scheduler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.scheduler.calendar.Schedule.Cron;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/// Cron expressions that people and programs may send (S64).
class CronTextTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    // Stops a test that would loop for ever; how long an expression takes is measured elsewhere.
    private static final Duration FOR_EVER = Duration.ofSeconds(30);

    @Test
    void anExpressionIsKeptInCapitalsWithSingleSpaces() {
        assertThat(new Cron("  0  30 2 * *   mon-fri ").expression()).isEqualTo("0 30 2 * * MON-FRI");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0 30 2 * * *", "59 0/5 * ? * *", "0 0 0 29 2 ?", "0 0 0 L * *", "0 0 0 L-3 * *", "0 0 0 L-27 * *", "0 0 0 LW * *", "0 0 0 ? * 5L",
        "0 0 0 ? * MON#1", "0 0 0 ? * FRI#5", "0 0 0 1 JAN *", "0 0 0 13 * FRI", "0 0 22,23 1-7,15 */3 1-5"
    })
    void theseAreTaken(String expression) {
        assertThat(calendar(expression).next(NOW, 5)).hasSize(5);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "", "   ", "@daily", "@every 1m", "0 30 2 * *", "30 2 * * *", "0 30 2 * * * 2026", "* * * * * *", "0,30 * * * * *", "*/10 * * * * *",
        "0-1 * * * * *", "? 0 0 * * *", "60 0 0 * * *", "0 60 0 * * *", "0 0 24 * * *", "0 0 0 0 * *", "0 0 0 32 * *", "0 0 0 1 13 *",
        "0 0 0 1 0 *", "0 0 0 * * 8", "0 0 0 * * MONDAY", "0 0 0 * * FUNDAY", "0 0 0 1 JANUARY *", "0 0 22-2 * * *", "0 */0 * * * *",
        "0 -1 * * * *", "0 1- * * * *", "0 , * * * *", "0 / * * * *", "0 # * * * *", "0 0 0 L-31 * *", "0 0 0 L-28 * *", "0 0 0 L-030 * *", "0 0 0 W * *", "0 0 0 32W * *", "0 0 0 1W * *", "0 0 0 LW,15W * *", "0 0 0 * * MON#6",
        "0 0 0 * * MON#0", "0 99999999999999999999 * * * *", "0 */99999999999 * * * *", "0 1/2/3 * * * *", "0 1-2-3 * * * *", "L 0 0 * * *"
    })
    void theseAreRefusedWithAReason(String expression) {
        assertThatThrownBy(() -> new Cron(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsIgnoringCase("cron")
                .matches(CronTextTest::isPrintable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 30 2 *", "0 0 0 31 2,4,6,9,11 *", "0 0 0 29 2 MON", "0 0 0 ? 2 TUE#5", "0 0 0 1-7 * MON#3"})
    void daysThatNeverComeOrHardlyEverAreRefused(String expression) {
        assertThatThrownBy(() -> new Cron(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The cron expression %s does not fire within every ten years; choose days that exist", expression);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0 0 0 * * *\n", "0 0 0 * *\r\nFAKE LOG LINE *", "0 0 0 * * *\u0000", "0 0 0 * * \u001b[31m", "0 0 0 * * ${jndi:ldap://x}", "0 0 0 * * <script>",
        "0 0 0 * * \u202e*", "0\t0 0 * * *", "\uff10 0 0 * * *", "0 0 0 * * #{T(java.lang.Runtime)}", "0 0 0 * * \u0131", "0\u00a00 0 * * *"
    })
    void aCharacterThatIsNotAllowedIsNamedByItsPlaceAndNotEchoed(String expression) {
        assertThatThrownBy(() -> new Cron(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("Character \\d+ of the cron expression is not allowed \\(U\\+[0-9A-F]{4}\\); .*");
    }

    @Test
    void aLongExpressionIsRefusedUnread() {
        assertThatThrownBy(() -> new Cron("0 " + "1,".repeat(5_000_000) + "1 * * * *"))
                .hasMessage("A cron expression has at most 120 characters, not 10000011; use several schedules");
    }

    /// The parser is a library's: its days are those of a plain reading, from whichever moment it begins to look.
    @Test
    void specialDaysAreTheRightOnesFromWhereverItLooks() {
        for (String days : specialDays()) {
            PlainCron plain = PlainCron.of(new Cron("0 0 0 " + days).expression());
            LocalPattern pattern = LocalPattern.of(new Cron("0 0 0 " + days));
            LocalDateTime expected = null;
            for (LocalDateTime day = LocalDateTime.of(2040, 1, 1, 0, 0); day.getYear() >= 2025; day = day.minusDays(1)) {
                expected = plain.names(day) ? day : expected;
                if (expected != null) {
                    assertThat(pattern.next(day.minusNanos(1))).as("%s from %s", days, day).isEqualTo(expected);
                    assertThat(pattern.next(day.minusHours(5))).as("%s before %s", days, day).isEqualTo(expected);
                }
            }
        }
    }

    private static List<String> specialDays() {
        List<String> days = new ArrayList<>(List.of("L * *", "LW * *", "1,L * *", "LW,10 * *", "1,5,LW,L-3 * *"));
        IntStream.rangeClosed(1, 27).mapToObj("L-%d * *"::formatted).forEach(days::add);
        for (int day = 0; day <= 7; day++) {
            days.addAll(List.of("* * " + day + "L", "? */3 " + day, "* * 2,%d#1".formatted(day), "L * " + day, "8-14 * " + day));
            for (int ordinal = 1; ordinal <= 5; ordinal++) {
                days.add("* * %d#%d".formatted(day, ordinal));
            }
        }
        days.addAll(List.of("* * */2", "* * 0/3", "* * SUN-TUE", "* * 5-7", "29-31 * SAT,SUN"));
        return days;
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> field = Arbitraries.oneOf(
                Arbitraries.strings().withChars("0123456789*,/?#-LWMONFEB").ofMinLength(1).ofMaxLength(7),
                Arbitraries.of("*", "?", "0", "29", "31", "2", "L", "LW", "31W", "L-30", "1-31/30", "*/59", "FEB", "MON#5", "SUNL", "0-7"));
        return field.list().ofSize(5).map(fields -> "0 " + String.join(" ", fields));
    }

    @Property(tries = 3000)
    void anyExpressionIsRefusedOrFires(@ForAll("expressions") String expression) {
        assertTimeoutPreemptively(FOR_EVER, () -> {
            Calendar calendar;
            try {
                calendar = calendar(expression);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).matches(CronTextTest::isPrintable);
                return;
            }
            List<Instant> next = calendar.next(NOW, 3);
            assertThat(next).hasSize(3).isSorted();
            assertThat(next.getFirst()).isBefore(NOW.plus(Duration.ofDays(3660)));
            assertThat(Duration.between(next.get(0), next.get(1))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        });
    }

    private static Calendar calendar(String expression) {
        return new Calendar(ZoneId.of("Europe/Berlin"), List.of(new Cron(expression)), null, null);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }
}
