package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.scheduler.run.RunEffect.CancelTables;
import dev.syncline.scheduler.run.RunEffect.DiscoverAgain;
import dev.syncline.scheduler.run.RunEffect.Finish;
import dev.syncline.scheduler.run.RunEffect.WithdrawDiscoveries;
import dev.syncline.scheduler.run.RunNews.Admitted;
import dev.syncline.scheduler.run.RunNews.BeforeIt;
import dev.syncline.scheduler.run.RunNews.CancelRequested;
import dev.syncline.scheduler.run.RunNews.DependenciesMet;
import dev.syncline.scheduler.run.RunNews.DependenciesUnmet;
import dev.syncline.scheduler.run.RunNews.DiscoveryFailed;
import dev.syncline.scheduler.run.RunNews.DiscoveryFinished;
import dev.syncline.scheduler.run.RunNews.DiscoveryStopped;
import dev.syncline.scheduler.run.RunNews.TableSettled;
import dev.syncline.scheduler.run.RunNews.Unfit;
import dev.syncline.scheduler.run.RunState.Cancelled;
import dev.syncline.scheduler.run.RunState.Cancelling;
import dev.syncline.scheduler.run.RunState.Discovering;
import dev.syncline.scheduler.run.RunState.Failed;
import dev.syncline.scheduler.run.RunState.Finished;
import dev.syncline.scheduler.run.RunState.Queued;
import dev.syncline.scheduler.run.RunState.Running;
import dev.syncline.scheduler.run.RunState.Succeeded;
import dev.syncline.scheduler.run.RunState.Waiting;

/// The life of a run, as one pure function.
final class RunLife {

    private record Step(RunState state, RunNews news) {}

    private RunLife() {}

    static Next<RunState, RunEffect> next(RunState state, RunNews news, RetryPolicy retry) {
        return switch (new Step(state, news)) {
            case Step(Waiting _, DependenciesMet _) -> Next.stay(new Queued());
            case Step(Waiting _, DependenciesUnmet(Failure failure)) -> Next.to(new Failed(failure), new Finish());
            case Step(Waiting _, CancelRequested _) -> Next.to(new Cancelled(), new Finish());
            case Step(Waiting waiting, _) -> Next.stay(waiting); // nothing else happens to what has not begun

            case Step(Queued _, Admitted(int pieces)) -> Next.stay(new Discovering(pieces, 1, null));
            case Step(Queued _, Unfit(Failure failure)) -> Next.to(new Failed(failure), new Finish());
            case Step(Queued _, CancelRequested _) -> Next.to(new Cancelled(), new Finish());
            case Step(Queued queued, _) -> Next.stay(queued); // nothing else happens to what has not begun

            case Step(Discovering discovering, DiscoveryFinished finished) -> finished(discovering, finished);
            case Step(Discovering discovering, DiscoveryFailed(Failure failure)) -> failed(discovering, failure, retry);
            case Step(Discovering discovering, DiscoveryStopped _) -> ended(discovering, discovering.failure());
            case Step(Discovering discovering, CancelRequested _) ->
                Next.to(new Cancelling(discovering.open()), new WithdrawDiscoveries());
            case Step(Discovering discovering, TableSettled _) -> Next.stay(discovering); // no table has begun

            case Step(Running running, TableSettled(Outcome outcome)) ->
                running(running.tables(), running.settled() + 1, running.failed() + failures(outcome));
            case Step(Running running, CancelRequested _) ->
                Next.to(new Cancelling(running.tables() - running.settled()), new CancelTables());
            case Step(Running running, DiscoveryFinished _) -> Next.stay(running); // delivered twice
            case Step(Running running, DiscoveryFailed _) -> Next.stay(running); // all discoveries had finished
            case Step(Running running, DiscoveryStopped _) -> Next.stay(running); // none was withdrawn

            case Step(Cancelling cancelling, TableSettled _) -> ended(cancelling);
            case Step(Cancelling cancelling, DiscoveryFinished _) -> ended(cancelling);
            case Step(Cancelling cancelling, DiscoveryFailed _) -> ended(cancelling);
            case Step(Cancelling cancelling, DiscoveryStopped _) -> ended(cancelling);
            case Step(Cancelling cancelling, CancelRequested _) -> Next.stay(cancelling); // asked twice

            case Step(Discovering discovering, BeforeIt _) -> Next.stay(discovering); // it has begun
            case Step(Running running, BeforeIt _) -> Next.stay(running); // it has begun
            case Step(Cancelling cancelling, BeforeIt _) -> Next.stay(cancelling); // it had begun

            case Step(Finished finished, _) -> Next.stay(finished);
        };
    }

    private static int failures(Outcome outcome) {
        return switch (outcome) {
            case LOADED, SKIPPED -> 0;
            case FAILED, CANCELLED -> 1;
        };
    }

    private static Next<RunState, RunEffect> finished(Discovering discovering, DiscoveryFinished news) {
        if (discovering.open() > 1 || discovering.failure() != null) {
            return ended(discovering, discovering.failure());
        }
        return running(news.tables(), news.failed() + news.skipped(), news.failed());
    }

    private static Next<RunState, RunEffect> failed(Discovering discovering, Failure failure, RetryPolicy retry) {
        boolean again = discovering.failure() == null && failure.code().retryable() && retry.allowsAnother(discovering.attempt());
        if (again) {
            Discovering next = new Discovering(discovering.open(), discovering.attempt() + 1, null);
            return Next.to(next, new DiscoverAgain(retry.delayAfter(discovering.attempt())));
        }
        Next<RunState, RunEffect> next = ended(discovering, discovering.failure() == null ? failure : discovering.failure());
        List<RunEffect> effects = new ArrayList<>(next.effects());
        if (next.state() instanceof Discovering) {
            effects.add(new WithdrawDiscoveries());
        }
        return new Next<>(next.state(), effects);
    }

    private static Next<RunState, RunEffect> ended(Discovering discovering, @org.jspecify.annotations.Nullable Failure failure) {
        int open = discovering.open() - 1;
        return open == 0 && failure != null
                ? Next.to(new Failed(failure), new Finish())
                : Next.stay(new Discovering(open, discovering.attempt(), failure));
    }

    private static Next<RunState, RunEffect> ended(Cancelling cancelling) {
        int open = cancelling.open() - 1;
        return open == 0 ? Next.to(new Cancelled(), new Finish()) : Next.stay(new Cancelling(open));
    }

    private static Next<RunState, RunEffect> running(int tables, int settled, int failed) {
        if (settled < tables) {
            return Next.stay(new Running(tables, settled, failed));
        }
        return Next.to(failed == 0 ? new Succeeded() : new Failed(null), new Finish());
    }
}
