package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.TargetState;
import org.jspecify.annotations.Nullable;

/// One table of a run.
///
/// @param plan how it is treated, and its names where it is read and where it is written
/// @param shape null where it could not be found out
/// @param found what targets were last seen to hold, by the target connection's id
/// @param report what there is to tell of its last complete reading
/// @param notBefore when its next attempt may begin
record TableRun(
        UUID id,
        UUID runId,
        TablePlan plan,
        @Nullable TableShape shape,
        Map<Long, TargetState> found,
        @Nullable ReadReport report,
        Instant notBefore,
        TableRunState state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    TableRun {
        found = Map.copyOf(found);
    }

    TableName source() {
        return plan.source();
    }

    TableName target() {
        return plan.target();
    }

    TableRun with(TableRunState next) {
        return new TableRun(id, runId, plan, shape, found, report, notBefore, next, startedAt, finishedAt);
    }

    TableRun with(TableShape next) {
        return new TableRun(id, runId, plan, next, found, report, notBefore, state, startedAt, finishedAt);
    }

    TableRun found(long target, TargetState held) {
        Map<Long, TargetState> all = new HashMap<>(found);
        all.put(target, held);
        return new TableRun(id, runId, plan, shape, all, report, notBefore, state, startedAt, finishedAt);
    }

    TableRun read(ReadReport read) {
        return new TableRun(id, runId, plan, shape, found, read, notBefore, state, startedAt, finishedAt);
    }

    TableRun notBefore(Instant time) {
        return new TableRun(id, runId, plan, shape, found, report, time, state, startedAt, finishedAt);
    }

    TableRun started(Instant time) {
        return startedAt == null ? new TableRun(id, runId, plan, shape, found, report, notBefore, state, time, finishedAt) : this;
    }

    TableRun finished(Instant time) {
        return new TableRun(id, runId, plan, shape, found, report, notBefore, state, startedAt, time);
    }
}
