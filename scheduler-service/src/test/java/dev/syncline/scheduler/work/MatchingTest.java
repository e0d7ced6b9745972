package dev.syncline.scheduler.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.scheduler.work.Matching.Candidate;
import dev.syncline.scheduler.work.Matching.Free;
import dev.syncline.scheduler.work.Matching.Match;
import dev.syncline.scheduler.work.Matching.Seat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MatchingTest {

    private static final WorkProperties LIMITS =
            new WorkProperties(Duration.ofSeconds(20), Duration.ofSeconds(10), 2, 3, Duration.ofMinutes(5), 20, Duration.ofMinutes(10));
    private static final Seat SOURCE = new Seat(WorkerKind.EXTRACTOR, 1);
    private static final Seat TARGET = new Seat(WorkerKind.LOADER, 2);

    @Test
    void workIsGivenInTheOrderOfTheQueue() {
        List<Candidate> queue = candidates(TARGET, 3);

        List<Match> matches = match(queue, List.of(new Free("x", WorkerKind.LOADER, 2)), Map.of());

        assertThat(matches).extracting(Match::id).containsExactly(queue.get(0).id(), queue.get(1).id());
    }

    @Test
    void workSpreadsOverWorkers() {
        List<Match> matches = match(
                candidates(TARGET, 3), List.of(new Free("x", WorkerKind.LOADER, 1), new Free("y", WorkerKind.LOADER, 2)), Map.of());

        assertThat(matches).extracting(Match::worker).containsExactlyInAnyOrder("x", "y", "y");
    }

    @Test
    void aWorkerGetsOnlyItsKindOfWork() {
        assertThat(match(candidates(TARGET, 1), List.of(new Free("x", WorkerKind.EXTRACTOR, 4)), Map.of())).isEmpty();
    }

    @Test
    void aConnectionIsNotUsedMoreOftenThanItsLimit() {
        List<Free> workers = List.of(new Free("x", WorkerKind.EXTRACTOR, 9), new Free("y", WorkerKind.LOADER, 9));

        assertThat(match(candidates(SOURCE, 5), workers, Map.of())).hasSize(2);
        assertThat(match(candidates(SOURCE, 5), workers, Map.of(SOURCE, 1))).hasSize(1);
        assertThat(match(candidates(TARGET, 5), workers, Map.of())).hasSize(3);
        assertThat(match(candidates(TARGET, 5), workers, Map.of(TARGET, 3))).isEmpty();
    }

    @Test
    void whoDoesNotKnowTheWorkDoesNotGetItAgain() {
        Candidate candidate = new Candidate(UUID.randomUUID(), TARGET, Set.of("x"));

        assertThat(match(List.of(candidate), List.of(new Free("x", WorkerKind.LOADER, 9), new Free("y", WorkerKind.LOADER, 1)), Map.of()))
                .extracting(Match::worker).containsExactly("y");
        assertThat(match(List.of(candidate), List.of(new Free("x", WorkerKind.LOADER, 9)), Map.of())).isEmpty();
    }

    @Test
    void whatWaitsForAFullConnectionDoesNotHoldUpTheOthers() {
        List<Candidate> other = candidates(new Seat(WorkerKind.LOADER, 3), 1);
        List<Candidate> queue = Stream.concat(candidates(TARGET, 2).stream(), other.stream()).toList();

        List<Match> matches = match(queue, List.of(new Free("x", WorkerKind.LOADER, 9)), Map.of(TARGET, 3));

        assertThat(matches).extracting(Match::id).containsExactly(other.getFirst().id());
    }

    @Test
    void highGoesBeforeMediumBeforeLowUntilOneHasWaitedLong() {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(LIMITS.place(Priority.HIGH, noon)).isBefore(LIMITS.place(Priority.MEDIUM, noon.minusSeconds(299)));
        assertThat(LIMITS.place(Priority.MEDIUM, noon)).isBefore(LIMITS.place(Priority.LOW, noon));
        assertThat(LIMITS.place(Priority.LOW, noon.minusSeconds(601))).isBefore(LIMITS.place(Priority.HIGH, noon));
        assertThat(LIMITS.place(Priority.MEDIUM, noon)).isBefore(LIMITS.place(Priority.MEDIUM, noon.plusMillis(1)));
    }

    private static List<Match> match(List<Candidate> queue, List<Free> workers, Map<Seat, Integer> taken) {
        return Matching.of(queue, workers, taken, LIMITS);
    }

    private static List<Candidate> candidates(Seat seat, int many) {
        return Stream.generate(() -> new Candidate(UUID.randomUUID(), seat, Set.of())).limit(many).toList();
    }
}
