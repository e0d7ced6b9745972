package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import org.jspecify.annotations.Nullable;

/// One table of a run.
///
/// @param source its name where it is read
/// @param target its name where it is written
/// @param shape null where it could not be found out
/// @param notBefore when its next attempt may begin
record TableRun(
        UUID id,
        UUID runId,
        TableName source,
        TableName target,
        @Nullable TableShape shape,
        Instant notBefore,
        TableRunState state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    TableRun with(TableRunState next) {
        return new TableRun(id, runId, source, target, shape, notBefore, next, startedAt, finishedAt);
    }

    TableRun notBefore(Instant time) {
        return new TableRun(id, runId, source, target, shape, time, state, startedAt, finishedAt);
    }

    TableRun started(Instant time) {
        return startedAt == null ? new TableRun(id, runId, source, target, shape, notBefore, state, time, finishedAt) : this;
    }

    TableRun finished(Instant time) {
        return new TableRun(id, runId, source, target, shape, notBefore, state, startedAt, time);
    }
}
