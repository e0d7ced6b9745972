package dev.syncline.allinone.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Compares every cell of two tables as sets of rows, in whatever order they come and wherever they are.
///
/// Reads both by plain JDBC and brings each cell to a form that both systems share ([Cell]); uses none of the code that copies. Each cell
/// goes into a 128-bit sum of its column and each row into one of the table, so that equal sums mean equal multisets of rows.
public final class TableComparison {

    private TableComparison() {}

    /// One side: a session and the table's quoted name.
    ///
    public record Side(Connection session, String quotedTable, Engine engine) {}

    /// What was found.
    ///
    /// @param different names of columns whose cells differ; empty where only their combination into rows does
    public record Result(long leftRows, long rightRows, boolean equal, List<String> different) {

        /// For people.
        public String describe() {
            if (equal) {
                return "equal (%,d rows)".formatted(leftRows);
            }
            return leftRows != rightRows
                    ? "DIFFERENT: %,d rows against %,d".formatted(leftRows, rightRows)
                    : "DIFFERENT in %s (%,d rows)".formatted(different.isEmpty() ? "rows" : "columns " + different, leftRows);
        }
    }

    /// Compares the columns of the left table with those of the same names on the right, both sides read at the same time.
    public static Result compare(Side left, Side right) throws SQLException {
        List<String> columns = columns(left);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Cell.Kind> leftKinds = kinds(left, columns);
            List<Cell.Kind> rightKinds = kinds(right, columns);
            List<Cell.Kind> shared = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                shared.add(leftKinds.get(i).with(rightKinds.get(i)));
            }
            CompletableFuture<Sums> leftSums = CompletableFuture.supplyAsync(() -> read(left, columns, shared), threads);
            CompletableFuture<Sums> rightSums = CompletableFuture.supplyAsync(() -> read(right, columns, shared), threads);
            return result(columns, leftSums.join(), rightSums.join());
        }
    }

    private static Result result(List<String> columns, Sums left, Sums right) {
        List<String> different = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!left.columns[i].equals(right.columns[i])) {
                different.add(columns.get(i));
            }
        }
        boolean equal = left.rowCount == right.rowCount && different.isEmpty() && left.rows.equals(right.rows);
        return new Result(left.rowCount, right.rowCount, equal, different);
    }

    private static List<String> columns(Side side) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = side.session().createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + side.quotedTable() + " WHERE 1 = 0")) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i));
            }
        }
        return names;
    }

    private static List<Cell.Kind> kinds(Side side, List<String> columns) throws SQLException {
        List<Cell.Kind> kinds = new ArrayList<>();
        try (Statement statement = side.session().createStatement();
                ResultSet rows = statement.executeQuery(select(side, columns, List.of()) + " WHERE 1 = 0")) {
            for (int i = 1; i <= columns.size(); i++) {
                kinds.add(Cell.kindOf(rows.getMetaData().getColumnTypeName(i)));
            }
        }
        return kinds;
    }

    /// @param kinds empty to see the columns as they are
    private static String select(Side side, List<String> columns, List<Cell.Kind> kinds) {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String quoted = side.engine().quote(columns.get(i));
            expressions.add(kinds.isEmpty() ? quoted : Cell.expression(quoted, kinds.get(i), side.engine()));
        }
        return "SELECT " + String.join(", ", expressions) + " FROM " + side.quotedTable();
    }

    private static Sums read(Side side, List<String> columns, List<Cell.Kind> kinds) {
        Sums sums = new Sums(columns.size());
        try {
            // PostgreSQL streams rows only inside a transaction, and ClickHouse has none.
            side.session().setAutoCommit(side.engine() != Engine.POSTGRESQL);
            try (Statement statement = side.session().createStatement()) {
                statement.setFetchSize(side.engine() == Engine.MYSQL ? Integer.MIN_VALUE : 5_000);
                try (ResultSet rows = statement.executeQuery(select(side, columns, kinds))) {
                    while (rows.next()) {
                        sums.row(rows, kinds, side.engine());
                    }
                }
            }
            side.session().setAutoCommit(true);
            return sums;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + side.quotedTable(), e);
        }
    }

    private static final class Sums {
        private final Sum128[] columns;
        private final Sum128 rows = new Sum128();
        private long rowCount;

        Sums(int width) {
            columns = new Sum128[width];
            for (int i = 0; i < width; i++) {
                columns[i] = new Sum128();
            }
        }

        void row(ResultSet row, List<Cell.Kind> kinds, Engine engine) throws SQLException {
            long rowHigh = 0;
            long rowLow = 0;
            for (int i = 0; i < columns.length; i++) {
                byte[] cell = Cell.read(row, i + 1, kinds.get(i), engine);
                long high = Sum128.hash(cell, 0x9E3779B97F4A7C15L);
                long low = Sum128.hash(cell, 0xC2B2AE3D27D4EB4FL);
                columns[i].add(high, low);
                rowHigh = Sum128.mix(rowHigh * 31 + high);
                rowLow = Sum128.mix(rowLow * 37 + low);
            }
            rows.add(rowHigh, rowLow);
            rowCount++;
        }
    }
}
