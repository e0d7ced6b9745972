package dev.syncline.loader.write;

import java.sql.Connection;
import java.sql.SQLException;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.TableLoad;
import dev.syncline.loader.target.TargetSessions;

/// What a load leaves in its target beside the table: staging table, replaced table, ledger row.
final class LeftOvers {

    private static final int TRIES = 3;
    private static final long BETWEEN_MILLIS = 600;

    private final ConnectionSettings target;
    private final LoadPlan plan;
    private final TargetSessions sessions;

    LeftOvers(ConnectionSettings target, LoadPlan plan, TargetSessions sessions) {
        this.target = target;
        this.plan = plan;
        this.sessions = sessions;
    }

    /// @throws SyncException where the target cannot be reached or refuses
    void remove() {
        Dialect dialect = Dialects.of(target.kind());
        for (int attempt = 1; ; attempt++) {
            try (Connection session = sessions.borrow(target); TableLoad load = dialect.target().load(session, plan)) {
                load.forget();
                return;
            } catch (SQLException e) {
                SyncException failure = dialect.failure("clean up after the load of %s in connection '%s'".formatted(plan.table(), target.name()), e);
                // The session may have been the one that broke, back from the pool.
                if (failure.code() != FailureCode.CONNECTION_LOST || attempt == TRIES) {
                    throw failure;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
