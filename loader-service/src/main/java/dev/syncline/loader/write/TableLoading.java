package dev.syncline.loader.write;

import java.time.Clock;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.Work.CleanUpLoad;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.Work.SweepTarget;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.dialect.load.LostFence;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.loader.intake.RowsReaders;
import dev.syncline.loader.session.TargetSessions;
import dev.syncline.loader.session.Targets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Loads tables, and answers for what is left of loads that end in another way.
@Component
public final class TableLoading {

    private static final Logger log = LoggerFactory.getLogger(TableLoading.class);

    private final TargetSessions sessions;
    private final RowsReaders readers;
    private final LargeRowGate largeRowGate;
    private final LoadProperties properties;
    private final Targets targets;
    private final LoadMetrics metrics;
    private final Clock clock;

    TableLoading(
            TargetSessions sessions,
            RowsReaders readers,
            LargeRowGate largeRowGate,
            LoadProperties properties,
            Targets targets,
            LoadMetrics metrics,
            Clock clock) {
        this.sessions = sessions;
        this.readers = readers;
        this.largeRowGate = largeRowGate;
        this.properties = properties;
        this.targets = targets;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Replaces the target table's content with what one extraction has read.
    public WorkResult load(LoadTable work, Assignment assignment) throws InterruptedException {
        long began = System.nanoTime();
        LoadExecution load = null;
        try {
            ConnectionSettings target = sessions.await(work.target(), assignment);
            load = new LoadExecution(work, assignment, target, targets, sessions, readers, largeRowGate, properties, metrics);
            Manifest loaded = load.run();
            LoadExecution done = load;
            assignment.afterwards(() -> forget(work, done, assignment));
            LoadReport report = load.report();
            report(work, loaded, report, System.nanoTime() - began);
            return new WorkResult.TableLoaded(
                    work.runId(),
                    work.id(),
                    work.fence(),
                    work.tableRunId(),
                    loaded.rows(),
                    loaded.bytes(),
                    load.statements(),
                    report,
                    clock.instant());
        } catch (LostFence e) {
            log.info("run={} work={} fence={} is not ours any more: {}", work.runId(), work.id(), work.fence(), e.getMessage());
            return stopped(work, false);
        } catch (Assignment.Stopped e) {
            return stopped(work, load, e.reason());
        } catch (SyncException e) {
            Assignment.Stop reason = assignment.stopReason();
            return reason == null ? failed(work, work.tableRunId(), e, load == null ? work.fence() <= 1 : load.forget()) : stopped(work, load, reason);
        }
    }

    /// After the result, which is found again in the target as long as it is not acknowledged. Whoever waits for this word and does not get it looks himself.
    private void forget(LoadTable work, LoadExecution done, Assignment assignment) {
        if (done.forget()) {
            assignment.publish(new WorkResult.LoadCleanedUp(work.runId(), work.id(), work.fence(), work.tableRunId(), clock.instant()));
        }
    }

    /// Looks for what loads that are over have left, and removes it.
    public WorkResult sweep(SweepTarget work) {
        try {
            ConnectionSettings target = sessions.find(work.target(), work.runId());
            return new Sweep(target, sessions, properties.lockWait()).done(work, clock);
        } catch (SyncException e) {
            return failed(work, null, e, false);
        }
    }

    /// Removes what a load has left.
    public WorkResult cleanUp(CleanUpLoad work) {
        try {
            ConnectionSettings target = sessions.find(work.target(), work.runId());
            LoadRemnants.of(work.load(), work.table(), target, sessions, properties.lockWait()).remove();
            log.info("run={} work={} load={} table={} cleaned up", work.runId(), work.id(), work.load(), work.table());
            return new WorkResult.LoadCleanedUp(work.runId(), work.id(), work.fence(), work.tableRunId(), clock.instant());
        } catch (SyncException e) {
            return failed(work, work.tableRunId(), e, false);
        }
    }

    /// Work that nobody wants is removed; work that somebody else has is left to him, and so is a ledger that may say that rows are there which would be
    /// appended twice: the load may be given again.
    private WorkResult stopped(LoadTable work, @Nullable LoadExecution load, Assignment.Stop reason) {
        log.info("run={} work={} fence={} stopped: {}", work.runId(), work.id(), work.fence(), reason);
        return switch (reason) {
            case WITHDRAWN -> stopped(work, load == null ? work.fence() <= 1 : !LoadExecution.appends(work) && load.forget());
            case HANDED_ON -> stopped(work, false);
        };
    }

    private WorkResult stopped(LoadTable work, boolean cleanedUp) {
        return new WorkResult.WorkStopped(work.runId(), work.id(), work.fence(), work.tableRunId(), cleanedUp, clock.instant());
    }

    private WorkResult failed(Work work, @Nullable UUID tableRunId, SyncException e, boolean cleanedUp) {
        Failure failure = e.failure();
        log.warn(
                "run={} work={} fence={} cleanedUp={} failed: {} {}",
                work.runId(),
                work.id(),
                work.fence(),
                cleanedUp,
                failure.code(),
                failure.message(),
                e.getCause());
        return new WorkResult.WorkFailed(work.runId(), work.id(), work.fence(), tableRunId, failure, cleanedUp, clock.instant());
    }

    private void report(LoadTable work, Manifest loaded, LoadReport report, long nanos) {
        metrics.loaded(report, nanos);
        log.info(
                "run={} work={} fence={} target={} table={} rows={} chunks={} bytes={} ms={}",
                work.runId(),
                work.id(),
                work.fence(),
                work.target(),
                work.table(),
                loaded.rows(),
                loaded.chunks(),
                loaded.bytes(),
                nanos / 1_000_000);
    }
}
