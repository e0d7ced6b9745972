package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.load.LoadPlan;
import org.postgresql.PGConnection;

/// Rows through the session itself.
record CopyTransfer(Connection session, String copy, LoadPlan plan) implements Transfer {

    private static final int BUFFER = 1 << 20;

    @Override
    public long append(InputStream rows, long rowCount) throws SQLException {
        try {
            return session.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, rows, BUFFER);
        } catch (IOException e) {
            throw new SyncException(FailureCode.UNPROVEN, "The rows for table %s broke off; it is loaded again".formatted(plan.table()), e);
        }
    }
}
