package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.RowBatch;
import org.postgresql.PGConnection;

/// Rows through the session itself.
record CopyTransfer(Connection session, PostgreSqlRows statements, LoadPlan plan) implements Transfer {

    private static final int BUFFER = 1 << 20;

    @Override
    public long append(RowBatch batch) throws SQLException {
        String copy = statements.copy(plan.shape(), batch.format());
        try {
            return switch (batch.format()) {
                case TEXT -> send(copy, batch.rows());
                case POSTGRESQL_BINARY -> sendPacked(copy, batch.rows());
            };
        } catch (IOException e) {
            throw new SyncException(FailureCode.UNPROVEN, "The rows for table %s broke off; it is loaded again".formatted(plan.table()), e);
        }
    }

    private long send(String copy, InputStream rows) throws SQLException, IOException {
        return session.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, rows, BUFFER);
    }

    private long sendPacked(String copy, InputStream rows) throws SQLException, IOException {
        try {
            return send(copy, PackedRows.framed(rows));
        } catch (SQLException e) {
            if (PostgreSqlErrors.isMispacked(e)) {
                throw new SyncException(
                        FailureCode.UNPROVEN,
                        "The server does not read the rows for table %s as the source has packed them (SQLSTATE %s); they are sent as text in the next attempt"
                                .formatted(plan.table(), e.getSQLState()),
                        e);
            }
            throw e;
        }
    }
}
