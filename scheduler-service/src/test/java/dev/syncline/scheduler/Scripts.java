package dev.syncline.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import org.jspecify.annotations.Nullable;

/// What workers answer when all goes well, and when not.
public final class Scripts {

    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("mysql"), List.of(new Column("id", new ColumnType.Int(64, false), false, null)), List.of("id"));
    private static final Map<UUID, AtomicLong> OFFSETS = new ConcurrentHashMap<>();

    private Scripts() {}

    /// Does everything as it should.
    public static void well(Work work, FakeWorker worker) {
        switch (work) {
            case Work.DiscoverTables discover -> discover(discover, worker);
            case Work.InspectTarget inspect ->
                worker.send(new WorkResult.TargetInspected(
                        inspect.runId(), inspect.id(), inspect.fence(), inspect.tableRunId(), new TargetState(false, List.of(), null, List.of()),
                        Instant.now()));
            case Work.ExtractTable extract -> {
                started(extract, worker);
                extracted(extract, worker);
            }
            case Work.LoadTable load -> loaded(load, worker);
            case Work.CleanUpLoad cleanUp ->
                worker.send(new WorkResult.LoadCleanedUp(
                        cleanUp.runId(), cleanUp.id(), cleanUp.fence(), cleanUp.tableRunId(), Instant.now()));
            case Work.SweepTarget sweep -> worker.send(swept(sweep, List.of()));
        }
    }

    public static void discover(Work.DiscoverTables work, FakeWorker worker) {
        discover(work, worker, null);
    }

    /// @param atOnce what the source's connection says of tables that are read at once
    public static void discover(Work.DiscoverTables work, FakeWorker worker, @Nullable Integer atOnce) {
        List<DiscoveredTable> found = work.tables().stream()
                .map(table -> table.table().startsWith("missing") ? missing(table) : new DiscoveredTable(table, SHAPE, 100, 1000, null))
                .toList();
        for (int from = 0; from < found.size(); from += 200) {
            List<DiscoveredTable> some = new ArrayList<>(found.subList(from, Math.min(found.size(), from + 200)));
            worker.send(new WorkResult.TablesDiscovered(work.runId(), work.id(), work.fence(), some, Instant.now()));
        }
        worker.send(new WorkResult.DiscoveryFinished(work.runId(), work.id(), work.fence(), found.size(), atOnce, Instant.now()));
    }

    private static DiscoveredTable missing(TableName table) {
        return new DiscoveredTable(table, null, -1, -1, new Failure(FailureCode.NOT_FOUND, "Table %s is not there".formatted(table)));
    }

    public static void started(Work.ExtractTable work, FakeWorker worker) {
        worker.send(started(work));
    }

    /// Each call is a start of its own, at another offset.
    public static WorkResult started(Work.ExtractTable work) {
        long offset = OFFSETS.computeIfAbsent(work.runId(), _ -> new AtomicLong()).getAndAdd(2);
        return new WorkResult.ExtractionStarted(
                work.runId(), work.id(), work.fence(), work.tableRunId(), work.partition(), offset, Instant.now());
    }

    public static void extracted(Work.ExtractTable work, FakeWorker worker) {
        worker.send(new WorkResult.TableExtracted(
                work.runId(), work.id(), work.fence(), work.tableRunId(), new Manifest(1, 100, 1000, 42), ReadReport.EMPTY, Instant.now()));
    }

    public static void loaded(Work.LoadTable work, FakeWorker worker) {
        worker.send(result(work));
        worker.send(new WorkResult.LoadCleanedUp(work.runId(), work.id(), work.fence(), work.tableRunId(), Instant.now()));
    }

    /// A look that finds the same of all loads.
    public static WorkResult swept(Work.SweepTarget work, List<WorkResult.Remnant> found) {
        Failure failure = found.isEmpty() ? null : new Failure(FailureCode.LOCKED, "Somebody reads it");
        List<WorkResult.Look> looks = work.loads().stream().map(load -> new WorkResult.Look(load.load(), found, failure)).toList();
        return new WorkResult.TargetSwept(work.runId(), work.id(), work.fence(), looks, null, Instant.now());
    }

    public static WorkResult result(Work.LoadTable work) {
        return new WorkResult.TableLoaded(
                work.runId(), work.id(), work.fence(), work.tableRunId(), 100, 1000, List.of("CREATE TABLE x"),
                new LoadReport(100, 0, 0, List.of()), Instant.now());
    }

    public static void failed(Work work, FakeWorker worker, FailureCode code, boolean cleanedUp) {
        worker.send(new WorkResult.WorkFailed(
                work.runId(), work.id(), work.fence(), tableRunOf(work), new Failure(code, "It did not work"), cleanedUp, Instant.now()));
    }

    public static @Nullable UUID tableRunOf(Work work) {
        return switch (work) {
            case Work.DiscoverTables _, Work.SweepTarget _ -> null;
            case Work.InspectTarget inspect -> inspect.tableRunId();
            case Work.ExtractTable extract -> extract.tableRunId();
            case Work.LoadTable load -> load.tableRunId();
            case Work.CleanUpLoad cleanUp -> cleanUp.tableRunId();
        };
    }
}
