package dev.syncline.loader.write;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.connect.FurtherSessions.Further;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.read.TableStreams;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.loader.session.TargetSessions;

/// The sessions that write one table. Closing gives those back that are not the load's own.
final class Lanes implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 200;

    private final Connection first;
    private final ConnectionSettings target;
    private final TargetSessions sessions;
    private final LoadProperties properties;
    private final Assignment assignment;
    private final List<Further> others = new ArrayList<>();
    private boolean refused;

    Lanes(Connection first, ConnectionSettings target, TargetSessions sessions, LoadProperties properties, Assignment assignment) {
        this.first = first;
        this.target = target;
        this.sessions = sessions;
        this.properties = properties;
        this.assignment = assignment;
    }

    /// Whether so much has been written that more is likely to come.
    boolean isWorthwhile(Ledger taken) {
        return !refused && taken.taken().bytes() >= properties.divideAfter().toBytes() && most() > 1;
    }

    private int most() {
        return TableStreams.of(target).orElse(properties.streams());
    }

    /// Opens what is to be had now.
    ///
    /// @return whether there are several now
    boolean open() {
        others.addAll(sessions.borrowMore(target, most() - count()));
        refused = others.isEmpty();
        return !refused;
    }

    /// Opens as many as an earlier loader had.
    ///
    /// @throws SyncException with `EXHAUSTED` where they are not to be had in time
    void await(int wanted) throws InterruptedException {
        for (long waited = 0; ; waited += LOOK_MILLIS) {
            others.addAll(sessions.borrowMore(target, wanted - count()));
            if (count() == wanted) {
                return;
            }
            if (waited >= PATIENCE_MILLIS) {
                throw new SyncException(
                        FailureCode.EXHAUSTED,
                        "Connection '%s' gives this worker fewer than the %d sessions by which the load was begun; allow the worker more sessions"
                                .formatted(target.name(), wanted));
            }
            assignment.check();
            Thread.sleep(LOOK_MILLIS);
        }
    }

    int count() {
        return others.size() + 1;
    }

    Connection first() {
        return first;
    }

    List<Further> others() {
        return List.copyOf(others);
    }

    @Override
    public void close() {
        others.forEach(Further::close);
        others.clear();
    }
}
