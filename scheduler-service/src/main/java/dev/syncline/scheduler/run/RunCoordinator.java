package dev.syncline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.Work;
import dev.syncline.kit.observe.Traces;
import dev.syncline.scheduler.leftover.LeftOvers;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.run.state.Outcome;
import dev.syncline.scheduler.run.state.RunEffect;
import dev.syncline.scheduler.run.state.RunInput;
import dev.syncline.scheduler.run.state.RunState;
import dev.syncline.scheduler.run.state.RunStateMachine;
import dev.syncline.scheduler.run.state.TableEffect;
import dev.syncline.scheduler.run.state.TableRunInput;
import dev.syncline.scheduler.run.state.TableRunState;
import dev.syncline.scheduler.run.state.TableRunStateMachine;
import dev.syncline.scheduler.run.state.Transition;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkRepository;
import dev.syncline.scheduler.work.WorkState;
import dev.syncline.scheduler.work.Workers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Leads runs from event to event: finds the state, asks [RunStateMachine] and [TableRunStateMachine] what follows, and does it. Everything here happens in a transaction.
@Component
class RunCoordinator {

    private static final Duration CLEAN_UP_BACKOFF = Duration.ofSeconds(2);

    private final RunRepository runs;
    private final TableRepository tables;
    private final WorkRepository works;
    private final Workers workers;
    private final RunEnding ending;
    private final RunNotes notes;
    private final LeftOvers leftOvers;
    private final RunProperties properties;
    private final Containment containment;
    private final TableStates states;
    private final RunLines lines;
    private final Traces traces;

    RunCoordinator(
            RunRepository runs,
            TableRepository tables,
            WorkRepository works,
            Workers workers,
            RunEnding ending,
            RunNotes notes,
            LeftOvers leftOvers,
            RunProperties properties,
            Containment containment,
            TableStates states,
            RunLines lines,
            Traces traces) {
        this.traces = traces;
        this.lines = lines;
        this.states = states;
        this.runs = runs;
        this.tables = tables;
        this.works = works;
        this.workers = workers;
        this.ending = ending;
        this.notes = notes;
        this.leftOvers = leftOvers;
        this.properties = properties;
        this.containment = containment;
    }

    UnitOfWork unit(SchedulerTransaction transaction, boolean careful) {
        return new UnitOfWork(transaction, careful, runs, tables, works, leftOvers, states, lines, traces);
    }

    /// Lets tables go on whose turn has come: to the look at their targets, or with a free partition to their reading.
    void feed(UnitOfWork unit) {
        Instant now = unit.transaction().now();
        tables.roomForInspections(now).forEach((run, room) -> containment.of(unit, run, () -> {
            List<UUID> due = tables.findUninspected(run, now, room);
            unit.fetchTables(due);
            due.forEach(table -> tell(unit, table, new TableRunInput.InspectionDue()));
        }));
        Map<Long, Integer> given = new HashMap<>();
        tables.freePartitions(now).forEach(found -> containment.of(unit, found.run(), () -> {
            int partitions = found.partitions().size();
            int most = found.room() == null ? partitions : Math.clamp(found.room() - given.getOrDefault(found.source(), 0), 0, partitions);
            List<UUID> waiting = tables.findWaiting(found.run(), now, most);
            given.merge(found.source(), waiting.size(), Integer::sum);
            unit.fetchTables(waiting);
            var partition = found.partitions().iterator();
            waiting.forEach(table -> tell(unit, table, new TableRunInput.PartitionGiven(partition.next())));
        }));
    }

    /// @param by whoever asked for it
    void cancel(UnitOfWork unit, UUID run, String by) {
        notes.add(unit.transaction(), run, "It was asked to be cancelled, by " + by);
        runs.cancelledBy(run, by);
        tell(unit, run, new RunInput.CancelRequested());
    }

    /// Ends one table of a run that goes on.
    ///
    /// @param by whoever asked for it
    void cancelTable(UnitOfWork unit, UUID tableId, String by) {
        TableLines.cancelAsked(unit, unit.table(tableId), by);
        tell(unit, tableId, new TableRunInput.CancelRequested());
    }

    /// Tries one table of a run that goes on again.
    ///
    /// @param by whoever asked for it
    void retryTable(UnitOfWork unit, UUID tableId, String by) {
        TableLines.retryAsked(unit, unit.table(tableId), by);
        tell(unit, tableId, new TableRunInput.RetryRequested());
    }

    /// Nobody does it any more.
    void stopped(UnitOfWork unit, WorkItem item, boolean cleanedUp) {
        switch (item.work()) {
            case Work.DiscoverTables _ -> tell(unit, item.runId(), new RunInput.DiscoveryStopped(), item);
            case Work.InspectTarget inspect -> tell(unit, tableOf(item), new TableRunInput.LoadStopped(inspect.target(), true));
            case Work.ExtractTable _ -> tell(unit, tableOf(item), new TableRunInput.ExtractionStopped());
            case Work.LoadTable load -> {
                cleanedUp(unit, item, cleanedUp);
                tell(unit, tableOf(item), new TableRunInput.LoadStopped(load.target(), cleanedUp));
            }
            case Work.CleanUpLoad cleanUp -> tell(unit, tableOf(item), new TableRunInput.CleanUpFailed(cleanUp.target()));
            case Work.SweepTarget _ -> { } // nobody withdraws one
        }
    }

    static void cleanedUp(UnitOfWork unit, WorkItem load, boolean cleanedUp) {
        if (cleanedUp && load.begun()) {
            unit.gone(load.id(), load.fence());
        }
    }

    void tell(UnitOfWork unit, UUID runId, RunInput input) {
        unit.fetchRuns(List.of(runId));
        tell(unit, runId, input, null);
    }

    /// @param item the work that brought it, where it may be done again
    void tell(UnitOfWork unit, UUID runId, RunInput input, @Nullable WorkItem item) {
        Run run = unit.run(runId);
        Transition<RunState, RunEffect> next = RunStateMachine.next(run.state(), input, run.retry());
        unit.put(run.with(next.state()));
        for (RunEffect effect : next.effects()) {
            switch (effect) {
                case RunEffect.DiscoverAgain(Duration delay) -> {
                    notes.add(unit.transaction(), runId, discoveredAgain(input, delay));
                    unit.put(Objects.requireNonNull(item).againAt(unit.transaction().now().plus(delay)));
                }
                case RunEffect.WithdrawDiscoveries _ -> withdrawDiscoveries(unit, runId);
                case RunEffect.CancelTables _ -> cancelTables(unit, runId);
                case RunEffect.Finish _ -> ending.finish(unit, runId);
            }
        }
    }

    private static String discoveredAgain(RunInput input, Duration delay) {
        String why = input instanceof RunInput.DiscoveryFailed(Failure failure) ? " (%s: %s)".formatted(failure.code(), failure.message()) : "";
        return "The look at the source failed and is done again in %d s%s".formatted(delay.toSeconds(), why);
    }

    private void withdrawDiscoveries(UnitOfWork unit, UUID run) {
        unit.openWork(run).stream()
                .filter(item -> item.work() instanceof Work.DiscoverTables)
                .forEach(item -> withdraw(unit, item));
    }

    private void cancelTables(UnitOfWork unit, UUID run) {
        List<UUID> unsettled = tables.findUnsettled(run);
        unit.fetchTables(unsettled);
        unsettled.forEach(table -> tell(unit, table, new TableRunInput.CancelRequested()));
    }

    void tell(UnitOfWork unit, UUID tableId, TableRunInput input) {
        TableRun before = unit.table(tableId);
        Run run = unit.run(before.runId());
        Transition<TableRunState, TableEffect> next = TableRunStateMachine.next(before.state(), input, run.retry(), TableRules.isInspected(before.plan()));
        if (next.state().equals(before.state()) && next.effects().isEmpty()) {
            return;
        }
        Instant now = unit.transaction().now();
        TableRun table = before.with(next.state()).started(now).times(Times.after(before.times(), before.state(), next.state(), now));
        unit.put(table);
        if (before.startedAt() == null) {
            TableLines.began(unit, table, before.state().attempt());
        }
        settled(before.state(), next.state()).forEach((target, load) -> {
            unit.settled(new TableStates.Settled(run, table, target, load));
            TableLines.settled(unit, table, target, load);
        });
        next.effects().forEach(effect -> apply(unit, run, table, effect));
    }

    // A failure counts once nothing is tried again.
    private static Map<Long, LoadState> settled(TableRunState before, TableRunState next) {
        Map<Long, LoadState> settled = new LinkedHashMap<>();
        next.loads().forEach((target, load) -> {
            boolean news = load instanceof LoadState.Loaded && !(before.loads().get(target) instanceof LoadState.Loaded);
            if (news || (load instanceof LoadState.Failed && next instanceof TableRunState.Settled && !(before instanceof TableRunState.Settled))) {
                settled.put(target, load);
            }
        });
        return settled;
    }

    private void apply(UnitOfWork unit, Run run, TableRun table, TableEffect effect) {
        Instant now = unit.transaction().now();
        int attempt = table.state().attempt();
        switch (effect) {
            case TableEffect.QueueInspection(long target) ->
                unit.put(WorkItem.queued(TableWork.inspection(table, target), table.id(), run.priority(), now));
            case TableEffect.WithdrawInspection(long target) ->
                withdraw(unit, table, WorkIds.inspection(table.id(), target, attempt), new TableRunInput.LoadStopped(target, true));
            case TableEffect.QueueExtraction(int partition) ->
                unit.put(WorkItem.queued(TableWork.extraction(run, table, partition), table.id(), run.priority(), now));
            case TableEffect.WithdrawExtraction _ -> withdraw(unit, table, WorkIds.extraction(table.id(), attempt), new TableRunInput.ExtractionStopped());
            case TableEffect.QueueLoad(long target, Place place) ->
                unit.put(WorkItem.queued(TableWork.load(run, table, target, place), table.id(), run.priority(), now));
            case TableEffect.ReissueLoad(long target, Place place) -> reissue(unit, TableWork.load(run, table, target, place));
            case TableEffect.WithdrawLoad(long target) ->
                withdraw(unit, table, WorkIds.load(table.id(), target, attempt), new TableRunInput.LoadStopped(target, false));
            case TableEffect.QueueCleanUp(long target, int tries) -> queueCleanUp(unit, table, target, tries);
            case TableEffect.Retry(int failedAttempt, Map<Long, Failure> failures, Duration delay) -> {
                tables.insertFailedAttempt(unit.transaction(), table.id(), failedAttempt, failures);
                TableLines.retried(unit, table, failedAttempt, failures, delay);
                unit.put(unit.table(table.id()).notBefore(now.plus(delay)));
            }
            case TableEffect.Reopen(Outcome outcome) -> {
                unit.put(unit.table(table.id()).reopened());
                tell(unit, run.id(), new RunInput.TableReopened(outcome), null);
            }
            case TableEffect.Hasten _ -> unit.put(unit.table(table.id()).notBefore(now));
            case TableEffect.Settle(Outcome outcome) -> {
                unit.put(unit.table(table.id()).finished(now));
                if (outcome == Outcome.CANCELLED) {
                    TableLines.cancelled(unit, table);
                }
                ending.tableSettled(run, table, outcome, now);
                tell(unit, run.id(), new RunInput.TableSettled(outcome), null);
            }
        }
    }

    private void queueCleanUp(UnitOfWork unit, TableRun table, long target, int tries) {
        Work.CleanUpLoad work = TableWork.cleanUp(table, target);
        Instant from = unit.transaction().now().plus(CLEAN_UP_BACKOFF.multipliedBy(tries - 1L));
        // The patience is for all tries together.
        unit.put(unit.item(work.id())
                .map(before -> before.againAt(from))
                .orElseGet(() -> WorkItem.queued(work, table.id(), unit.run(table.runId()).priority(), from).givingUpAfter(properties.cleanUpPatience())));
    }

    private void reissue(UnitOfWork unit, Work.LoadTable load) {
        WorkItem item = unit.item(load.id()).orElseThrow(() -> new IllegalStateException("There is no load " + load.id()));
        if (item.state() == WorkState.ASSIGNED) {
            workers.withdraw(item);
        }
        unit.put(item.reissued(load));
    }

    private void withdraw(UnitOfWork unit, TableRun table, UUID id, TableRunInput stopped) {
        WorkItem item = unit.item(id).orElse(null);
        if (item == null || !item.open()) {
            tell(unit, table.id(), stopped); // it has just ended otherwise
        } else {
            withdraw(unit, item);
        }
    }

    /// What no worker has is dropped at once; what one has is told to it, and ends with its answer or with its lease.
    void withdraw(UnitOfWork unit, WorkItem item) {
        WorkItem withdrawn = item.withdrawn();
        unit.put(withdrawn);
        if (withdrawn.open()) {
            workers.withdraw(item);
        } else {
            stopped(unit, item, !item.begun());
        }
    }

    static UUID tableOf(WorkItem item) {
        return Objects.requireNonNull(item.tableRunId());
    }
}
