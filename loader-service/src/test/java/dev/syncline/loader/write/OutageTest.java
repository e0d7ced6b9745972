package dev.syncline.loader.write;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTest {

    private static final long SECOND = 1_000_000_000;

    private final Outage outage = new Outage(Duration.ofSeconds(60));

    @Test
    void aTargetIsAwayForSoLong() {
        assertThat(outage.mayGoOn(SECOND)).isTrue();
        assertThat(outage.mayGoOn(61 * SECOND)).isTrue();
        assertThat(outage.mayGoOn(62 * SECOND)).isFalse();
    }

    /// The claim of the ledger is an answer: a batch of an hour, or the index of a large table, lies between the two breaks.
    @Test
    void twoShortBreaksAreNotOneLongOne() {
        assertThat(outage.mayGoOn(SECOND)).isTrue();
        outage.answered();

        assertThat(outage.mayGoOn(3600 * SECOND)).isTrue();
        assertThat(outage.mayGoOn(3660 * SECOND)).isTrue();
        assertThat(outage.mayGoOn(3661 * SECOND)).isFalse();
    }

    @Test
    void breaksThatComeAgainAndAgainEnd() {
        for (int i = 0; i < 10; i++) {
            assertThat(outage.mayGoOn(i * SECOND)).isTrue();
            outage.answered();
        }

        assertThat(outage.mayGoOn(10 * SECOND)).isFalse();
    }

    @Test
    void breaksBetweenWhichTheLoadGoesOnDoNotEnd() {
        for (int i = 0; i < 100; i++) {
            assertThat(outage.mayGoOn(i * SECOND)).isTrue();
            outage.answered();
            outage.achieved();
        }
    }
}
