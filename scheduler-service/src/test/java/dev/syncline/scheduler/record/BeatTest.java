package dev.syncline.scheduler.record;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BeatTest {

    private static final Duration QUICK = Duration.ofMillis(3);

    private final Beat beat = new Beat();

    @Test
    void aFewWatchersAreToldTwiceASecond() {
        assertThat(beat.next(1, true, QUICK)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whereNothingHappensThePausesGrowUntilSomethingDoes() {
        assertThat(beat.next(1, false, QUICK)).isEqualTo(Duration.ofSeconds(1));
        assertThat(beat.next(1, false, QUICK)).isEqualTo(Duration.ofSeconds(1));
        assertThat(beat.next(1, true, QUICK)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void manyWatchersAreToldOnceASecond() {
        assertThat(beat.next(500, true, QUICK)).isEqualTo(Duration.ofSeconds(1));
        assertThat(beat.next(5_000, true, QUICK)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aLookTakesAtMostATenthOfTheTime() {
        assertThat(beat.next(1, true, Duration.ofMillis(400))).isEqualTo(Duration.ofMillis(3_600));
    }
}
