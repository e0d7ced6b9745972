package dev.syncline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.kit.log.LogFields;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.record.RunSamples;
import dev.syncline.scheduler.rows.RowsTopics;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.run.state.Outcome;
import dev.syncline.scheduler.run.state.RunState;
import dev.syncline.scheduler.work.WorkRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What happens once, when a run or a table of it ends.
@Component
class RunEnding {

    private static final Logger log = LoggerFactory.getLogger(RunEnding.class);

    private final RunRepository runs;
    private final TableRepository tables;
    private final WorkRepository works;
    private final Outbox outbox;
    private final RowsTopics topics;
    private final SchedulerMetrics metrics;
    private final RunNotes notes;
    private final RunSamples samples;

    RunEnding(
            RunRepository runs,
            TableRepository tables,
            WorkRepository works,
            Outbox outbox,
            RowsTopics topics,
            SchedulerMetrics metrics,
            RunNotes notes,
            RunSamples samples) {
        this.samples = samples;
        this.runs = runs;
        this.tables = tables;
        this.works = works;
        this.outbox = outbox;
        this.topics = topics;
        this.metrics = metrics;
        this.notes = notes;
    }

    /// Tells that one target has one table, and how that target had differed from the source.
    void tableLoaded(Run run, TableRun table, long target, WorkResult.TableLoaded loaded, Instant now) {
        TargetState found = table.found().get(target);
        String name = run.targets().stream().filter(it -> it.id() == target).map(ConnectionRef::name).findFirst().orElse("");
        tell(run, new RunEvent.TableLoaded(
                run.id(), run.projectId(), run.projectName(), table.source(), table.target(), target, name,
                LoadChoice.of(table.plan(), found).word(), loaded.rows(), loaded.bytes(), now, run.cause()));
        if (found != null && found.exists() && !found.changes().isEmpty()) {
            tell(run, new RunEvent.SchemaChanged(
                    run.id(), run.projectId(), run.projectName(), table.source(), table.target(), target, name, found.changes(), now, run.cause()));
        }
    }

    private void tell(Run run, RunEvent event) {
        outbox.add(Topics.RUNS, run.id().toString(), CloudEvent.of(event));
    }

    void tableSettled(Run run, TableRun table, Outcome outcome, Instant now) {
        long rows = table.state().loads().values().stream()
                .mapToLong(load -> load instanceof LoadState.Loaded loaded ? loaded.rows() : 0)
                .sum();
        Instant began = table.startedAt() == null ? now : table.startedAt();
        metrics.tableFinished(outcome.name());
        try (LogFields _ = LogFields.of(run.id()).project(run.projectId()).table(table.source())) {
            log.info(
                    "run={} table={} outcome={} attempts={} targets={} rows={} ms={}",
                    run.id(),
                    table.source(),
                    outcome,
                    table.state().attempt(),
                    table.state().loads().size(),
                    rows,
                    Duration.between(began, now).toMillis());
        }
    }

    /// Publishes how a run has ended and removes what only a run under way needs.
    void finish(UnitOfWork unit, UUID runId) {
        Instant now = unit.transaction().now();
        unit.put(unit.run(runId).finished(now));
        unit.save();
        Run run = unit.run(runId);
        tables.dropUnsettled(unit.transaction(), runId);
        RunRepository.Tally tally = runs.tally(runId);
        runs.releaseTargets(runId);
        samples.last(runId, now);
        works.deleteOfRun(runId);
        String word = StateColumns.of(run.state()).word();
        tell(run, event(run, tally, now));
        if (run.beganAt() != null) {
            topics.deleteAfterCommit(runId);
        }
        notes.add(unit.transaction(), runId, ended(run));
        metrics.runFinished(word);
        if (run.beganAt() != null) {
            metrics.ran(word, run.beganAt(), now);
        }
        try (LogFields _ = LogFields.of(runId).project(run.projectId())) {
            log.info(
                    "run={} project={} outcome={} tables={} failed={} rows={} bytes={} ms={}",
                    runId,
                    run.projectId(),
                    word,
                    tally.tables(),
                    tally.failed(),
                    run.rows(),
                    run.bytes(),
                    Duration.between(run.requestedAt(), now).toMillis());
        }
        unit.trace().ended(run, tally);
    }

    private static String ended(Run run) {
        String word = StateColumns.of(run.state()).word();
        return run.state() instanceof RunState.Failed(Failure failure) && failure != null
                ? "%s: %s (%s)".formatted(word, failure.message(), failure.code())
                : word;
    }

    private RunEvent event(Run run, RunRepository.Tally tally, Instant now) {
        return switch (run.state()) {
            case RunState.Succeeded _ ->
                new RunEvent.RunSucceeded(run.id(), run.projectId(), run.projectName(), tally.tables(), run.rows(), run.bytes(), now, run.cause(), runs.failedBefore(run), run.alerting(), runs.gone(run.id()));
            case RunState.Failed(var failure) -> {
                List<TableFailure> examples = runs.failures(run.id(), run.targets());
                yield new RunEvent.RunFailed(
                        run.id(), run.projectId(), run.projectName(), failure, tally.tables(), tally.failed(), examples, now, run.cause(), run.alerting(), tally.attempts(), runs.gone(run.id()));
            }
            case RunState.Cancelled _ -> new RunEvent.RunCancelled(run.id(), run.projectId(), run.projectName(), now, run.cause());
            case RunState.Waiting _, RunState.Queued _, RunState.Discovering _, RunState.Running _, RunState.Cancelling _ ->
                throw new IllegalStateException("Run %s has not ended".formatted(run.id()));
        };
    }
}
