package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.scheduler.record.AttemptTimes;
import dev.syncline.scheduler.run.state.TableRunState;
import org.jspecify.annotations.Nullable;

/// One table of a run.
///
/// @param plan how it is treated, and its names where it is read and where it is written
/// @param shape null where it could not be found out
/// @param found what targets were last seen to hold, by the target connection's id
/// @param report what there is to tell of its last complete reading
/// @param times when the steps of its attempts were done, the present one last
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
        List<AttemptTimes> times,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    TableRun {
        found = Map.copyOf(found);
        times = List.copyOf(times);
    }

    TableName source() {
        return plan.source();
    }

    TableName target() {
        return plan.target();
    }

    TableRun with(TableRunState next) {
        return new TableRun(id, runId, plan, shape, found, report, notBefore, next, times, startedAt, finishedAt);
    }

    TableRun with(TableShape next) {
        return new TableRun(id, runId, plan, next, found, report, notBefore, state, times, startedAt, finishedAt);
    }

    TableRun times(List<AttemptTimes> known) {
        return new TableRun(id, runId, plan, shape, found, report, notBefore, state, known, startedAt, finishedAt);
    }

    TableRun found(long target, TargetState held) {
        Map<Long, TargetState> all = new HashMap<>(found);
        all.put(target, held);
        return new TableRun(id, runId, plan, shape, all, report, notBefore, state, times, startedAt, finishedAt);
    }

    TableRun read(ReadReport read) {
        return new TableRun(id, runId, plan, shape, found, read, notBefore, state, times, startedAt, finishedAt);
    }

    TableRun notBefore(Instant time) {
        return new TableRun(id, runId, plan, shape, found, report, time, state, times, startedAt, finishedAt);
    }

    TableRun started(Instant time) {
        return startedAt == null ? new TableRun(id, runId, plan, shape, found, report, notBefore, state, times, time, finishedAt) : this;
    }

    TableRun reopened() {
        return new TableRun(id, runId, plan, shape, found, report, notBefore, state, times, startedAt, null);
    }

    TableRun finished(Instant time) {
        return new TableRun(id, runId, plan, shape, found, report, notBefore, state, times, startedAt, time);
    }
}
