package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.leftover.LeftOvers;
import dev.syncline.scheduler.rows.RowsTopics;
import dev.syncline.scheduler.run.RunRepository.Condemned;
import dev.syncline.scheduler.store.SchedulerTransactions;
import dev.syncline.scheduler.store.Unreadable;
import dev.syncline.scheduler.work.WorkRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Keeps what fails for one run to this run: it ends, the transaction goes on. Otherwise a row that this version cannot read would fail every transaction, and
/// with each the answers for all other runs.
///
/// A transaction is first taken without care, since care costs two statements for each run; one that fails is taken again with it.
@Component
class Containment {

    private static final Logger log = LoggerFactory.getLogger(Containment.class);

    private final SchedulerTransactions transactions;
    private final RunRepository runs;
    private final TableRepository tables;
    private final WorkRepository works;
    private final RunNotes notes;
    private final Outbox outbox;
    private final RowsTopics topics;
    private final LeftOvers leftOvers;
    private final SchedulerMetrics metrics;
    private final Unreadable unreadable;

    Containment(
            SchedulerTransactions transactions,
            RunRepository runs,
            TableRepository tables,
            WorkRepository works,
            RunNotes notes,
            Outbox outbox,
            RowsTopics topics,
            LeftOvers leftOvers,
            SchedulerMetrics metrics,
            Unreadable unreadable) {
        this.transactions = transactions;
        this.runs = runs;
        this.tables = tables;
        this.works = works;
        this.notes = notes;
        this.outbox = outbox;
        this.topics = topics;
        this.leftOvers = leftOvers;
        this.metrics = metrics;
        this.unreadable = unreadable;
    }

    /// Does something for a run; where that fails in a careful transaction, the run ends.
    void of(UnitOfWork unit, UUID run, Runnable step) {
        if (!unit.isCareful()) {
            step.run();
            return;
        }
        transactions.attempt(() -> {
                    step.run();
                    unit.save();
                })
                .ifPresent(e -> condemn(unit, run, e));
    }

    /// Ends the runs of which something could not be read in this transaction.
    void condemnUnreadable(UnitOfWork unit) {
        unreadable.take().forEach((run, e) -> condemn(unit, run, e));
    }

    private void condemn(UnitOfWork unit, UUID run, RuntimeException e) {
        log.error("run={} cannot be led any further, and fails alone", run, e);
        unit.forget(run);
        unreadable.settled(run);
        transactions.attempt(() -> end(unit, run))
                .ifPresentOrElse(again -> log.error("run={} cannot be ended either", run, again), () -> metrics.contained("run"));
    }

    /// Needs nothing of the run that could be unreadable. Workers are told to let go with their next word, since their work is not known any more.
    private void end(UnitOfWork unit, UUID run) {
        Failure failure = new Failure(
                FailureCode.INTERNAL,
                "This version of the scheduler cannot lead the run any further; its log says why, at run=%s. Start it again".formatted(run));
        Instant now = unit.transaction().now();
        Condemned condemned = runs.condemn(unit.transaction(), run, failure).orElse(null);
        leftOvers.oweBegun(run, now);
        leftOvers.letGo(run, now);
        works.deleteOfRun(run);
        runs.releaseTargets(run);
        if (condemned == null) {
            return;
        }
        tables.dropUnsettled(unit.transaction(), run);
        RunRepository.Tally tally = runs.tally(run);
        outbox.add(
                Topics.RUNS,
                run.toString(),
                CloudEvent.of(new RunEvent.RunFailed(
                        run, condemned.projectId(), condemned.projectName(), failure, tally.tables(), tally.failed(), List.of(), now, condemned.cause(),
                        condemned.alerting(), tally.attempts())));
        topics.deleteAfterCommit(run);
        notes.add(unit.transaction(), run, "FAILED: %s (%s)".formatted(failure.message(), failure.code()));
        metrics.runFinished("failed");
    }
}
