package dev.syncline.scheduler.leftover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.WorkResult.Remnant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LookStateTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final Failure AWAY = new Failure(FailureCode.UNREACHABLE, "It is away");
    private static final Failure LOCKED = new Failure(FailureCode.LOCKED, "Somebody reads it");
    private static final List<Remnant> TABLE = List.of(new Remnant("table sales._syncline_1", 100));
    private static final LookState FIRST = new LookState(0, NOON, null, false, false, List.of(), null);

    @Test
    void onlyASecondLookThatFindsNothingIsTheEnd() {
        LookState once = FIRST.nothingFound(NOON, SETTLE).orElseThrow();

        assertThat(once.lookAt()).isEqualTo(NOON.plus(SETTLE));
        assertThat(once.nothingFound(NOON.plusSeconds(5), SETTLE)).as("too soon").contains(once);
        assertThat(once.nothingFound(NOON.plus(SETTLE), SETTLE)).isEmpty();
    }

    @Test
    void aLookThatCouldNotBeMadeBetweenTheTwoMakesThemBeginAnew() {
        LookState away = FIRST.nothingFound(NOON, SETTLE).orElseThrow().targetAway(NOON.plusSeconds(10), AWAY);

        LookState again = away.nothingFound(NOON.plusSeconds(40), SETTLE).orElseThrow();

        assertThat(again.cleanSince()).isEqualTo(NOON.plusSeconds(40));
        assertThat(again.failure()).isNull();
    }

    @Test
    void aTargetThatIsAwayIsLookedIntoForAsLongAsItTakesAndSoonAfterItsReturn() {
        assertThat(pauses(FIRST, state -> state.targetAway(NOON, AWAY), 8)).containsExactly(2L, 4L, 8L, 16L, 20L, 20L, 20L, 20L);
        assertThat(pauses(FIRST, state -> state.targetAway(NOON, AWAY), 1_000)).last().isEqualTo(20L);
    }

    @Test
    void whatIsHeldIsTriedWithGrowingPausesForAsLongAsItTakes() {
        assertThat(pauses(FIRST, state -> state.stillThere(NOON, TABLE, LOCKED), 12))
                .containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 600L, 600L, 600L);
    }

    @Test
    void whatWasFoundIsKeptWhileNobodyCanLook() {
        LookState away = FIRST.stillThere(NOON, TABLE, LOCKED).targetAway(NOON, AWAY);

        assertThat(away.found()).isEqualTo(TABLE);
        assertThat(away.failure()).isEqualTo(AWAY);
        assertThat(away.connectionGone(NOON, AWAY).givenUp()).isTrue();
    }

    private static List<Long> pauses(LookState first, java.util.function.UnaryOperator<LookState> look, int count) {
        return Stream.iterate(first, look).skip(1).limit(count).map(state -> Duration.between(NOON, state.lookAt()).toSeconds()).toList();
    }
}
