package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.work.Work;
import dev.syncline.kit.observe.Traces;
import dev.syncline.scheduler.leftover.LeftOver;
import dev.syncline.scheduler.leftover.LeftOvers;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkRepository;

/// The runs, tables and pieces of work that one transaction decides on: read together, written back together.
final class UnitOfWork {

    private final SchedulerTransaction transaction;
    private final boolean careful;
    private final RunRepository runRows;
    private final TableRepository tableRows;
    private final WorkRepository workRows;
    private final Map<UUID, Run> runs = new LinkedHashMap<>();
    private final Map<UUID, TableRun> tables = new LinkedHashMap<>();
    private final Map<UUID, TablePlans> plans = new HashMap<>();
    private final Map<UUID, WorkItem> items = new LinkedHashMap<>();
    private final LeftOvers leftOvers;
    private final TableStates tableStates;
    private final List<TableStates.Settled> settled = new ArrayList<>();
    private final RunLines runLines;
    private final List<RunLines.Said> said = new ArrayList<>();
    private final Map<UUID, LeftOver> owed = new LinkedHashMap<>();
    private final Map<UUID, Long> gone = new HashMap<>();
    private final Set<Long> reached = new HashSet<>();
    private final Set<UUID> changedRuns = new LinkedHashSet<>();
    private final Set<UUID> changedTables = new LinkedHashSet<>();
    private final Set<UUID> changedItems = new LinkedHashSet<>();
    private final TurnTrace trace;

    /// @param careful whether what is done for each run is stored by itself; see [Containment]
    UnitOfWork(SchedulerTransaction transaction, boolean careful, RunRepository runRows, TableRepository tableRows, WorkRepository workRows, LeftOvers leftOvers, TableStates tableStates, RunLines runLines, Traces traces) {
        this.trace = new TurnTrace(traces, transaction);
        this.runLines = runLines;
        this.tableStates = tableStates;
        this.transaction = transaction;
        this.careful = careful;
        this.runRows = runRows;
        this.tableRows = tableRows;
        this.workRows = workRows;
        this.leftOvers = leftOvers;
    }

    SchedulerTransaction transaction() {
        return transaction;
    }

    TurnTrace trace() {
        return trace;
    }

    boolean isCareful() {
        return careful;
    }

    /// Fetches pieces of work, with the tables and runs they belong to.
    void fetchWork(Collection<UUID> ids) {
        fetched(workRows.find(ids));
    }

    void fetched(Collection<WorkItem> found) {
        found.forEach(item -> items.putIfAbsent(item.id(), item));
        Set<UUID> named = new HashSet<>();
        found.forEach(item -> {
            if (item.tableRunId() != null) {
                named.add(item.tableRunId());
            }
        });
        fetchTables(named);
        fetchRuns(found.stream().map(WorkItem::runId).toList());
    }

    /// Fetches tables, with all their work and their runs.
    void fetchTables(Collection<UUID> ids) {
        List<UUID> missing = ids.stream().filter(id -> !tables.containsKey(id)).distinct().toList();
        if (missing.isEmpty()) {
            return;
        }
        tableRows.find(missing).forEach(table -> tables.put(table.id(), table));
        workRows.findOfTables(missing).forEach(item -> items.putIfAbsent(item.id(), item));
        fetchRuns(missing.stream().filter(tables::containsKey).map(id -> Objects.requireNonNull(tables.get(id)).runId()).toList());
    }

    void fetchRuns(Collection<UUID> ids) {
        List<UUID> missing = ids.stream().filter(id -> !runs.containsKey(id)).distinct().toList();
        if (!missing.isEmpty()) {
            runRows.find(missing).forEach(run -> runs.put(run.id(), run));
        }
    }

    /// The run's work that has not ended.
    List<WorkItem> openWork(UUID run) {
        fetched(workRows.findOpenOfRun(run));
        return items.values().stream().filter(item -> item.runId().equals(run) && item.open()).toList();
    }

    Optional<WorkItem> item(UUID id) {
        return Optional.ofNullable(items.get(id));
    }

    TableRun table(UUID id) {
        return present(tables.get(id), "table", id);
    }

    Run run(UUID id) {
        return present(runs.get(id), "run", id);
    }

    /// What the run's revision says of its tables; read once in a transaction.
    TablePlans plans(UUID run) {
        return plans.computeIfAbsent(run, runRows::plans);
    }

    boolean hasTable(UUID id) {
        return tables.containsKey(id);
    }

    void put(WorkItem item) {
        WorkItem before = items.put(item.id(), item);
        changedItems.add(item.id());
        trace.touched(item.runId());
        if (!item.open() && before != null && before.open()) {
            trace.ended(before);
        }
        if (item.work() instanceof Work.LoadTable load && item.begun() && !item.open() && (before == null || before.open())) {
            owe(item, load);
        }
    }

    // However it has ended: something of it may be in the target.
    private void owe(WorkItem item, Work.LoadTable load) {
        String name = run(item.runId()).targets().stream().filter(it -> it.id() == load.target()).map(ConnectionRef::name).findFirst().orElse("");
        owed.put(item.id(), new LeftOver(item.id(), item.losses() == 0 ? (Long) item.fence() : null, item.runId(), load.tableRunId(), load.target(), name, load.table(), transaction.now()));
    }

    /// The holder of a load says that nothing of it is left in its target.
    void gone(UUID load, long fence) {
        LeftOver known = owed.get(load);
        if (known != null && Objects.equals(known.fence(), fence)) {
            owed.remove(load);
        } else {
            gone.put(load, fence);
        }
    }

    /// A load into a target has just been done.
    void reached(long target) {
        reached.add(target);
    }

    /// Something for the log of a run.
    void say(RunLines.Said line) {
        said.add(line);
    }

    /// A target's share of a table is over, well or not.
    void settled(TableStates.Settled load) {
        settled.add(load);
    }

    void put(TableRun table) {
        tables.put(table.id(), table);
        changedTables.add(table.id());
        trace.touched(table.runId());
    }

    void put(Run run) {
        runs.put(run.id(), run);
        changedRuns.add(run.id());
        trace.touched(run.id());
    }

    /// Forgets what has been put down of a run, as it is not to be stored.
    void forget(UUID run) {
        items.values().removeIf(item -> item.runId().equals(run));
        changedItems.retainAll(items.keySet());
        tables.values().removeIf(table -> table.runId().equals(run));
        changedTables.retainAll(tables.keySet());
        owed.values().removeIf(load -> load.runId().equals(run));
        said.removeIf(line -> line.run().equals(run));
        settled.removeIf(load -> load.run().id().equals(run));
        plans.remove(run);
        trace.forget(run);
        runs.remove(run);
        changedRuns.remove(run);
    }

    /// Writes what has changed.
    void save() {
        if (!changedTables.isEmpty()) {
            tableRows.save(transaction, changedTables.stream().map(tables::get).toList());
            changedTables.clear();
        }
        if (!changedItems.isEmpty()) {
            workRows.save(changedItems.stream().map(items::get).toList());
            changedItems.clear();
        }
        if (!settled.isEmpty()) {
            tableStates.save(transaction, settled);
            settled.clear();
        }
        if (!said.isEmpty()) {
            runLines.add(said);
            said.clear();
        }
        saveLeftOvers();
        if (!changedRuns.isEmpty()) {
            runRows.save(transaction, changedRuns.stream().map(runs::get).toList());
            changedRuns.clear();
        }
    }

    private void saveLeftOvers() {
        if (!owed.isEmpty()) {
            leftOvers.owe(owed.values());
            owed.clear();
        }
        if (!gone.isEmpty()) {
            leftOvers.gone(gone);
            gone.clear();
        }
        if (!reached.isEmpty()) {
            leftOvers.reached(reached, transaction.now());
            reached.clear();
        }
    }

    private static <T> T present(@org.jspecify.annotations.Nullable T found, String kind, UUID id) {
        if (found == null) {
            throw new IllegalStateException("There is no %s %s".formatted(kind, id));
        }
        return found;
    }
}
