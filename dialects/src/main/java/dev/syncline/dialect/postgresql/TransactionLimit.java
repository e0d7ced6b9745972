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

    static TransactionLimit of(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT setting FROM pg_settings WHERE name = 'transaction_timeout'")) {
            return new TransactionLimit(row.next() ? row.getLong(1) : 0, System.nanoTime());
        }
    }

    SQLException explained(SQLException e) {
        boolean over = millis > 0 && (System.nanoTime() - began) / 1_000_000 >= millis;
        return over && PostgreSqlErrors.classify(e) == FailureCode.CONNECTION_LOST
                ? new SQLException("the server ended the transaction, whose transaction_timeout is %d ms".formatted(millis), PostgreSqlErrors.TRANSACTION_TIMEOUT, e)
                : e;
    }
}
