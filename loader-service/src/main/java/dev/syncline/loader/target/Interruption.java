package dev.syncline.loader.target;

import java.sql.Connection;

import dev.syncline.dialect.Dialect;
import dev.syncline.kit.worker.Assignment;

/// While it is open, stopping the work ends what the session is doing; never afterwards, when the session may be somebody else's.
public final class Interruption implements AutoCloseable {

    private final Dialect dialect;
    private final Connection session;
    private final Assignment assignment;
    private boolean over;

    public Interruption(Dialect dialect, Connection session, Assignment assignment) {
        this.dialect = dialect;
        this.session = session;
        this.assignment = assignment;
        assignment.onStop(this::interrupt);
    }

    private synchronized void interrupt() {
        if (!over) {
            dialect.interrupt(session);
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        assignment.onStop(null);
    }
}
