package dev.syncline.dialect.mysql;

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

/// A short look at a table's rows. The hint ends a query also while it waits for a lock (Manual, "Optimizer Hints", MAX_EXECUTION_TIME).
final class MySqlGlance {

    private MySqlGlance() {}

    static Glance take(Connection session, TableName table, List<Suspicion> suspicions, Duration atMost) throws SQLException {
        return Glance.take(
                suspicions, atMost, (left, millis) -> anyRow(session, table, left, millis), e -> MySqlErrors.classify(e) == FailureCode.TIMED_OUT);
    }

    private static List<Boolean> anyRow(Connection session, TableName table, List<Suspicion> suspicions, long millis) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(query(table, suspicions, millis))) {
            List<Boolean> answers = new ArrayList<>();
            if (row.next()) {
                for (int i = 1; i <= suspicions.size(); i++) {
                    answers.add(row.getInt(i) == 1);
                }
            }
            return answers;
        }
    }

    static String query(TableName table, List<Suspicion> suspicions, long millis) {
        List<String> conditions = suspicions.stream()
                .map(one -> "IFNULL(%s, 0)".formatted(condition(one)))
                .toList();
        return """
                SELECT /*+ MAX_EXECUTION_TIME(%d) */ %s
                FROM %s
                WHERE %s
                LIMIT 1""".formatted(millis, String.join(", ", conditions), MySqlNames.quote(table), String.join(" OR ", conditions));
    }

    private static String length(Column column, KeyLength longest, String name) {
        if (column.type() instanceof ColumnType.Binary) {
            return "LENGTH(%s)".formatted(name);
        }
        return longest.bytes() ? "LENGTH(CONVERT(%s USING utf8mb4))".formatted(name) : "CHAR_LENGTH(%s)".formatted(name);
    }

    private static String condition(Suspicion suspicion) {
        String name = MySqlNames.quote(suspicion.column().name());
        return switch (suspicion) {
            case Suspicion.Missing _ -> name + " IS NULL";
            case Suspicion.TooLong(var column, var longest) -> "%s > %d".formatted(length(column, longest, name), longest.most());
            case Suspicion.Troubled(var column, var trouble, var days) -> MySqlRemedies.isTroubled(column, trouble, name, days);
        };
    }
}
