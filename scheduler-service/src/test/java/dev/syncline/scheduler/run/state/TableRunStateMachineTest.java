package dev.syncline.scheduler.run.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import dev.syncline.scheduler.run.state.TableEffect.Hasten;
import dev.syncline.scheduler.run.state.TableEffect.QueueCleanUp;
import dev.syncline.scheduler.run.state.TableEffect.QueueExtraction;
import dev.syncline.scheduler.run.state.TableEffect.QueueInspection;
import dev.syncline.scheduler.run.state.TableEffect.QueueLoad;
import dev.syncline.scheduler.run.state.TableEffect.ReissueLoad;
import dev.syncline.scheduler.run.state.TableEffect.Reopen;
import dev.syncline.scheduler.run.state.TableEffect.Retry;
import dev.syncline.scheduler.run.state.TableEffect.Settle;
import dev.syncline.scheduler.run.state.TableEffect.WithdrawExtraction;
import dev.syncline.scheduler.run.state.TableEffect.WithdrawInspection;
import dev.syncline.scheduler.run.state.TableEffect.WithdrawLoad;
import dev.syncline.scheduler.run.state.TableRunInput.CancelRequested;
import dev.syncline.scheduler.run.state.TableRunInput.CleanUpFailed;
import dev.syncline.scheduler.run.state.TableRunInput.CleanedUp;
import dev.syncline.scheduler.run.state.TableRunInput.Extracted;
import dev.syncline.scheduler.run.state.TableRunInput.ExtractionFailed;
import dev.syncline.scheduler.run.state.TableRunInput.ExtractionStarted;
import dev.syncline.scheduler.run.state.TableRunInput.ExtractionStopped;
import dev.syncline.scheduler.run.state.TableRunInput.Inspected;
import dev.syncline.scheduler.run.state.TableRunInput.InspectionDue;
import dev.syncline.scheduler.run.state.TableRunInput.LoadDone;
import dev.syncline.scheduler.run.state.TableRunInput.LoadFailed;
import dev.syncline.scheduler.run.state.TableRunInput.LoadStopped;
import dev.syncline.scheduler.run.state.TableRunInput.PartitionGiven;
import dev.syncline.scheduler.run.state.TableRunInput.RetryRequested;
import dev.syncline.scheduler.run.state.TableRunState.Settled;
import dev.syncline.scheduler.run.state.TableRunState.UnderWay;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

public class TableRunStateMachineTest {

    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ZERO);
    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofSeconds(5));
    private static final Failure LOCKED = new Failure(FailureCode.LOCKED, "locked");
    private static final Failure REFUSED = new Failure(FailureCode.PERMISSION_DENIED, "no");
    private static final Manifest MANIFEST = new Manifest(1, 100, 1000, 42);
    private static final LoadReport REPORT = new LoadReport(60, 30, 10, List.of("It went well"));
    private static final Place FIRST = new Place(3, 1, 0);
    private static final Place SECOND = new Place(3, 2, 10);
    private static final long A = 1;
    private static final long B = 2;
    private static final LoadState INSPECTING = new LoadState.Inspecting();
    private static final LoadState WAITING = new LoadState.Waiting();
    private static final LoadState GIVEN = new LoadState.Given();
    private static final LoadState LOADED = new LoadState.Loaded(100, 1000, List.of(), REPORT);

    private static final List<ExtractionState> EXTRACTIONS = List.of(
            new ExtractionState.Uninspected(),
            new ExtractionState.Inspecting(),
            new ExtractionState.Waiting(),
            new ExtractionState.Given(3),
            new ExtractionState.Started(FIRST),
            new ExtractionState.Withdrawing(),
            new ExtractionState.Done(FIRST, MANIFEST),
            new ExtractionState.Ended(null),
            new ExtractionState.Ended(LOCKED));
    private static final List<LoadState> LOADS = List.of(
            INSPECTING, WAITING, GIVEN, new LoadState.Withdrawing(null), new LoadState.Withdrawing(LOCKED), new LoadState.CleaningUp(null, 1),
            new LoadState.CleaningUp(LOCKED, 3), LOADED, new LoadState.Failed(REFUSED),
            new LoadState.Dropped());
    private static final List<TableRunInput> INPUTS = List.of(
            new CancelRequested(), new InspectionDue(), new Inspected(A), new PartitionGiven(1), new ExtractionStarted(FIRST), new ExtractionStarted(SECOND),
            new Extracted(MANIFEST), new ExtractionFailed(LOCKED), new ExtractionStopped(), new LoadDone(A, 1, 2, List.of(), REPORT),
            new LoadFailed(A, REFUSED, true), new LoadFailed(A, REFUSED, false), new LoadStopped(A, true), new LoadStopped(A, false),
            new CleanedUp(A), new CleanUpFailed(A));

    @Test
    void aTableIsReadOnceForAllItsTargets() {
        Play play = new Play(TableRunState.fresh(List.of(A, B)), ONCE);

        assertThat(play.on(new PartitionGiven(3))).containsExactly(new QueueExtraction(3));
        assertThat(play.on(new ExtractionStarted(FIRST))).containsExactly(new QueueLoad(A, FIRST), new QueueLoad(B, FIRST));
        assertThat(play.on(new Extracted(MANIFEST))).isEmpty();
        assertThat(play.on(new LoadDone(A, 100, 1000, List.of(), REPORT))).isEmpty();
        assertThat(play.on(new LoadDone(B, 100, 1000, List.of(), REPORT))).containsExactly(new Settle(Outcome.LOADED));
        assertThat(play.state).isInstanceOf(Settled.class);
    }

    @Test
    void aLoadMayBeDoneBeforeTheNewsThatTheTableWasRead() {
        Play play = new Play(started(GIVEN), ONCE);

        assertThat(play.on(new LoadDone(A, 100, 1000, List.of(), REPORT))).isEmpty();
        assertThat(play.on(new Extracted(MANIFEST))).containsExactly(new Settle(Outcome.LOADED));
    }

    @Test
    void anExtractionThatBeginsAnewTakesItsUnfinishedLoadsWithIt() {
        Play play = new Play(started(LOADED, GIVEN), ONCE);

        assertThat(play.on(new ExtractionStarted(SECOND))).containsExactly(new ReissueLoad(B, SECOND));
        assertThat(play.on(new ExtractionStarted(SECOND))).as("twice").isEmpty();
        assertThat(play.on(new ExtractionStarted(FIRST))).as("late").isEmpty();
    }

    @Test
    void anExtractionThatBeginsAnewForNobodyIsWithdrawn() {
        Play play = new Play(started(LOADED, LOADED), ONCE);

        assertThat(play.on(new ExtractionStarted(SECOND))).containsExactly(new WithdrawExtraction());
        assertThat(play.on(new ExtractionStopped())).containsExactly(new Settle(Outcome.LOADED));
    }

    @Test
    void anExtractionThatFailsTakesItsLoadsWithIt() {
        Play play = new Play(started(LOADED, GIVEN), ONCE);

        assertThat(play.on(new ExtractionFailed(LOCKED))).containsExactly(new WithdrawLoad(B));
        assertThat(play.on(new LoadStopped(B, true))).containsExactly(new Settle(Outcome.FAILED));
        assertThat(play.state.loads()).containsEntry(A, LOADED).containsEntry(B, new LoadState.Failed(LOCKED));
    }

    @Test
    void anExtractionWhoseBeginningWasNotHeardOfFails() {
        Play play = new Play(underWay(new ExtractionState.Given(3), WAITING), ONCE);

        assertThat(play.on(new Extracted(MANIFEST))).containsExactly(new Settle(Outcome.FAILED));
    }

    @Test
    void aTargetThatFailsLeavesTheOthersAlone() {
        Play play = new Play(started(GIVEN, GIVEN), ONCE);

        assertThat(play.on(new LoadFailed(A, LOCKED, true))).isEmpty();
        assertThat(play.on(new Extracted(MANIFEST))).isEmpty();
        assertThat(play.on(new LoadDone(B, 1, 1, List.of(), REPORT))).containsExactly(new Settle(Outcome.FAILED));
    }

    @Test
    void anExtractionThatNobodyReadsIsWithdrawn() {
        Play play = new Play(started(GIVEN, GIVEN), ONCE);

        play.on(new LoadFailed(A, LOCKED, true));
        assertThat(play.on(new LoadFailed(B, LOCKED, true))).containsExactly(new WithdrawExtraction());
        assertThat(play.on(new ExtractionStopped())).containsExactly(new Settle(Outcome.FAILED));
    }

    @Test
    void onlyWhatFailedAndMaySucceedIsTriedAgain() {
        Play play = new Play(done(new LoadState.Failed(REFUSED), LOADED, GIVEN), TWICE);

        assertThat(play.on(new LoadFailed(3, LOCKED, true)))
                .containsExactly(new Retry(1, Map.of(3L, LOCKED), Duration.ofSeconds(5)));
        assertThat(play.state.attempt()).isEqualTo(2);
        assertThat(play.state.extraction()).isEqualTo(new ExtractionState.Waiting());
        assertThat(play.state.loads())
                .containsEntry(A, new LoadState.Failed(REFUSED))
                .containsEntry(B, LOADED)
                .containsEntry(3L, WAITING);

        play.on(new PartitionGiven(0));
        assertThat(play.on(new ExtractionStarted(SECOND))).containsExactly(new QueueLoad(3, SECOND));
        play.on(new Extracted(MANIFEST));
        assertThat(play.on(new LoadFailed(3, LOCKED, true))).containsExactly(new Settle(Outcome.FAILED));
    }

    @Test
    void whatIsLeftBehindIsRemovedBeforeAnythingElse() {
        Play play = new Play(done(GIVEN), TWICE);

        assertThat(play.on(new LoadFailed(A, LOCKED, false))).containsExactly(new QueueCleanUp(A, 1));
        assertThat(play.on(new CleanUpFailed(A))).containsExactly(new QueueCleanUp(A, 2));
        assertThat(play.on(new CleanedUp(A))).containsExactly(new Retry(1, Map.of(A, LOCKED), Duration.ofSeconds(5)));
    }

    @Test
    void cleaningUpIsGivenUpAfterSomeTries() {
        Play play = new Play(done(new LoadState.CleaningUp(REFUSED, 3)), ONCE);

        assertThat(play.on(new CleanUpFailed(A))).containsExactly(new Settle(Outcome.FAILED));
        assertThat(play.state.loads()).containsEntry(A, new LoadState.Failed(REFUSED));
    }

    /// S39, A5: every target is looked at for itself, and read for once.
    @Test
    void anIncrementalTableIsReadOnceAllItsTargetsHaveBeenLookedAt() {
        Play play = new Play(uninspected(WAITING, WAITING), ONCE, true);

        assertThat(play.on(new PartitionGiven(3))).as("not yet").isEmpty();
        assertThat(play.on(new InspectionDue())).containsExactly(new QueueInspection(A), new QueueInspection(B));
        assertThat(play.on(new InspectionDue())).as("twice").isEmpty();
        assertThat(play.on(new Inspected(B))).isEmpty();
        assertThat(play.state.extraction()).isEqualTo(new ExtractionState.Inspecting());
        assertThat(play.on(new Inspected(A))).isEmpty();
        assertThat(play.on(new Inspected(A))).as("twice").isEmpty();
        assertThat(play.state.extraction()).isEqualTo(new ExtractionState.Waiting());
        assertThat(play.on(new PartitionGiven(3))).containsExactly(new QueueExtraction(3));
        assertThat(play.on(new ExtractionStarted(FIRST))).containsExactly(new QueueLoad(A, FIRST), new QueueLoad(B, FIRST));
    }

    @Test
    void aTargetThatCannotBeLookedAtLeavesTheOthersAlone() {
        Play play = new Play(uninspected(WAITING, WAITING), ONCE, true);
        play.on(new InspectionDue());

        play.on(new LoadFailed(A, REFUSED, true));
        play.on(new Inspected(B));

        assertThat(play.on(new PartitionGiven(3))).containsExactly(new QueueExtraction(3));
        assertThat(play.on(new ExtractionStarted(FIRST))).containsExactly(new QueueLoad(B, FIRST));
        play.on(new Extracted(MANIFEST));
        assertThat(play.on(new LoadDone(B, 1, 1, List.of(), REPORT))).containsExactly(new Settle(Outcome.FAILED));
        assertThat(play.state.loads()).containsEntry(A, new LoadState.Failed(REFUSED));
    }

    @Test
    void anAttemptFailsWhereNoTargetCanBeLookedAt() {
        Play play = new Play(uninspected(WAITING, WAITING), TWICE, true);
        play.on(new InspectionDue());

        assertThat(play.on(new LoadFailed(A, REFUSED, true))).isEmpty();
        assertThat(play.on(new LoadFailed(B, LOCKED, true)))
                .containsExactly(new Retry(1, Map.of(B, LOCKED), Duration.ofSeconds(5)));
        assertThat(play.on(new InspectionDue())).containsExactly(new QueueInspection(B));
        assertThat(play.on(new LoadFailed(B, LOCKED, true))).containsExactly(new Settle(Outcome.FAILED));
    }

    /// What an unknown commit has left is seen by the next attempt, and not loaded twice (S36, S39).
    @Test
    void everyAttemptLooksAnew() {
        Play play = new Play(done(LOADED, GIVEN), TWICE, true);

        assertThat(play.on(new LoadFailed(B, LOCKED, true))).containsExactly(new Retry(1, Map.of(B, LOCKED), Duration.ofSeconds(5)));
        assertThat(play.on(new PartitionGiven(0))).isEmpty();
        assertThat(play.on(new InspectionDue())).as("only the target that takes part").containsExactly(new QueueInspection(B));
        play.on(new Inspected(B));
        assertThat(play.on(new PartitionGiven(0))).containsExactly(new QueueExtraction(0));
    }

    @Test
    void aTableThatIsLookedAtCanBeCancelled() {
        Play play = new Play(uninspected(WAITING, WAITING), TWICE, true);
        play.on(new InspectionDue());
        play.on(new LoadFailed(A, LOCKED, true));

        assertThat(play.on(new CancelRequested())).containsExactly(new WithdrawInspection(B));
        assertThat(play.on(new LoadStopped(B, true))).containsExactly(new Settle(Outcome.CANCELLED));
        assertThat(new Play(uninspected(WAITING), TWICE, true).on(new CancelRequested())).containsExactly(new Settle(Outcome.CANCELLED));
    }

    @Test
    void cancelStopsWhatHasBegunAndDropsWhatHasNot() {
        Play waiting = new Play(TableRunState.fresh(List.of(A, B)), TWICE);
        assertThat(waiting.on(new CancelRequested())).containsExactly(new Settle(Outcome.CANCELLED));

        Play play = new Play(started(GIVEN, GIVEN), TWICE);
        assertThat(play.on(new CancelRequested()))
                .containsExactly(new WithdrawExtraction(), new WithdrawLoad(A), new WithdrawLoad(B));
        assertThat(play.on(new CancelRequested())).as("twice").isEmpty();
        assertThat(play.on(new LoadStopped(A, true))).isEmpty();
        assertThat(play.on(new ExtractionStopped())).isEmpty();
        assertThat(play.on(new LoadStopped(B, false))).containsExactly(new QueueCleanUp(B, 1));
        assertThat(play.on(new CleanedUp(B))).containsExactly(new Settle(Outcome.CANCELLED));
    }

    @Test
    void aLoadThatWasQuickerThanItsWithdrawalIsLoaded() {
        Play play = new Play(done(GIVEN), TWICE);

        play.on(new CancelRequested());

        assertThat(play.on(new LoadDone(A, 1, 1, List.of(), REPORT))).containsExactly(new Settle(Outcome.LOADED));
    }

    @Test
    void aCancelledTableIsNotTriedAgain() {
        Play play = new Play(done(GIVEN), TWICE);

        play.on(new CancelRequested());

        assertThat(play.on(new LoadFailed(A, LOCKED, true))).containsExactly(new Settle(Outcome.CANCELLED));
    }

    @Test
    void whoWantsATableAgainNeedNotWaitForItsNextAttempt() {
        UnderWay waiting = new UnderWay(2, false, new ExtractionState.Waiting(), loads(WAITING, LOADED));

        assertThat(TableRunStateMachine.next(waiting, new RetryRequested(), TWICE, false)).isEqualTo(Transition.to(waiting, new Hasten()));
        assertThat(TableRunStateMachine.next(done(GIVEN), new RetryRequested(), TWICE, false)).as("it is being tried").isEqualTo(Transition.stay(done(GIVEN)));
    }

    @Test
    void aTableThatHasFailedIsTriedOnceMoreForTheTargetsThatDoNotHaveIt() {
        for (boolean inspects : List.of(false, true)) {
            Settled failed = new Settled(Outcome.FAILED, 2, new ExtractionState.Done(FIRST, MANIFEST), loads(LOADED, new LoadState.Failed(REFUSED)));
            Settled cancelled = new Settled(Outcome.CANCELLED, 1, new ExtractionState.Ended(null), loads(new LoadState.Dropped()));
            ExtractionState beginning = inspects ? new ExtractionState.Uninspected() : new ExtractionState.Waiting();

            assertThat(TableRunStateMachine.next(failed, new RetryRequested(), TWICE, inspects)).isEqualTo(new Transition<>(
                    new UnderWay(3, false, beginning, loads(LOADED, WAITING)), List.of(new Reopen(Outcome.FAILED), new Retry(2, Map.of(B, REFUSED), Duration.ZERO))));
            assertThat(TableRunStateMachine.next(cancelled, new RetryRequested(), TWICE, inspects)).isEqualTo(new Transition<>(
                    new UnderWay(2, false, beginning, loads(WAITING)), List.of(new Reopen(Outcome.CANCELLED), new Retry(1, Map.of(), Duration.ZERO))));
        }
    }

    @Test
    void whatIsDoneIsNotTriedAgain() {
        for (Outcome outcome : List.of(Outcome.LOADED, Outcome.SKIPPED)) {
            Settled settled = new Settled(outcome, 1, new ExtractionState.Done(FIRST, MANIFEST), loads(LOADED));

            assertThat(TableRunStateMachine.next(settled, new RetryRequested(), TWICE, true)).isEqualTo(Transition.stay(settled));
        }
    }

    @Test
    void laterNewsOfASettledTableChangesNothing() {
        for (Outcome outcome : Outcome.values()) {
            Settled settled = new Settled(outcome, 1, new ExtractionState.Done(FIRST, MANIFEST), loads(LOADED));
            for (TableRunInput input : INPUTS) {
                assertThat(TableRunStateMachine.next(settled, input, TWICE, true)).isEqualTo(Transition.stay(settled));
            }
        }
    }

    @Test
    void newsOfATargetThatIsNotTheTablesChangesNothing() {
        UnderWay table = started(GIVEN);

        assertThat(TableRunStateMachine.next(table, new LoadDone(99, 1, 1, List.of(), REPORT), TWICE, false)).isEqualTo(Transition.stay(table));
    }

    @Test
    void anyNewsInAnyStateKeepsThePromises() {
        for (ExtractionState extraction : EXTRACTIONS) {
            for (LoadState first : LOADS) {
                for (LoadState second : LOADS) {
                    if (extraction instanceof ExtractionState.Waiting && first != WAITING && second != WAITING) {
                        continue; // an attempt begins only where a load waits for it
                    }
                    for (boolean cancelled : new boolean[] {false, true}) {
                        for (TableRunInput input : INPUTS) {
                            UnderWay table = new UnderWay(1, cancelled, extraction, loads(first, second));
                            check(table, input, false);
                            check(table, input, true);
                        }
                    }
                }
            }
        }
    }

    private static void check(UnderWay before, TableRunInput input, boolean inspects) {
        Transition<TableRunState, TableEffect> next = TableRunStateMachine.next(before, input, TWICE, inspects);
        TableRunState after = next.state();
        String pair = "%s on %s gives %s".formatted(before, input, next);

        before.loads().forEach((target, load) -> {
            if (load instanceof LoadState.Loaded) {
                assertThat(after.loads().get(target)).as("what is loaded stays loaded: " + pair).isEqualTo(load);
            }
        });
        if (after instanceof Settled settled) {
            assertThat(next.effects()).as(pair).contains(new Settle(settled.outcome()));
            assertThat(after.extraction().rests()).as(pair).isTrue();
            assertThat(after.loads().values()).as(pair).allMatch(LoadState::rests);
            boolean complete = after.loads().values().stream().allMatch(LoadState.Loaded.class::isInstance);
            assertThat(settled.outcome() == Outcome.LOADED).as(pair).isEqualTo(complete);
        } else {
            assertThat(next.effects()).as(pair).noneMatch(Settle.class::isInstance);
        }
        next.effects().forEach(effect -> {
            switch (effect) {
                case QueueInspection(long target) -> assertThat(after.loads().get(target)).as(pair).isEqualTo(INSPECTING);
                case WithdrawInspection(long target) ->
                    assertThat(after.loads().get(target)).as(pair).isInstanceOf(LoadState.Withdrawing.class);
                case WithdrawLoad(long target) ->
                    assertThat(after.loads().get(target)).as(pair).isInstanceOf(LoadState.Withdrawing.class);
                case QueueLoad(long target, _) -> assertThat(after.loads().get(target)).as(pair).isEqualTo(GIVEN);
                case ReissueLoad(long target, _) -> assertThat(after.loads().get(target)).as(pair).isEqualTo(GIVEN);
                case QueueCleanUp(long target, int tries) -> {
                    assertThat(after.loads().get(target)).as(pair).isInstanceOf(LoadState.CleaningUp.class);
                    assertThat(tries).isBetween(1, TableRunStateMachine.CLEAN_UP_TRIES);
                }
                case WithdrawExtraction _ -> assertThat(after.extraction()).as(pair).isEqualTo(new ExtractionState.Withdrawing());
                case QueueExtraction(int partition) ->
                    assertThat(after.extraction()).as(pair).isEqualTo(new ExtractionState.Given(partition));
                case Retry _ -> {
                    assertThat(after.attempt()).as(pair).isEqualTo(2);
                    assertThat(after.extraction())
                            .as(pair)
                            .isEqualTo(inspects ? new ExtractionState.Uninspected() : new ExtractionState.Waiting());
                }
                case Hasten _ -> assertThat(after).as(pair).isEqualTo(before);
                case Settle _, Reopen _ -> { }
            }
        });
    }

    private static UnderWay uninspected(LoadState... loads) {
        return underWay(new ExtractionState.Uninspected(), loads);
    }

    private static UnderWay started(LoadState... loads) {
        return underWay(new ExtractionState.Started(FIRST), loads);
    }

    private static UnderWay done(LoadState... loads) {
        return underWay(new ExtractionState.Done(FIRST, MANIFEST), loads);
    }

    private static UnderWay underWay(ExtractionState extraction, LoadState... loads) {
        return new UnderWay(1, false, extraction, loads(loads));
    }

    private static SortedMap<Long, LoadState> loads(LoadState... states) {
        SortedMap<Long, LoadState> loads = new TreeMap<>();
        for (LoadState state : states) {
            loads.put(A + loads.size(), state);
        }
        return loads;
    }

    /// Plays input after input.
    private static final class Play {

        private TableRunState state;
        private final RetryPolicy retry;
        private final boolean inspects;

        Play(TableRunState state, RetryPolicy retry) {
            this(state, retry, false);
        }

        Play(TableRunState state, RetryPolicy retry, boolean inspects) {
            this.state = state;
            this.retry = retry;
            this.inspects = inspects;
        }

        List<TableEffect> on(TableRunInput input) {
            Transition<TableRunState, TableEffect> next = TableRunStateMachine.next(state, input, retry, inspects);
            state = next.state();
            return new ArrayList<>(next.effects());
        }
    }
}
