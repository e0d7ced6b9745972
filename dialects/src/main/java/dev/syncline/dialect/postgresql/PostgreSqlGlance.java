package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.KeyLength;
import dev.syncline.dialect.read.Glance;
import dev.syncline.dialect.read.Glance.Suspicion;

/// A short look at a table's rows, in a session that is in auto-commit and is not used for anything else afterwards.
final class PostgreSqlGlance {

    private PostgreSqlGlance() {}

    static Glance take(Connection session, TableName table, List<Suspicion> suspicions, Duration atMost) throws SQLException {
        return Glance.take(
                suspicions, atMost, (left, millis) -> anyRow(session, table, left, millis), e -> PostgreSqlErrors.classify(e) == FailureCode.TIMED_OUT);
    }

    private static List<Boolean> anyRow(Connection session, TableName table, List<Suspicion> suspicions, long millis) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(limit(millis));
            try (ResultSet row = statement.executeQuery(query(table, suspicions))) {
                List<Boolean> answers = new ArrayList<>();
                if (row.next()) {
                    for (int i = 1; i <= suspicions.size(); i++) {
                        answers.add(row.getBoolean(i));
                    }
                }
                return answers;
            }
        }
    }

    /// Waiting for a lock counts. A shorter limit of the source's own is left.
    private static String limit(long millis) {
        return """
                SELECT set_config(name, CASE WHEN setting::bigint BETWEEN 1 AND %1$d THEN setting ELSE '%1$d' END, false)
                FROM pg_settings
                WHERE name = 'statement_timeout'""".formatted(millis);
    }

    static String query(TableName table, List<Suspicion> suspicions) {
        List<String> conditions = suspicions.stream()
                .map(one -> "coalesce(%s, false)".formatted(condition(one)))
                .toList();
        return """
                SELECT %s
                FROM %s
                WHERE %s
                LIMIT 1""".formatted(String.join(", ", conditions), PostgreSqlNames.quote(table), String.join(" OR ", conditions));
    }

    private static String length(Column column, KeyLength longest, String name) {
        if (column.type() instanceof ColumnType.Binary) {
            return "octet_length(%s)".formatted(name);
        }
        return longest.bytes() ? "octet_length(%s::text)".formatted(name) : "length(%s::text)".formatted(name);
    }

    private static String condition(Suspicion suspicion) {
        String name = PostgreSqlNames.quote(suspicion.column().name());
        return switch (suspicion) {
            // IS NULL is also true of a row value whose fields are all null (Manual, 9.2).
            case Suspicion.Missing _ -> name + " IS NOT DISTINCT FROM NULL";
            case Suspicion.TooLong(var column, var longest) -> "%s > %d".formatted(length(column, longest, name), longest.most());
            case Suspicion.Troubled(var column, var trouble, var days) -> PostgreSqlRemedies.isTroubled(column, trouble, name, days);
        };
    }
}
