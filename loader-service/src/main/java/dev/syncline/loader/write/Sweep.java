package dev.syncline.loader.write;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.Work.EndedLoad;
import dev.syncline.contracts.work.Work.SweepTarget;
import dev.syncline.contracts.work.WorkResult.Look;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.contracts.work.WorkResult.TargetSwept;
import dev.syncline.loader.session.TargetSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A look for what loads that are over have left in one target. What is found is removed, and looked for once more.
final class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final ConnectionSettings target;
    private final TargetSessions sessions;
    private final Duration lockWait;

    Sweep(ConnectionSettings target, TargetSessions sessions, Duration lockWait) {
        this.target = target;
        this.sessions = sessions;
        this.lockWait = lockWait;
    }

    /// Ends with the first load that the target is away for: it is away for the others too.
    TargetSwept done(SweepTarget work, Clock clock) {
        List<Look> looks = new ArrayList<>();
        Failure away = null;
        for (EndedLoad load : work.loads()) {
            try {
                looks.add(look(load));
            } catch (SyncException e) {
                away = e.failure();
                break;
            }
        }
        log.info(
                "work={} target={} loads={} gone={} left={}{}",
                work.id(),
                work.target(),
                work.loads().size(),
                looks.stream().filter(look -> look.left().isEmpty()).count(),
                looks.stream().filter(look -> !look.left().isEmpty()).toList(),
                away == null ? "" : " away: " + away.message());
        return new TargetSwept(work.runId(), work.id(), work.fence(), looks, away, clock.instant());
    }

    private Look look(EndedLoad load) {
        LoadRemnants own = LoadRemnants.of(load.load(), load.table(), target, sessions, lockWait);
        Failure refusal = null;
        try {
            own.remove();
        } catch (SyncException e) {
            if (e.code() == FailureCode.CONNECTION_LOST || e.code() == FailureCode.UNREACHABLE) {
                throw e;
            }
            refusal = e.failure();
        }
        List<Remnant> left = own.find();
        return new Look(load.load(), left, left.isEmpty() ? null : refusal);
    }
}
