package dev.syncline.kit.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.kit.message.Outgoing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a worker answers, and how the answers reach the scheduler.
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String worker;
    private final Outgoing outgoing;
    private final Clock clock;
    private final BooleanSupplier leaving;

    /// @param leaving whether the worker is about to stop, and waits for no broker any more
    Answers(String worker, Outgoing outgoing, Clock clock, BooleanSupplier leaving) {
        this.worker = worker;
        this.outgoing = outgoing;
        this.clock = clock;
        this.leaving = leaving;
    }

    /// Returns once the broker has acknowledged the result, however long it is away.
    ///
    /// @return whether it was acknowledged; false where the worker stops first
    /// @throws Unsendable where the broker will never take it
    boolean publish(WorkResult result) {
        while (true) {
            try {
                outgoing.send(Topics.RESULTS, result.runId().toString(), result).get();
                return true;
            } catch (ExecutionException | RuntimeException | StackOverflowError e) {
                Unsendable.throwIfEver(result, e);
                log.warn("work={} cannot send its result, will try again: {}", result.workId(), e.toString());
                if (leaving.getAsBoolean()) {
                    return false; // the lease ends, and somebody else does the work
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /// The result that ends the work, or that it cannot be sent.
    ///
    /// @return whether it was acknowledged
    boolean publishLast(Work work, WorkResult result) {
        try {
            return publish(result);
        } catch (Unsendable e) {
            log.error("work={} run={} has a result that cannot be sent, and fails for it", work.id(), work.runId(), e.getCause());
            return publish(failed(work, "Worker %s cannot send the result: %s".formatted(worker, e.getMessage())));
        }
    }

    /// Work that was not begun, and is for somebody else: its lease would end some time, but nobody needs to wait for that.
    void giveBack(Work work) {
        log.info("work={} run={} came while this worker stops, and is given back", work.id(), work.runId());
        outgoing.send(Topics.RESULTS, work.runId().toString(), stopped(work));
    }

    /// Work of a newer version.
    void refuse(Address.Named work) {
        log.warn("work={} run={} is of a kind that this worker does not know, and is given back; update the worker", work.id(), work.runId());
        outgoing.send(
                Topics.RESULTS, work.runId().toString(), new WorkResult.WorkRefused(work.runId(), work.id(), work.fence(), worker, clock.instant()));
    }

    WorkResult unexpected(Work work, Throwable e) {
        return failed(work, "Worker %s met an unexpected %s; its log has the details".formatted(worker, e.getClass().getSimpleName()));
    }

    WorkResult stopped(Work work) {
        return new WorkResult.WorkStopped(work.runId(), work.id(), work.fence(), tableRunOf(work), false, clock.instant());
    }

    private WorkResult failed(Work work, String message) {
        Failure failure = new Failure(FailureCode.INTERNAL, message);
        return new WorkResult.WorkFailed(work.runId(), work.id(), work.fence(), tableRunOf(work), failure, false, clock.instant());
    }

    private static @Nullable UUID tableRunOf(Work work) {
        return switch (work) {
            case Work.DiscoverTables _, Work.SweepTarget _ -> null;
            case Work.InspectTarget inspect -> inspect.tableRunId();
            case Work.ExtractTable extract -> extract.tableRunId();
            case Work.LoadTable load -> load.tableRunId();
            case Work.CleanUpLoad cleanUp -> cleanUp.tableRunId();
        };
    }

    static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
