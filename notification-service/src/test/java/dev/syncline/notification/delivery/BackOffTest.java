package dev.syncline.notification.delivery;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(2));

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(backOff::after).map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 120L, 120L);
    }

    @Test
    void thousandsOfAttemptsDoNotOverflow() {
        assertThat(backOff.after(5_000)).isEqualTo(Duration.ofMinutes(2));
    }
}
