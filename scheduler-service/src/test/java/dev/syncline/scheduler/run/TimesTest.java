package dev.syncline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.LogLine.Step;
import dev.syncline.scheduler.record.AttemptTimes;
import dev.syncline.scheduler.record.AttemptTimes.OfLoad;
import dev.syncline.scheduler.run.state.ExtractionState;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.run.state.RetryPolicy;
import dev.syncline.scheduler.run.state.TableRunInput;
import dev.syncline.scheduler.run.state.TableRunState;
import dev.syncline.scheduler.run.state.TableRunStateMachine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Failure LOCKED = new Failure(FailureCode.LOCKED, "locked");
    private static final ExtractionState.Place PLACE = place();
    private static final long A = 1;
    private static final long B = 2;

    private TableRunState state = uninspected();
    private List<AttemptTimes> times = List.of();
    private int second;

    @Test
    void eachStepOfAnIncrementalTableHasItsInstantAndEachAttemptItsOwn() {
        on(new TableRunInput.InspectionDue());
        on(new TableRunInput.Inspected(A));
        on(new TableRunInput.Inspected(B));
        on(new TableRunInput.PartitionGiven(0));
        on(new TableRunInput.ExtractionStarted(PLACE));
        on(new TableRunInput.Extracted(new Manifest(1, 100, 1000, 42)));
        on(new TableRunInput.LoadDone(A, 100, 1000, List.of(), new LoadReport(100, 0, 0, List.of())));
        on(new TableRunInput.LoadFailed(B, LOCKED, true));
        on(new TableRunInput.InspectionDue());
        on(new TableRunInput.Inspected(B));

        assertThat(times).hasSize(2);
        AttemptTimes first = times.getFirst();
        assertThat(List.of(first.began(), first.inspected(), first.queued(), first.started(), first.read())).containsExactly(at(1), at(3), at(4), at(5), at(6));
        assertThat(first.loads()).containsEntry(A, new OfLoad(at(5), null, null, null, at(7))).containsEntry(B, new OfLoad(at(5), null, null, null, at(8)));
        assertThat(times.getLast()).as("only what failed is done again").isEqualTo(new AttemptTimes(2, at(9), at(10), null, null, null, new TreeMap<>()));
    }

    @Test
    void whatWaitsHasNoInstantsAndLateNewsChangesNone() {
        on(new TableRunInput.PartitionGiven(0));
        assertThat(times).isEmpty();

        state = TableRunState.fresh(List.of(A));
        on(new TableRunInput.CancelRequested());
        assertThat(times).as("it was never queued").allSatisfy(attempt -> assertThat(attempt.queued()).isNull());
    }

    @Test
    void stepsThatALoaderTellsAreBetweenWhatTheSchedulerKnows() {
        AttemptTimes queued = AttemptTimes.begun(1, at(0)).queued(A, at(10));

        AttemptTimes told = queued.steps(A, List.of(
                new LogLine(at(5), Level.INFO, Step.LOADED, "its clock is slow"),
                new LogLine(at(15), Level.INFO, Step.PROVEN, "right"),
                new LogLine(at(16), Level.WARN, "no step"),
                new LogLine(at(99), Level.INFO, Step.SWAPPED, "its clock is fast")), at(20));

        assertThat(told.loads()).containsExactlyEntriesOf(new TreeMap<>(java.util.Map.of(A, new OfLoad(at(10), at(10), at(15), at(20), null))));
    }

    private void on(TableRunInput input) {
        second++;
        TableRunState next = TableRunStateMachine.next(state, input, new RetryPolicy(2, Duration.ZERO), true).state();
        times = new ArrayList<>(Times.after(times, state, next, at(second)));
        state = next;
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static TableRunState uninspected() {
        TableRunState fresh = TableRunState.fresh(List.of(A, B));
        return new TableRunState.UnderWay(1, false, new ExtractionState.Uninspected(), new TreeMap<Long, LoadState>(fresh.loads()));
    }

    private static ExtractionState.Place place() {
        return new ExtractionState.Place(0, 1, 0, null);
    }
}
