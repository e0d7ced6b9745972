package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.kit.log.LogFields;
import dev.syncline.kit.worker.WorkNames;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.leftover.LeftOvers;
import dev.syncline.scheduler.leftover.Sweeps;
import dev.syncline.scheduler.record.AttemptTimes;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import dev.syncline.scheduler.run.state.RunInput;
import dev.syncline.scheduler.run.state.RunState;
import dev.syncline.scheduler.run.state.TableRunInput;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkProperties;
import dev.syncline.scheduler.work.WorkState;
import dev.syncline.scheduler.work.Workers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes what workers answer, and what their silence says, to the runs and tables it is about.
@Component
class WorkAnswers {

    private final RunCoordinator coordinator;
    private final RunRepository runs;
    private final TableRepository tables;
    private final Workers workers;
    private final DiscoveredTables discovery;
    private final RunEnding ending;
    private final LeftOvers leftOvers;
    private final Sweeps sweeps;
    private final Containment containment;
    private final SchedulerMetrics metrics;

    WorkAnswers(
            RunCoordinator coordinator,
            RunRepository runs,
            TableRepository tables,
            Workers workers,
            DiscoveredTables discovery,
            RunEnding ending,
            LeftOvers leftOvers,
            Sweeps sweeps,
            Containment containment,
            SchedulerMetrics metrics) {
        this.coordinator = coordinator;
        this.runs = runs;
        this.tables = tables;
        this.workers = workers;
        this.discovery = discovery;
        this.ending = ending;
        this.leftOvers = leftOvers;
        this.sweeps = sweeps;
        this.containment = containment;
        this.metrics = metrics;
    }

    /// Takes what workers have answered.
    void answered(UnitOfWork unit, List<WorkResult> results) {
        if (!unit.isCareful()) {
            allAnswered(unit, results);
            return;
        }
        Map<UUID, List<WorkResult>> byRun = results.stream().collect(Collectors.groupingBy(WorkResult::runId, LinkedHashMap::new, Collectors.toList()));
        byRun.forEach((run, own) -> containment.of(unit, run, () -> allAnswered(unit, own)));
    }

    private void allAnswered(UnitOfWork unit, List<WorkResult> results) {
        unit.fetchWork(results.stream().map(WorkResult::workId).distinct().toList());
        results.forEach(result -> answered(unit, result));
    }

    /// Takes work from a holder that has fallen silent, or gives it up.
    ///
    /// @param limits how often it may lose its holder, and how long it waits for one that knows it
    void overdue(UnitOfWork unit, WorkItem item, WorkProperties limits) {
        if (item.givenUp(unit.transaction().now())) {
            workers.withdraw(item);
            fail(unit, item, "It was not done in time; see whether workers of its kind run");
        } else if (item.knownByNobody(unit.transaction().now(), limits.unknown())) {
            fail(unit, item, "No worker that runs knows this kind of work; update the workers");
        } else if (item.state() == WorkState.ASSIGNED && item.losses() + 1 >= limits.losses()) {
            fail(
                    unit,
                    item,
                    "The worker fell silent %d times while it did this; the workers' logs and memory limits show why".formatted(limits.losses()));
        } else {
            TableLines.lost(unit, item);
            unit.put(item.lost());
            if (item.state() == WorkState.WITHDRAWN) {
                coordinator.stopped(unit, item, false);
            }
        }
    }

    private void fail(UnitOfWork unit, WorkItem item, String message) {
        done(unit, item);
        failed(unit, item, new Failure(FailureCode.INTERNAL, message), false);
    }

    // What is of no run is not kept until the run ends.
    private static void done(UnitOfWork unit, WorkItem item) {
        if (!(item.work() instanceof Work.SweepTarget)) {
            unit.put(item.done());
        }
    }

    private void answered(UnitOfWork unit, WorkResult result) {
        WorkItem item = unit.item(result.workId()).orElse(null);
        if (result instanceof WorkResult.LoadCleanedUp cleaned && (item == null || item.work() instanceof Work.LoadTable)) {
            unit.gone(cleaned.workId(), cleaned.fence()); // the word that follows a load's end
            return;
        }
        if (item == null) {
            return; // of a run that has ended
        }
        try (LogFields _ = LogFields.of(item.runId()).table(WorkNames.table(item.work()))) {
            switch (item.judge(result)) {
                case STALE -> { }
                case AGAIN -> unit.put(TableLines.letGo(unit, item).again());
                case REFUSED -> refused(unit, item, result);
                case STOPPED -> {
                    unit.put(item.done());
                    coordinator.stopped(unit, item, cleanedUp(result));
                }
                case COUNTS -> {
                    if (result.endsWork()) {
                        done(unit, item);
                    }
                    counts(unit, item, result);
                }
            }
        }
    }

    private static void refused(UnitOfWork unit, WorkItem item, WorkResult result) {
        if (result instanceof WorkResult.WorkRefused refused) {
            unit.put(TableLines.refused(unit, item, refused.worker()).refusedBy(refused.worker(), unit.transaction().now()));
        }
    }

    private static boolean cleanedUp(WorkResult result) {
        return switch (result) {
            case WorkResult.WorkStopped stopped -> stopped.cleanedUp();
            case WorkResult.WorkFailed failed -> failed.cleanedUp();
            case WorkResult.WorkRefused refused -> refused.fence() <= 1; // nobody has begun it
            case WorkResult.LoadCleanedUp _ -> true;
            case WorkResult.TargetSwept _ -> true;
            case WorkResult.TablesDiscovered _, WorkResult.DiscoveryFinished _, WorkResult.TargetInspected _, WorkResult.ExtractionStarted _, WorkResult.TableExtracted _,
                    WorkResult.TableLoaded _ -> true; // nothing in a target that is not the target's
        };
    }

    private void counts(UnitOfWork unit, WorkItem item, WorkResult result) {
        if (!(item.work() instanceof Work.SweepTarget)) {
            TableLines.reported(unit, item, result);
        }
        switch (result) {
            case WorkResult.TablesDiscovered discovered -> discovered(unit, item, discovered.tables());
            case WorkResult.DiscoveryFinished finished -> discoveryFinished(unit, item, finished.atOnce());
            case WorkResult.TargetInspected inspected -> {
                long target = item.work().connection();
                unit.put(unit.table(RunCoordinator.tableOf(item)).found(target, inspected.state()));
                coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.Inspected(target));
            }
            case WorkResult.ExtractionStarted started ->
                coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.ExtractionStarted(
                        new Place(started.partition(), started.fence(), started.offset(), started.identity())));
            case WorkResult.TableExtracted extracted -> {
                unit.put(unit.table(RunCoordinator.tableOf(item)).read(extracted.report()));
                unit.put(unit.run(item.runId()).plusRead(extracted.manifest().rows(), extracted.manifest().bytes()));
                coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.Extracted(extracted.manifest()));
            }
            case WorkResult.TableLoaded loaded -> {
                unit.put(unit.run(item.runId()).plus(loaded.rows(), loaded.bytes()));
                unit.put(withSteps(unit.table(RunCoordinator.tableOf(item)), item.work().connection(), loaded, unit.transaction().now()));
                unit.reached(item.work().connection());
                ending.tableLoaded(unit.run(item.runId()), unit.table(RunCoordinator.tableOf(item)), item.work().connection(), loaded, unit.transaction().now());
                coordinator.tell(
                        unit,
                        RunCoordinator.tableOf(item),
                        new TableRunInput.LoadDone(item.work().connection(), loaded.rows(), loaded.bytes(), loaded.statements(), loaded.report()));
            }
            case WorkResult.TargetSwept swept -> sweeps.swept(unit.transaction(), item, swept);
            case WorkResult.LoadCleanedUp _ -> {
                if (item.work() instanceof Work.CleanUpLoad cleanUp) {
                    leftOvers.foundNothing(cleanUp.load(), unit.transaction().now());
                }
                coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.CleanedUp(item.work().connection()));
            }
            case WorkResult.WorkFailed failed -> failed(unit, item, failed.failure(), failed.cleanedUp());
            case WorkResult.WorkStopped stopped -> coordinator.stopped(unit, item, stopped.cleanedUp());
            case WorkResult.WorkRefused _ -> refused(unit, item, result);
        }
    }

    private void failed(UnitOfWork unit, WorkItem item, Failure failure, boolean cleanedUp) {
        metrics.workFailed(failure.code());
        switch (item.work()) {
            case Work.DiscoverTables _ -> coordinator.tell(unit, item.runId(), new RunInput.DiscoveryFailed(failure), item);
            case Work.InspectTarget inspect -> coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.LoadFailed(inspect.target(), failure, true));
            case Work.ExtractTable _ -> coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.ExtractionFailed(failure));
            case Work.LoadTable load -> {
                RunCoordinator.cleanedUp(unit, item, cleanedUp);
                coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.LoadFailed(load.target(), failure, cleanedUp));
            }
            case Work.CleanUpLoad cleanUp -> coordinator.tell(unit, RunCoordinator.tableOf(item), new TableRunInput.CleanUpFailed(cleanUp.target()));
            case Work.SweepTarget _ -> sweeps.failed(unit.transaction(), item, failure);
        }
    }

    private void discovered(UnitOfWork unit, WorkItem item, List<DiscoveredTable> found) {
        switch (item.work()) {
            case Work.DiscoverTables work -> {
                if (unit.run(item.runId()).state() instanceof RunState.Discovering) {
                    discovery.found(unit, work, found);
                }
            }
            case Work.ExtractTable _ -> found.forEach(table -> changed(unit, item, table));
            case Work.InspectTarget _, Work.LoadTable _, Work.CleanUpLoad _, Work.SweepTarget _ -> { } // they discover nothing
        }
    }

    // The reader has met another shape than discovery; the next attempt begins with it, if there can be one.
    private void changed(UnitOfWork unit, WorkItem item, DiscoveredTable found) {
        TableRun table = unit.table(RunCoordinator.tableOf(item));
        if (!found.table().equals(table.source())) {
            return;
        }
        PlannedTable finding = PlannedTable.of(table.plan(), found);
        if (finding.failure() != null) {
            coordinator.tell(unit, table.id(), new TableRunInput.ExtractionFailed(finding.failure()));
            coordinator.withdraw(unit, item);
        } else if (finding.shape() != null) {
            tables.saveShape(table.id(), finding.shape());
            unit.put(table.with(finding.shape()));
        }
    }

    private void discoveryFinished(UnitOfWork unit, WorkItem item, @Nullable Integer atOnce) {
        if (atOnce != null) {
            runs.limitSource(item.runId(), atOnce);
        }
        if (unit.run(item.runId()).state() instanceof RunState.Discovering && item.work() instanceof Work.DiscoverTables work) {
            discovery.finished(unit, work);
        }
        TableRepository.Count count = tables.count(item.runId());
        coordinator.tell(unit, item.runId(), new RunInput.DiscoveryFinished(count.tables(), count.failed(), count.skipped()), item);
    }

    private static TableRun withSteps(TableRun table, long target, WorkResult.TableLoaded loaded, Instant now) {
        if (table.times().isEmpty()) {
            return table;
        }
        List<AttemptTimes> times = new ArrayList<>(table.times());
        times.addLast(times.removeLast().steps(target, loaded.log(), now));
        return table.times(times);
    }
}
