package dev.syncline.loader.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.Work.InspectTarget;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.Interruption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Looks at what targets hold before an incremental extraction. Changes nothing, yet only where the connection may be written.
@Component
public final class TargetInspection {

    private static final Logger log = LoggerFactory.getLogger(TargetInspection.class);

    private final TargetSessions sessions;
    private final Clock clock;

    TargetInspection(TargetSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    public WorkResult inspect(InspectTarget work, Assignment assignment) {
        try {
            TargetState state = read(work, assignment);
            log.info(
                    "run={} work={} target={} table={} exists={} changes={} maximum={}",
                    work.runId(),
                    work.id(),
                    work.target(),
                    work.table(),
                    state.exists(),
                    state.changes().size(),
                    state.maximum() == null ? "none" : "found");
            return new WorkResult.TargetInspected(work.runId(), work.id(), work.fence(), work.tableRunId(), state, clock.instant());
        } catch (Assignment.Stopped _) {
            return stopped(work);
        } catch (SyncException e) {
            if (assignment.stopReason() != null) {
                return stopped(work);
            }
            log.warn("run={} work={} table={} failed: {} {}", work.runId(), work.id(), work.table(), e.code(), e.getMessage(), e.getCause());
            return new WorkResult.WorkFailed(work.runId(), work.id(), work.fence(), work.tableRunId(), e.failure(), true, clock.instant());
        }
    }

    private WorkResult stopped(InspectTarget work) {
        return new WorkResult.WorkStopped(work.runId(), work.id(), work.fence(), work.tableRunId(), true, clock.instant());
    }

    private TargetState read(InspectTarget work, Assignment assignment) {
        ConnectionSettings target = sessions.await(work.target(), assignment);
        Dialect dialect = Dialects.of(target.kind());
        try (Connection session = sessions.borrow(target); Interruption _ = new Interruption(() -> dialect.interrupt(session), assignment)) {
            return dialect.target().inspect(session, work.table(), work.shape(), work.incrementalKey());
        } catch (SQLException e) {
            throw dialect.failure("inspect table %s in connection '%s'".formatted(work.table(), target.name()), e);
        }
    }
}
