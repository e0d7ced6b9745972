package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.syncline.contracts.failure.FailureCode;

/// How long a transaction may last at a source (`transaction_timeout`, new in PostgreSQL 17). The server says so when it ends the session in the midst of a
/// COPY, but the driver then reports only that the stream broke (measured with pgjdbc 42.7 on 17.6).
///
/// @param millis 0 for no limit
/// @param began on the clock of [System#nanoTime]
record TransactionLimit(long millis, long began) {

    private static final int FIRST_VERSION = 17;

    /// Of the setting itself: `pg_settings` makes all of them, a millisecond for each table.
    static TransactionLimit of(Connection session) throws SQLException {
        if (session.getMetaData().getDatabaseMajorVersion() < FIRST_VERSION) {
            return new TransactionLimit(0, System.nanoTime());
        }
        String sql = "SELECT (extract(epoch FROM current_setting('transaction_timeout')::interval) * 1000)::bigint";
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new TransactionLimit(row.getLong(1), System.nanoTime());
        }
    }

    SQLException explained(SQLException e) {
        boolean over = millis > 0 && (System.nanoTime() - began) / 1_000_000 >= millis;
        return over && PostgreSqlErrors.classify(e) == FailureCode.CONNECTION_LOST
                ? new SQLException("the server ended the transaction, whose transaction_timeout is %d ms".formatted(millis), PostgreSqlErrors.TRANSACTION_TIMEOUT, e)
                : e;
    }
}
