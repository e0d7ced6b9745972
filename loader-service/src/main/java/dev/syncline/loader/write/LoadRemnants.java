package dev.syncline.loader.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LockWait;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.loader.session.TargetSessions;

/// What a load leaves in its target beside the table: staging table, replaced table, ledger row.
final class LoadRemnants {

    private static final int TRIES = 3;
    private static final long BETWEEN_MILLIS = 600;

    private final ConnectionSettings target;
    private final LoadPlan plan;
    private final TargetSessions sessions;

    LoadRemnants(ConnectionSettings target, LoadPlan plan, TargetSessions sessions) {
        this.target = target;
        this.plan = plan;
        this.sessions = sessions;
    }

    /// What a load has left that is over. Whatever fence it had, the one here is higher: a holder that still lives loses it.
    static LoadRemnants of(UUID load, TableName table, ConnectionSettings target, TargetSessions sessions, Duration lockWait) {
        TableShape none = new TableShape(target.kind(), List.of(), List.of());
        return new LoadRemnants(target, new LoadPlan(load, Long.MAX_VALUE, table, none, LoadRules.CREATE, new LockWait(lockWait)), sessions);
    }

    /// @throws SyncException where the target cannot be reached or refuses
    void remove() {
        inSession(load -> {
            load.forget();
            return true;
        });
    }

    /// What is still there. Only looks.
    ///
    /// @throws SyncException where the target cannot be reached or refuses
    List<Remnant> find() {
        return inSession(TableLoad::remnants);
    }

    private interface Step<T> {
        T in(TableLoad load) throws SQLException;
    }

    private <T> T inSession(Step<T> step) {
        Dialect dialect = Dialects.of(target.kind());
        for (int attempt = 1; ; attempt++) {
            SyncException failure;
            try (Connection session = sessions.borrow(target); TableLoad load = dialect.target().load(session, plan)) {
                return step.in(load);
            } catch (SQLException e) {
                failure = dialect.failure("clean up after the load of %s in connection '%s'".formatted(plan.table(), target.name()), e);
            } catch (SyncException e) {
                failure = e;
            }
            // The session may have been the one that broke, back from the pool.
            if (failure.code() != FailureCode.CONNECTION_LOST || attempt == TRIES) {
                throw failure;
            }
            pause();
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
