package dev.syncline.scheduler.run.state;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.scheduler.run.state.RunEffect.CancelTables;
import dev.syncline.scheduler.run.state.RunEffect.DiscoverAgain;
import dev.syncline.scheduler.run.state.RunEffect.Finish;
import dev.syncline.scheduler.run.state.RunEffect.WithdrawDiscoveries;
import dev.syncline.scheduler.run.state.RunInput.Admitted;
import dev.syncline.scheduler.run.state.RunInput.BeforeIt;
import dev.syncline.scheduler.run.state.RunInput.CancelRequested;
import dev.syncline.scheduler.run.state.RunInput.DependenciesMet;
import dev.syncline.scheduler.run.state.RunInput.DependenciesUnmet;
import dev.syncline.scheduler.run.state.RunInput.DiscoveryFailed;
import dev.syncline.scheduler.run.state.RunInput.DiscoveryFinished;
import dev.syncline.scheduler.run.state.RunInput.DiscoveryStopped;
import dev.syncline.scheduler.run.state.RunInput.TableReopened;
import dev.syncline.scheduler.run.state.RunInput.TableSettled;
import dev.syncline.scheduler.run.state.RunInput.Unfit;
import dev.syncline.scheduler.run.state.RunState.Cancelled;
import dev.syncline.scheduler.run.state.RunState.Cancelling;
import dev.syncline.scheduler.run.state.RunState.Discovering;
import dev.syncline.scheduler.run.state.RunState.Failed;
import dev.syncline.scheduler.run.state.RunState.Finished;
import dev.syncline.scheduler.run.state.RunState.Queued;
import dev.syncline.scheduler.run.state.RunState.Running;
import dev.syncline.scheduler.run.state.RunState.Succeeded;
import dev.syncline.scheduler.run.state.RunState.Waiting;

/// The life of a run, as one pure function.
public final class RunStateMachine {

    private record Step(RunState state, RunInput input) {}

    private RunStateMachine() {}

    public static Transition<RunState, RunEffect> next(RunState state, RunInput input, RetryPolicy retry) {
        return switch (new Step(state, input)) {
            case Step(Waiting _, DependenciesMet _) -> Transition.stay(new Queued());
            case Step(Waiting _, DependenciesUnmet(Failure failure)) -> Transition.to(new Failed(failure), new Finish());
            case Step(Waiting _, CancelRequested _) -> Transition.to(new Cancelled(), new Finish());
            case Step(Waiting waiting, _) -> Transition.stay(waiting); // nothing else happens to what has not begun

            case Step(Queued _, Admitted(int pieces)) -> Transition.stay(new Discovering(pieces, 1, null));
            case Step(Queued _, Unfit(Failure failure)) -> Transition.to(new Failed(failure), new Finish());
            case Step(Queued _, CancelRequested _) -> Transition.to(new Cancelled(), new Finish());
            case Step(Queued queued, _) -> Transition.stay(queued); // nothing else happens to what has not begun

            case Step(Discovering discovering, DiscoveryFinished finished) -> finished(discovering, finished);
            case Step(Discovering discovering, DiscoveryFailed(Failure failure)) -> failed(discovering, failure, retry);
            case Step(Discovering discovering, DiscoveryStopped _) -> ended(discovering, discovering.failure());
            case Step(Discovering discovering, CancelRequested _) ->
                Transition.to(new Cancelling(discovering.open()), new WithdrawDiscoveries());
            case Step(Discovering discovering, TableSettled _) -> Transition.stay(discovering); // no table has begun
            case Step(Discovering discovering, TableReopened _) -> Transition.stay(discovering);

            case Step(Running running, TableSettled(Outcome outcome)) ->
                running(running.tables(), running.settled() + 1, running.failed() + failures(outcome));
            case Step(Running running, TableReopened(Outcome outcome)) ->
                Transition.stay(new Running(running.tables(), running.settled() - 1, running.failed() - failures(outcome)));
            case Step(Running running, CancelRequested _) ->
                Transition.to(new Cancelling(running.tables() - running.settled()), new CancelTables());
            case Step(Running running, DiscoveryFinished _) -> Transition.stay(running); // delivered twice
            case Step(Running running, DiscoveryFailed _) -> Transition.stay(running); // all discoveries had finished
            case Step(Running running, DiscoveryStopped _) -> Transition.stay(running); // none was withdrawn

            case Step(Cancelling cancelling, TableSettled _) -> ended(cancelling);
            case Step(Cancelling cancelling, TableReopened _) -> Transition.stay(cancelling); // no table is tried again any more
            case Step(Cancelling cancelling, DiscoveryFinished _) -> ended(cancelling);
            case Step(Cancelling cancelling, DiscoveryFailed _) -> ended(cancelling);
            case Step(Cancelling cancelling, DiscoveryStopped _) -> ended(cancelling);
            case Step(Cancelling cancelling, CancelRequested _) -> Transition.stay(cancelling); // asked twice

            case Step(Discovering discovering, BeforeIt _) -> Transition.stay(discovering); // it has begun
            case Step(Running running, BeforeIt _) -> Transition.stay(running); // it has begun
            case Step(Cancelling cancelling, BeforeIt _) -> Transition.stay(cancelling); // it had begun

            case Step(Finished finished, _) -> Transition.stay(finished);
        };
    }

    private static int failures(Outcome outcome) {
        return switch (outcome) {
            case LOADED, SKIPPED -> 0;
            case FAILED, CANCELLED -> 1;
        };
    }

    private static Transition<RunState, RunEffect> finished(Discovering discovering, DiscoveryFinished input) {
        if (discovering.open() > 1 || discovering.failure() != null) {
            return ended(discovering, discovering.failure());
        }
        return running(input.tables(), input.failed() + input.skipped(), input.failed());
    }

    private static Transition<RunState, RunEffect> failed(Discovering discovering, Failure failure, RetryPolicy retry) {
        boolean again = discovering.failure() == null && failure.code().retryable() && retry.allowsAnother(discovering.attempt());
        if (again) {
            Discovering next = new Discovering(discovering.open(), discovering.attempt() + 1, null);
            return Transition.to(next, new DiscoverAgain(retry.delayAfter(discovering.attempt())));
        }
        Transition<RunState, RunEffect> next = ended(discovering, discovering.failure() == null ? failure : discovering.failure());
        List<RunEffect> effects = new ArrayList<>(next.effects());
        if (next.state() instanceof Discovering) {
            effects.add(new WithdrawDiscoveries());
        }
        return new Transition<>(next.state(), effects);
    }

    private static Transition<RunState, RunEffect> ended(Discovering discovering, @org.jspecify.annotations.Nullable Failure failure) {
        int open = discovering.open() - 1;
        return open == 0 && failure != null
                ? Transition.to(new Failed(failure), new Finish())
                : Transition.stay(new Discovering(open, discovering.attempt(), failure));
    }

    private static Transition<RunState, RunEffect> ended(Cancelling cancelling) {
        int open = cancelling.open() - 1;
        return open == 0 ? Transition.to(new Cancelled(), new Finish()) : Transition.stay(new Cancelling(open));
    }

    private static Transition<RunState, RunEffect> running(int tables, int settled, int failed) {
        if (settled < tables) {
            return Transition.stay(new Running(tables, settled, failed));
        }
        return Transition.to(failed == 0 ? new Succeeded() : new Failed(null), new Finish());
    }
}
