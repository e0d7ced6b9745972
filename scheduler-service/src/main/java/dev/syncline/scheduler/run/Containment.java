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
import dev.syncline.scheduler.store.Turns;
import dev.syncline.scheduler.store.Unreadable;
import dev.syncline.scheduler.work.WorkRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Keeps what fails for one run to this run: it ends, the turn goes on. Otherwise a row that this version cannot read would fail every turn, and
/// with each the answers for all other runs.
///
/// A turn is first taken without care, since care costs two statements for each run; one that fails is taken again with it.
@Component
class Containment {

    private static final Logger log = LoggerFactory.getLogger(Containment.class);

    private final Turns turns;
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
            Turns turns,
            RunRepository runs,
            TableRepository tables,
            WorkRepository works,
            RunNotes notes,
            Outbox outbox,
            RowsTopics topics,
            LeftOvers leftOvers,
            SchedulerMetrics metrics,
            Unreadable unreadable) {
        this.turns = turns;
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

    /// Does something for a run; where that fails in a careful turn, the run ends.
    void of(Desk desk, UUID run, Runnable step) {
        if (!desk.isCareful()) {
            step.run();
            return;
        }
        turns.attempt(() -> {
                    step.run();
                    desk.save();
                })
                .ifPresent(e -> condemn(desk, run, e));
    }

    /// Ends the runs of which something could not be read in this turn.
    void condemnUnreadable(Desk desk) {
        unreadable.take().forEach((run, e) -> condemn(desk, run, e));
    }

    private void condemn(Desk desk, UUID run, RuntimeException e) {
        log.error("run={} cannot be led any further, and fails alone", run, e);
        desk.forget(run);
        unreadable.settled(run);
        turns.attempt(() -> end(desk, run))
                .ifPresentOrElse(again -> log.error("run={} cannot be ended either", run, again), () -> metrics.contained("run"));
    }

    /// Needs nothing of the run that could be unreadable. Workers are told to let go with their next word, since their work is not known any more.
    private void end(Desk desk, UUID run) {
        Failure failure = new Failure(
                FailureCode.INTERNAL,
                "This version of the scheduler cannot lead the run any further; its log says why, at run=%s. Start it again".formatted(run));
        Instant now = desk.turn().now();
        Condemned condemned = runs.condemn(desk.turn(), run, failure).orElse(null);
        leftOvers.oweBegun(run, now);
        leftOvers.letGo(run, now);
        works.deleteOfRun(run);
        runs.releaseTargets(run);
        if (condemned == null) {
            return;
        }
        tables.dropUnsettled(desk.turn(), run);
        RunRepository.Tally tally = runs.tally(run);
        outbox.add(
                Topics.RUNS,
                run.toString(),
                CloudEvent.of(new RunEvent.RunFailed(
                        run, condemned.projectId(), condemned.projectName(), failure, tally.tables(), tally.failed(), List.of(), now, condemned.cause(),
                        condemned.alerting(), tally.attempts())));
        topics.deleteAfterCommit(run);
        notes.add(desk.turn(), run, "FAILED: %s (%s)".formatted(failure.message(), failure.code()));
        metrics.runFinished("failed");
    }
}
