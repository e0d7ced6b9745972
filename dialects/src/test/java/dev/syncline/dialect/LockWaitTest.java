package dev.syncline.dialect;

import java.time.Duration;

import dev.syncline.dialect.load.LockWait;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LockWaitTest {

    @Test
    void attemptsShareOutWhatARunMayWait() {
        assertThat(LockWait.share(Duration.ofSeconds(30), 3)).hasToString("10 s");
        assertThat(LockWait.share(Duration.ofSeconds(30), 20)).hasToString("1.5 s");
        assertThat(LockWait.share(Duration.ofSeconds(30), 1)).hasToString("30 s");
        assertThat(LockWait.share(Duration.ofSeconds(30), 0)).as("an older scheduler does not say how many there are").hasToString("30 s");
    }

    @Test
    void whatWasWaitedForInSeveralTriesIsAddedUp() {
        LockWait wait = new LockWait(Duration.ofSeconds(2));

        assertThat(wait.allowsAnotherAfter(Duration.ofMillis(1500).toNanos())).isTrue();
        assertThat(wait.allowsAnotherAfter(Duration.ofMillis(600).toNanos())).isFalse();
        assertThat(wait.allowsAnotherAfter(1)).isFalse();
    }
}
