package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;

/// A named lock that says which session works on a load, so that a later holder can end a session that hangs with the staging table locked.
///
/// MySQL frees it when the session ends (Reference Manual 8.0, 12.14 "Locking Functions").
final class HolderLock {

    private final Connection session;
    private final MySqlTargetCatalog catalog;
    private final String name;

    HolderLock(Connection session, MySqlTargetCatalog catalog, String load) {
        this.session = session;
        this.catalog = catalog;
        this.name = "syncline_" + load;
    }

    /// The lock of one lane of a divided load.
    static HolderLock ofLane(Connection session, MySqlTargetCatalog catalog, String load, int lane) {
        return new HolderLock(session, catalog, load + "_" + lane);
    }

    /// Ends the session that has the lock, if it is another one.
    void end() throws SQLException {
        String holder = catalog.strings("SELECT IS_USED_LOCK(?)", name).getFirst();
        if (holder != null && !catalog.strings("SELECT CONNECTION_ID()").contains(holder)) {
            kill(holder);
        }
    }

    /// Ends the session that has the lock, if it is another one, and takes it.
    void seize() throws SQLException {
        String holder = catalog.strings("SELECT IS_USED_LOCK(?)", name).getFirst();
        List<String> own = catalog.strings("SELECT CONNECTION_ID()");
        if (holder != null && !own.contains(holder)) {
            kill(holder);
        }
        if (holder == null || !own.contains(holder)) {
            take();
        }
    }

    private void kill(String holder) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("KILL " + Long.parseLong(holder));
        } catch (SQLException e) {
            // 1094: it has ended by itself.
            if (e.getErrorCode() != 1094) {
                throw e;
            }
        }
    }

    private void take() throws SQLException {
        if (!"1".equals(catalog.strings("SELECT GET_LOCK(?, 10)", name).getFirst())) {
            throw new SyncException(FailureCode.LOCKED, "Another session still works on the same load and does not end; it is tried again");
        }
    }

    /// The session may go back to its pool.
    void release() throws SQLException {
        catalog.strings("SELECT RELEASE_LOCK(?)", name);
    }
}
