package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.ReadPlan;

/// Finds the column whose bytes are no characters, which the server does not name when it sends rows. A database of the encoding SQL_ASCII holds any bytes.
record BadCharacters(Connection session, ReadPlan plan) {

    private static final int LONGEST_LOOK_MILLIS = 20_000;

    /// @return an error that names the column; the one that is given where it is not found in time
    SQLException named(SQLException e) {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET statement_timeout = " + LONGEST_LOOK_MILLIS);
            for (Column column : plan.shape().columns()) {
                if ((column.type() instanceof ColumnType.Text || column.type() instanceof ColumnType.Json) && isBad(statement, column)) {
                    return new NamedColumn(column.name(), e);
                }
            }
        } catch (SQLException other) {
            e.addSuppressed(other);
        }
        return e;
    }

    /// As texts are sent: each is converted, and the first that cannot be is an error.
    private boolean isBad(Statement statement, Column column) throws SQLException {
        try {
            statement.executeQuery("SELECT count(textsend(%s::text))\nFROM %s".formatted(PostgreSqlNames.quote(column.name()), PostgreSqlNames.quote(plan.table()))).close();
            return false;
        } catch (SQLException e) {
            if (PostgreSqlErrors.BAD_CHARACTER.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /// The same error, with its column.
    static final class NamedColumn extends SQLException {

        private final String column;

        NamedColumn(String column, SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
            this.column = column;
        }

        String column() {
            return column;
        }
    }
}
