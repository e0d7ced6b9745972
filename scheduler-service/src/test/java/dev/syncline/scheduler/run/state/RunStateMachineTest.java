package dev.syncline.scheduler.run.state;

import java.time.Duration;
import java.util.List;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.scheduler.run.state.RunEffect.CancelTables;
import dev.syncline.scheduler.run.state.RunEffect.DiscoverAgain;
import dev.syncline.scheduler.run.state.RunEffect.Finish;
import dev.syncline.scheduler.run.state.RunEffect.WithdrawDiscoveries;
import dev.syncline.scheduler.run.state.RunInput.CancelRequested;
import dev.syncline.scheduler.run.state.RunInput.DiscoveryFailed;
import dev.syncline.scheduler.run.state.RunInput.DiscoveryFinished;
import dev.syncline.scheduler.run.state.RunInput.DiscoveryStopped;
import dev.syncline.scheduler.run.state.RunInput.TableReopened;
import dev.syncline.scheduler.run.state.RunInput.TableSettled;
import dev.syncline.scheduler.run.state.RunState.Cancelled;
import dev.syncline.scheduler.run.state.RunState.Cancelling;
import dev.syncline.scheduler.run.state.RunState.Discovering;
import dev.syncline.scheduler.run.state.RunState.Failed;
import dev.syncline.scheduler.run.state.RunState.Running;
import dev.syncline.scheduler.run.state.RunState.Succeeded;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

public class RunStateMachineTest {

    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofSeconds(5));
    private static final Failure UNREACHABLE = new Failure(FailureCode.UNREACHABLE, "away");
    private static final Failure REFUSED = new Failure(FailureCode.LOGIN_REFUSED, "no");
    private static final List<RunInput> ALL_INPUTS = List.of(
            new DiscoveryFinished(3, 0, 0),
            new DiscoveryFailed(UNREACHABLE),
            new DiscoveryStopped(),
            new TableSettled(Outcome.LOADED),
            new TableSettled(Outcome.FAILED),
            new TableSettled(Outcome.CANCELLED),
            new TableSettled(Outcome.SKIPPED),
            new CancelRequested());

    @Test
    void tablesAreCopiedOnceAllPiecesOfDiscoveryHaveFinished() {
        assertThat(next(discovering(2), new DiscoveryFinished(3, 1, 0))).isEqualTo(Transition.stay(discovering(1)));
        assertThat(next(discovering(1), new DiscoveryFinished(3, 1, 0))).isEqualTo(Transition.stay(new Running(3, 1, 1)));
    }

    @Test
    void aRunWhoseTablesAllFailInDiscoveryFails() {
        assertThat(next(discovering(1), new DiscoveryFinished(3, 3, 0))).isEqualTo(Transition.to(new Failed(null), new Finish()));
    }

    /// A14.
    @Test
    void tablesThatAreSkippedNeedNothingMoreAndFailNothing() {
        assertThat(next(discovering(1), new DiscoveryFinished(3, 0, 1))).isEqualTo(Transition.stay(new Running(3, 1, 0)));
        assertThat(next(discovering(1), new DiscoveryFinished(3, 1, 1))).isEqualTo(Transition.stay(new Running(3, 2, 1)));
        assertThat(next(discovering(1), new DiscoveryFinished(2, 0, 2))).isEqualTo(Transition.to(new Succeeded(), new Finish()));
        assertThat(next(discovering(1), new DiscoveryFinished(2, 1, 1))).isEqualTo(Transition.to(new Failed(null), new Finish()));
    }

    @Test
    void discoveryIsRepeatedWhereThatCanHelp() {
        assertThat(next(discovering(1), new DiscoveryFailed(UNREACHABLE)))
                .isEqualTo(Transition.to(new Discovering(1, 2, null), new DiscoverAgain(Duration.ofSeconds(5))));
        assertThat(next(new Discovering(1, 2, null), new DiscoveryFailed(UNREACHABLE)))
                .isEqualTo(Transition.to(new Failed(UNREACHABLE), new Finish()));
        assertThat(next(discovering(1), new DiscoveryFailed(REFUSED))).isEqualTo(Transition.to(new Failed(REFUSED), new Finish()));
    }

    @Test
    void aDiscoveryThatFailedForGoodWaitsForTheOtherPieces() {
        Discovering failing = new Discovering(2, 1, REFUSED);

        assertThat(next(discovering(3), new DiscoveryFailed(REFUSED))).isEqualTo(Transition.to(failing, new WithdrawDiscoveries()));
        assertThat(next(failing, new DiscoveryFinished(1, 0, 0))).isEqualTo(Transition.stay(new Discovering(1, 1, REFUSED)));
        assertThat(next(failing, new DiscoveryStopped())).isEqualTo(Transition.stay(new Discovering(1, 1, REFUSED)));
        assertThat(next(new Discovering(1, 1, REFUSED), new DiscoveryFailed(UNREACHABLE)))
                .isEqualTo(Transition.to(new Failed(REFUSED), new Finish()));
    }

    @Test
    void aRunSucceedsOnlyWhenEveryTableIsLoaded() {
        assertThat(next(new Running(2, 0, 0), new TableSettled(Outcome.LOADED))).isEqualTo(Transition.stay(new Running(2, 1, 0)));
        assertThat(next(new Running(2, 1, 0), new TableSettled(Outcome.LOADED))).isEqualTo(Transition.to(new Succeeded(), new Finish()));
        assertThat(next(new Running(2, 1, 0), new TableSettled(Outcome.FAILED))).isEqualTo(Transition.to(new Failed(null), new Finish()));
        assertThat(next(new Running(2, 1, 1), new TableSettled(Outcome.LOADED))).isEqualTo(Transition.to(new Failed(null), new Finish()));
        assertThat(next(new Running(2, 1, 0), new TableSettled(Outcome.CANCELLED))).isEqualTo(Transition.to(new Failed(null), new Finish()));
    }

    @Test
    void aCancelledRunWaitsForWhatHadBegun() {
        assertThat(next(discovering(2), new CancelRequested())).isEqualTo(Transition.to(new Cancelling(2), new WithdrawDiscoveries()));
        assertThat(next(new Running(5, 2, 1), new CancelRequested())).isEqualTo(Transition.to(new Cancelling(3), new CancelTables()));
        for (RunInput ending : List.of(
                new DiscoveryFinished(1, 0, 0), new DiscoveryFailed(REFUSED), new DiscoveryStopped(), new TableSettled(Outcome.CANCELLED))) {
            assertThat(next(new Cancelling(2), ending)).isEqualTo(Transition.stay(new Cancelling(1)));
            assertThat(next(new Cancelling(1), ending)).isEqualTo(Transition.to(new Cancelled(), new Finish()));
        }
        assertThat(next(new Cancelling(2), new CancelRequested())).isEqualTo(Transition.stay(new Cancelling(2)));
    }

    @Test
    void aTableThatIsTriedAgainCountsNoLonger() {
        assertThat(next(new Running(5, 2, 1), new TableReopened(Outcome.FAILED))).isEqualTo(Transition.stay(new Running(5, 1, 0)));
        assertThat(next(new Running(5, 2, 1), new TableReopened(Outcome.CANCELLED))).isEqualTo(Transition.stay(new Running(5, 1, 0)));
        assertThat(next(new Cancelling(2), new TableReopened(Outcome.FAILED))).isEqualTo(Transition.stay(new Cancelling(2)));
    }

    @Test
    void whatShouldNotHappenChangesNothing() {
        assertThat(next(discovering(1), new TableSettled(Outcome.LOADED))).isEqualTo(Transition.stay(discovering(1)));
        Running running = new Running(5, 2, 1);
        for (RunInput late : List.of(new DiscoveryFinished(5, 0, 0), new DiscoveryFailed(REFUSED), new DiscoveryStopped())) {
            assertThat(next(running, late)).isEqualTo(Transition.stay(running));
        }
    }

    @Test
    void laterNewsOfAFinishedRunChangesNothing() {
        for (RunState finished : List.of(new Succeeded(), new Failed(null), new Failed(REFUSED), new Cancelled())) {
            for (RunInput input : ALL_INPUTS) {
                assertThat(next(finished, input)).isEqualTo(Transition.stay(finished));
            }
        }
    }

    @Test
    void theBackoffDoublesUpToALimit() {
        RetryPolicy policy = new RetryPolicy(20, Duration.ofSeconds(5));

        assertThat(policy.delayAfter(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.delayAfter(3)).isEqualTo(Duration.ofSeconds(20));
        assertThat(policy.delayAfter(19)).isEqualTo(Duration.ofMinutes(10));
    }

    private static Transition<RunState, RunEffect> next(RunState state, RunInput input) {
        return RunStateMachine.next(state, input, TWICE);
    }

    private static Discovering discovering(int open) {
        return new Discovering(open, 1, null);
    }
}
