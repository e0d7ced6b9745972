package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;

import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.load.DividedLoad.Lane;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.RowBatch;

/// One of several sessions that load into one staging table, with a named lock of its own by which a later holder ends it.
///
/// @param steps of the lane's own session
/// @param holder taken
record MySqlLane(Dialect dialect, Connection session, HolderLock holder, LoadSession steps, MySqlAppend rows) implements Lane {

    @Override
    public void append(RowBatch batch) throws SQLException {
        batch.gather();
        steps.transaction("append rows to", () -> steps.advance(rows.append(batch), batch));
    }

    /// The session goes back to its pool, and the named lock must not stay in it.
    @Override
    public void close() {
        try {
            if (!session.isClosed()) {
                holder.release();
            }
        } catch (SQLException e) {
            dialect.interrupt(session);
        }
    }
}
