package dev.syncline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.Treatment;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.scheduler.leftover.LeftOvers;
import dev.syncline.scheduler.leftover.Sweeps;
import dev.syncline.scheduler.run.ExtractionState.Place;
import dev.syncline.scheduler.store.Turn;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkRepository;
import dev.syncline.scheduler.work.WorkState;
import dev.syncline.scheduler.work.Workers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Leads runs from event to event: finds the state, asks [RunLife] and [TableLife] what follows, and does it. Everything here happens in a turn.
@Component
class Conductor {

    private static final Duration CLEAN_UP_BACKOFF = Duration.ofSeconds(2);

    private final RunRepository runs;
    private final TableRepository tables;
    private final WorkRepository works;
    private final Workers workers;
    private final Discovery discovery;
    private final RunEnding ending;
    private final RunNotes notes;
    private final LeftOvers leftOvers;
    private final Sweeps sweeps;
    private final RunProperties properties;
    private final Containment containment;

    Conductor(
            RunRepository runs,
            TableRepository tables,
            WorkRepository works,
            Workers workers,
            Discovery discovery,
            RunEnding ending,
            RunNotes notes,
            LeftOvers leftOvers,
            Sweeps sweeps,
            RunProperties properties,
            Containment containment) {
        this.runs = runs;
        this.tables = tables;
        this.works = works;
        this.workers = workers;
        this.discovery = discovery;
        this.ending = ending;
        this.notes = notes;
        this.leftOvers = leftOvers;
        this.sweeps = sweeps;
        this.properties = properties;
        this.containment = containment;
    }

    Desk desk(Turn turn, boolean careful) {
        return new Desk(turn, careful, runs, tables, works, leftOvers);
    }

    /// Takes what workers have answered.
    void answered(Desk desk, List<WorkResult> results) {
        if (!desk.isCareful()) {
            allAnswered(desk, results);
            return;
        }
        Map<UUID, List<WorkResult>> byRun = results.stream().collect(Collectors.groupingBy(WorkResult::runId, LinkedHashMap::new, Collectors.toList()));
        byRun.forEach((run, own) -> containment.of(desk, run, () -> allAnswered(desk, own)));
    }

    private void allAnswered(Desk desk, List<WorkResult> results) {
        desk.fetchWork(results.stream().map(WorkResult::workId).distinct().toList());
        results.forEach(result -> answered(desk, result));
    }

    /// Lets tables go on whose turn has come: to the look at their targets, or with a free partition to their reading.
    void feed(Desk desk) {
        Instant now = desk.turn().now();
        tables.roomForInspections(now).forEach((run, room) -> containment.of(desk, run, () -> {
            List<UUID> due = tables.findUninspected(run, now, room);
            desk.fetchTables(due);
            due.forEach(table -> tell(desk, table, new TableNews.InspectionDue()));
        }));
        Map<UUID, Set<Integer>> free = tables.freePartitions(now);
        free.forEach((run, partitions) -> containment.of(desk, run, () -> {
            List<UUID> waiting = tables.findWaiting(run, now, partitions.size());
            desk.fetchTables(waiting);
            var partition = partitions.iterator();
            waiting.forEach(table -> tell(desk, table, new TableNews.PartitionGiven(partition.next())));
        }));
    }

    void cancel(Desk desk, UUID run) {
        notes.add(desk.turn(), run, "It was asked to be cancelled");
        tell(desk, run, new RunNews.CancelRequested());
    }

    /// Takes work from a holder that has fallen silent, or gives it up.
    ///
    /// @param losses how often it may lose its holder
    void overdue(Desk desk, WorkItem item, int losses) {
        if (item.givenUp(desk.turn().now())) {
            workers.withdraw(item);
            fail(desk, item, "It was not done in time; see whether workers of its kind run");
        } else if (item.state() == WorkState.ASSIGNED && item.losses() + 1 >= losses) {
            fail(
                    desk,
                    item,
                    "The worker fell silent %d times while it did this; the workers' logs and memory limits show why".formatted(losses));
        } else {
            desk.put(item.lost());
            if (item.state() == WorkState.WITHDRAWN) {
                stopped(desk, item, false);
            }
        }
    }

    private void fail(Desk desk, WorkItem item, String message) {
        done(desk, item);
        failed(desk, item, new Failure(FailureCode.INTERNAL, message), false);
    }

    // What is of no run is not kept until the run ends.
    private static void done(Desk desk, WorkItem item) {
        if (!(item.work() instanceof Work.SweepTarget)) {
            desk.put(item.done());
        }
    }

    private void answered(Desk desk, WorkResult result) {
        WorkItem item = desk.item(result.workId()).orElse(null);
        if (result instanceof WorkResult.LoadCleanedUp cleaned && (item == null || item.work() instanceof Work.LoadTable)) {
            desk.gone(cleaned.workId(), cleaned.fence()); // the word that follows a load's end
            return;
        }
        if (item == null) {
            return; // of a run that has ended
        }
        switch (item.judge(result)) {
            case STALE -> { }
            case AGAIN -> desk.put(item.again());
            case STOPPED -> {
                desk.put(item.done());
                stopped(desk, item, cleanedUp(result));
            }
            case COUNTS -> {
                if (result.endsWork()) {
                    done(desk, item);
                }
                counts(desk, item, result);
            }
        }
    }

    private static boolean cleanedUp(WorkResult result) {
        return switch (result) {
            case WorkResult.WorkStopped stopped -> stopped.cleanedUp();
            case WorkResult.WorkFailed failed -> failed.cleanedUp();
            case WorkResult.LoadCleanedUp _ -> true;
            case WorkResult.TargetSwept _ -> true;
            case WorkResult.TablesDiscovered _, WorkResult.DiscoveryFinished _, WorkResult.TargetInspected _, WorkResult.ExtractionStarted _, WorkResult.TableExtracted _,
                    WorkResult.TableLoaded _ -> true; // nothing in a target that is not the target's
        };
    }

    private void counts(Desk desk, WorkItem item, WorkResult result) {
        switch (result) {
            case WorkResult.TablesDiscovered discovered -> discovered(desk, item, discovered.tables());
            case WorkResult.DiscoveryFinished _ -> discoveryFinished(desk, item);
            case WorkResult.TargetInspected inspected -> {
                long target = item.work().connection();
                desk.put(desk.table(tableOf(item)).found(target, inspected.state()));
                tell(desk, tableOf(item), new TableNews.Inspected(target));
            }
            case WorkResult.ExtractionStarted started ->
                tell(desk, tableOf(item), new TableNews.ExtractionStarted(
                        new Place(started.partition(), started.fence(), started.offset(), started.identity())));
            case WorkResult.TableExtracted extracted -> {
                desk.put(desk.table(tableOf(item)).read(extracted.report()));
                tell(desk, tableOf(item), new TableNews.Extracted(extracted.manifest()));
            }
            case WorkResult.TableLoaded loaded -> {
                desk.put(desk.run(item.runId()).plus(loaded.rows(), loaded.bytes()));
                desk.reached(item.work().connection());
                ending.tableLoaded(desk.run(item.runId()), desk.table(tableOf(item)), item.work().connection(), loaded, desk.turn().now());
                tell(
                        desk,
                        tableOf(item),
                        new TableNews.LoadDone(item.work().connection(), loaded.rows(), loaded.bytes(), loaded.statements(), loaded.report()));
            }
            case WorkResult.TargetSwept swept -> sweeps.swept(desk.turn(), item, swept);
            case WorkResult.LoadCleanedUp _ -> {
                if (item.work() instanceof Work.CleanUpLoad cleanUp) {
                    leftOvers.foundNothing(cleanUp.load(), desk.turn().now());
                }
                tell(desk, tableOf(item), new TableNews.CleanedUp(item.work().connection()));
            }
            case WorkResult.WorkFailed failed -> failed(desk, item, failed.failure(), failed.cleanedUp());
            case WorkResult.WorkStopped stopped -> stopped(desk, item, stopped.cleanedUp());
        }
    }

    private void failed(Desk desk, WorkItem item, Failure failure, boolean cleanedUp) {
        switch (item.work()) {
            case Work.DiscoverTables _ -> tell(desk, item.runId(), new RunNews.DiscoveryFailed(failure), item);
            case Work.InspectTarget inspect -> tell(desk, tableOf(item), new TableNews.LoadFailed(inspect.target(), failure, true));
            case Work.ExtractTable _ -> tell(desk, tableOf(item), new TableNews.ExtractionFailed(failure));
            case Work.LoadTable load -> {
                cleanedUp(desk, item, cleanedUp);
                tell(desk, tableOf(item), new TableNews.LoadFailed(load.target(), failure, cleanedUp));
            }
            case Work.CleanUpLoad cleanUp -> tell(desk, tableOf(item), new TableNews.CleanUpFailed(cleanUp.target()));
            case Work.SweepTarget _ -> sweeps.failed(desk.turn(), item, failure);
        }
    }

    private void stopped(Desk desk, WorkItem item, boolean cleanedUp) {
        switch (item.work()) {
            case Work.DiscoverTables _ -> tell(desk, item.runId(), new RunNews.DiscoveryStopped(), item);
            case Work.InspectTarget inspect -> tell(desk, tableOf(item), new TableNews.LoadStopped(inspect.target(), true));
            case Work.ExtractTable _ -> tell(desk, tableOf(item), new TableNews.ExtractionStopped());
            case Work.LoadTable load -> {
                cleanedUp(desk, item, cleanedUp);
                tell(desk, tableOf(item), new TableNews.LoadStopped(load.target(), cleanedUp));
            }
            case Work.CleanUpLoad cleanUp -> tell(desk, tableOf(item), new TableNews.CleanUpFailed(cleanUp.target()));
            case Work.SweepTarget _ -> { } // nobody withdraws one
        }
    }

    private static void cleanedUp(Desk desk, WorkItem load, boolean cleanedUp) {
        if (cleanedUp && load.begun()) {
            desk.gone(load.id(), load.fence());
        }
    }

    private void discovered(Desk desk, WorkItem item, List<DiscoveredTable> found) {
        switch (item.work()) {
            case Work.DiscoverTables work -> {
                if (desk.run(item.runId()).state() instanceof RunState.Discovering) {
                    discovery.found(desk, work, found);
                }
            }
            case Work.ExtractTable _ -> found.forEach(table -> changed(desk, item, table));
            case Work.InspectTarget _, Work.LoadTable _, Work.CleanUpLoad _, Work.SweepTarget _ -> { } // they discover nothing
        }
    }

    // The reader has met another shape than discovery; the next attempt begins with it, if there can be one.
    private void changed(Desk desk, WorkItem item, DiscoveredTable found) {
        TableRun table = desk.table(tableOf(item));
        if (!found.table().equals(table.source())) {
            return;
        }
        Finding finding = Finding.of(table.plan(), found);
        if (finding.failure() != null) {
            tell(desk, table.id(), new TableNews.ExtractionFailed(finding.failure()));
            withdraw(desk, item);
        } else if (finding.shape() != null) {
            tables.saveShape(table.id(), finding.shape());
            desk.put(table.with(finding.shape()));
        }
    }

    private void discoveryFinished(Desk desk, WorkItem item) {
        if (desk.run(item.runId()).state() instanceof RunState.Discovering && item.work() instanceof Work.DiscoverTables work) {
            discovery.finished(desk, work);
        }
        TableRepository.Count count = tables.count(item.runId());
        tell(desk, item.runId(), new RunNews.DiscoveryFinished(count.tables(), count.failed(), count.skipped()), item);
    }

    void tell(Desk desk, UUID runId, RunNews news) {
        desk.fetchRuns(List.of(runId));
        tell(desk, runId, news, null);
    }

    private void tell(Desk desk, UUID runId, RunNews news, @Nullable WorkItem item) {
        Run run = desk.run(runId);
        Next<RunState, RunEffect> next = RunLife.next(run.state(), news, run.retry());
        desk.put(run.with(next.state()));
        for (RunEffect effect : next.effects()) {
            switch (effect) {
                case RunEffect.DiscoverAgain(Duration delay) -> {
                    notes.add(desk.turn(), runId, discoveredAgain(news, delay));
                    desk.put(Objects.requireNonNull(item).againAt(desk.turn().now().plus(delay)));
                }
                case RunEffect.WithdrawDiscoveries _ -> withdrawDiscoveries(desk, runId);
                case RunEffect.CancelTables _ -> cancelTables(desk, runId);
                case RunEffect.Finish _ -> ending.finish(desk, runId);
            }
        }
    }

    private static String discoveredAgain(RunNews news, Duration delay) {
        String why = news instanceof RunNews.DiscoveryFailed(Failure failure) ? " (%s: %s)".formatted(failure.code(), failure.message()) : "";
        return "The look at the source failed and is done again in %d s%s".formatted(delay.toSeconds(), why);
    }

    private void withdrawDiscoveries(Desk desk, UUID run) {
        desk.openWork(run).stream()
                .filter(item -> item.work() instanceof Work.DiscoverTables)
                .forEach(item -> withdraw(desk, item));
    }

    private void cancelTables(Desk desk, UUID run) {
        List<UUID> unsettled = tables.findUnsettled(run);
        desk.fetchTables(unsettled);
        unsettled.forEach(table -> tell(desk, table, new TableNews.CancelRequested()));
    }

    private void tell(Desk desk, UUID tableId, TableNews news) {
        TableRun before = desk.table(tableId);
        Run run = desk.run(before.runId());
        Next<TableRunState, TableEffect> next = TableLife.next(before.state(), news, run.retry(), Treatment.isInspected(before.plan()));
        if (next.state().equals(before.state()) && next.effects().isEmpty()) {
            return;
        }
        TableRun table = before.with(next.state()).started(desk.turn().now());
        desk.put(table);
        next.effects().forEach(effect -> apply(desk, run, table, effect));
    }

    private void apply(Desk desk, Run run, TableRun table, TableEffect effect) {
        Instant now = desk.turn().now();
        int attempt = table.state().attempt();
        switch (effect) {
            case TableEffect.QueueInspection(long target) ->
                desk.put(WorkItem.queued(TableWork.inspection(table, target), table.id(), run.priority(), now));
            case TableEffect.WithdrawInspection(long target) ->
                withdraw(desk, table, Ids.inspection(table.id(), target, attempt), new TableNews.LoadStopped(target, true));
            case TableEffect.QueueExtraction(int partition) ->
                desk.put(WorkItem.queued(TableWork.extraction(run, table, partition), table.id(), run.priority(), now));
            case TableEffect.WithdrawExtraction _ -> withdraw(desk, table, Ids.extraction(table.id(), attempt), new TableNews.ExtractionStopped());
            case TableEffect.QueueLoad(long target, Place place) ->
                desk.put(WorkItem.queued(TableWork.load(run, table, target, place), table.id(), run.priority(), now));
            case TableEffect.ReissueLoad(long target, Place place) -> reissue(desk, TableWork.load(run, table, target, place));
            case TableEffect.WithdrawLoad(long target) ->
                withdraw(desk, table, Ids.load(table.id(), target, attempt), new TableNews.LoadStopped(target, false));
            case TableEffect.QueueCleanUp(long target, int tries) -> queueCleanUp(desk, table, target, tries);
            case TableEffect.Retry(int failedAttempt, Map<Long, Failure> failures, Duration delay) -> {
                tables.insertFailedAttempt(desk.turn(), table.id(), failedAttempt, failures);
                desk.put(desk.table(table.id()).notBefore(now.plus(delay)));
            }
            case TableEffect.Settle(Outcome outcome) -> {
                desk.put(desk.table(table.id()).finished(now));
                ending.tableSettled(run, table, outcome, now);
                tell(desk, run.id(), new RunNews.TableSettled(outcome), null);
            }
        }
    }

    private void queueCleanUp(Desk desk, TableRun table, long target, int tries) {
        Work.CleanUpLoad work = TableWork.cleanUp(table, target);
        Instant from = desk.turn().now().plus(CLEAN_UP_BACKOFF.multipliedBy(tries - 1L));
        // The patience is for all tries together.
        desk.put(desk.item(work.id())
                .map(before -> before.againAt(from))
                .orElseGet(() -> WorkItem.queued(work, table.id(), desk.run(table.runId()).priority(), from).givingUpAfter(properties.cleanUpPatience())));
    }

    private void reissue(Desk desk, Work.LoadTable load) {
        WorkItem item = desk.item(load.id()).orElseThrow(() -> new IllegalStateException("There is no load " + load.id()));
        if (item.state() == WorkState.ASSIGNED) {
            workers.withdraw(item);
        }
        desk.put(item.reissued(load));
    }

    private void withdraw(Desk desk, TableRun table, UUID id, TableNews stopped) {
        WorkItem item = desk.item(id).orElse(null);
        if (item == null || !item.open()) {
            tell(desk, table.id(), stopped); // it has just ended otherwise
        } else {
            withdraw(desk, item);
        }
    }

    // What no worker has is dropped at once; what one has is told to it, and ends with its answer or with its lease.
    private void withdraw(Desk desk, WorkItem item) {
        WorkItem withdrawn = item.withdrawn();
        desk.put(withdrawn);
        if (withdrawn.open()) {
            workers.withdraw(item);
        } else {
            stopped(desk, item, !item.begun());
        }
    }

    private static UUID tableOf(WorkItem item) {
        return Objects.requireNonNull(item.tableRunId());
    }
}
