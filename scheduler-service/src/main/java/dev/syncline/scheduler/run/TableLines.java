package dev.syncline.scheduler.run;

import java.time.Duration;
import java.util.Map;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkState;
import org.jspecify.annotations.Nullable;

/// The words in which a run's log tells what becomes of its tables.
final class TableLines {

    private TableLines() {}

    /// What a worker has said with its answer.
    static void reported(UnitOfWork unit, WorkItem item, WorkResult result) {
        // Steps have their instants beside the table: lines of them would be most of a log, and say no more.
        result.log().stream().filter(line -> line.step() == null).forEach(line -> said(unit, item, line));
    }

    /// What a worker says while it is at it.
    static void said(UnitOfWork unit, WorkItem item, LogLine line) {
        TableRun table = item.tableRunId() == null ? null : unit.table(item.tableRunId());
        unit.say(RunLines.Said.by(item.work(), table == null ? null : table.source(), table == null ? null : (Integer) table.state().attempt(), line));
    }

    /// A holder has fallen silent; whoever looks for the cause of a slow night reads it here.
    static void lost(UnitOfWork unit, WorkItem item) {
        if (item.state() == WorkState.ASSIGNED && !(item.work() instanceof Work.SweepTarget)) {
            changedHands(unit, item, Level.WARN, "fell silent");
        }
    }

    /// A worker that is about to stop has let go of what is still wanted.
    static WorkItem letGo(UnitOfWork unit, WorkItem item) {
        if (item.state() == WorkState.ASSIGNED && !(item.work() instanceof Work.SweepTarget)) {
            changedHands(unit, item, Level.INFO, "was stopped");
        }
        return item;
    }

    /// A worker does not know what is still wanted.
    static WorkItem refused(UnitOfWork unit, WorkItem item, String worker) {
        if (!(item.work() instanceof Work.SweepTarget)) {
            said(unit, item, new LogLine(unit.transaction().now(), Level.WARN, "Worker %s does not know this kind of work, which is given to another one; update the workers".formatted(worker)));
        }
        return item;
    }

    private static void changedHands(UnitOfWork unit, WorkItem item, Level level, String why) {
        said(unit, item, new LogLine(unit.transaction().now(), level, "Worker %s %s; its work is given to another one".formatted(item.worker(), why)));
    }

    /// Work has begun to wait for one of our own services, or has gone on. The run counts as changed, so that whoever looks at it sees it.
    ///
    /// @param waitsFor the service, and why; null where it has gone on
    static void waits(UnitOfWork unit, WorkItem item, @Nullable String waitsFor) {
        if (waitsFor != null) {
            said(unit, item, new LogLine(unit.transaction().now(), Level.WARN, "Waits for " + waitsFor));
        }
        unit.put(unit.run(item.runId()));
    }

    static void cancelAsked(UnitOfWork unit, TableRun table, String by) {
        decided(unit, table, null, table.state().attempt(), Level.INFO, "It was asked to be cancelled, by " + by);
    }

    static void retryAsked(UnitOfWork unit, TableRun table, String by) {
        decided(unit, table, null, table.state().attempt(), Level.INFO, "It was asked to be tried again, by " + by);
    }

    /// @param attempt the one that it began with
    static void began(UnitOfWork unit, TableRun table, int attempt) {
        decided(unit, table, null, attempt, Level.INFO, "Table %s began, into %s".formatted(table.source(), table.target()));
    }

    /// @param load what a target's load has come to
    static void settled(UnitOfWork unit, TableRun table, long target, LoadState load) {
        int attempt = table.state().attempt();
        if (load instanceof LoadState.Loaded loaded) {
            decided(unit, table, target, attempt, Level.INFO, "Table %s is loaded into %s: %d rows (%d inserted, %d updated, %d duplicates)".formatted(
                    table.source(), table.target(), loaded.rows(), loaded.report().inserted(), loaded.report().updated(), loaded.report().duplicates()));
        } else if (load instanceof LoadState.Failed(Failure failure)) {
            decided(unit, table, target, attempt, Level.ERROR, "Table %s failed: %s (%s)".formatted(table.source(), failure.message(), failure.code()));
        }
    }

    /// @param failures by target
    static void retried(UnitOfWork unit, TableRun table, int failedAttempt, Map<Long, Failure> failures, Duration delay) {
        failures.forEach((target, failure) -> decided(
                unit, table, target, failedAttempt, Level.WARN,
                "Attempt %d at table %s failed and is followed by another one in %d s: %s (%s)"
                        .formatted(failedAttempt, table.source(), delay.toSeconds(), failure.message(), failure.code())));
    }

    static void cancelled(UnitOfWork unit, TableRun table) {
        decided(unit, table, null, table.state().attempt(), Level.WARN, "Table %s was cancelled".formatted(table.source()));
    }

    private static void decided(UnitOfWork unit, TableRun table, @Nullable Long target, int attempt, Level level, String text) {
        unit.say(RunLines.Said.decided(table, target, attempt, unit.transaction().now(), level, text));
    }
}
