package dev.syncline.dialect.mysql;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.Indexed;
import org.jspecify.annotations.Nullable;

/// Ranges of a table's key that hold about as many rows each, as the server's index tells: no row is read to find them.
///
/// The ranges are told apart by numbers that lie between the least and the greatest key; that each row is in exactly one of them depends on nothing that is estimated.
final class MySqlParts {

    private static final int PARTS_PER_STREAM = 8;
    private static final long FEW_ROWS = 10_000;
    private static final long SHORT_ROW = 64;

    private final Connection session;
    private final TableName table;
    private final TableShape source;

    MySqlParts(Connection session, TableName table, TableShape source) {
        this.session = session;
        this.table = table;
        this.source = source;
    }

    /// None for what is no InnoDB table of its own, or small. The catalogue's sizes may be a day old, so rows are counted by the index.
    static int wanted(Connection session, TableName table, FurtherReaders helpers) throws SQLException {
        long rows = estimatedRows(session, "SELECT * FROM " + MySqlNames.quote(table));
        if (rows < FEW_ROWS) {
            return 0;
        }
        String sql = """
                SELECT DATA_LENGTH, AVG_ROW_LENGTH
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND TABLE_TYPE = 'BASE TABLE' AND ENGINE = 'InnoDB'
                  AND VERSION() REGEXP '^([89]|[1-9][0-9])[.]' AND VERSION() NOT LIKE '%MariaDB%'""";
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? helpers.wanted(Math.max(row.getLong(1), rows * Math.max(SHORT_ROW, row.getLong(2))), rows) : 0;
            }
        }
    }

    private static long estimatedRows(Connection session, String select) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet step = statement.executeQuery("EXPLAIN " + select)) {
            return step.next() ? step.getLong("rows") : 0;
        } catch (SQLException e) {
            // Such as a view whose definition the user may not see.
            if (MySqlErrors.classify(e) == FailureCode.CONNECTION_LOST) {
                throw e;
            }
            return 0;
        }
    }

    private record Range(BigInteger from, BigInteger to, long rows) {
        boolean divides() {
            return to.subtract(from).compareTo(BigInteger.ONE) > 0;
        }
    }

    /// Conditions of which each row meets exactly one; fewer than two where the table has no key that begins with a whole number.
    List<List<String>> ranges(int streams) throws SQLException {
        Column column = key();
        if (column == null) {
            return List.of();
        }
        List<BigInteger> ends = ends(column);
        if (ends.isEmpty()) {
            return List.of();
        }
        PriorityQueue<Range> ranges = new PriorityQueue<>(Comparator.comparingLong(Range::rows).reversed());
        ranges.add(range(column, ends.getFirst(), ends.getLast().add(BigInteger.ONE)));
        while (ranges.size() < streams * PARTS_PER_STREAM) {
            Range largest = ranges.remove();
            if (!largest.divides()) {
                ranges.add(largest);
                break;
            }
            BigInteger middle = largest.from().add(largest.to()).shiftRight(1);
            ranges.add(range(column, largest.from(), middle));
            ranges.add(range(column, middle, largest.to()));
        }
        return conditions(column, List.copyOf(ranges), ends.getFirst(), ends.getLast().add(BigInteger.ONE));
    }

    /// The largest first, so that all are done at about the same time. What is below the least and above the greatest key belongs to the outermost ranges.
    private static List<List<String>> conditions(Column column, List<Range> ranges, BigInteger least, BigInteger end) {
        String name = MySqlNames.quote(column.name());
        List<List<String>> all = new ArrayList<>();
        for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::rows).reversed()).toList()) {
            List<String> conditions = new ArrayList<>();
            if (!range.from().equals(least)) {
                conditions.add(name + " >= " + range.from());
            }
            if (!range.to().equals(end)) {
                conditions.add(name + " < " + range.to());
            }
            all.add(conditions);
        }
        return all;
    }

    private Range range(Column column, BigInteger from, BigInteger to) throws SQLException {
        String name = MySqlNames.quote(column.name());
        long rows = estimatedRows(session, "SELECT %1$s FROM %2$s WHERE %1$s >= %3$s AND %1$s < %4$s".formatted(name, MySqlNames.quote(table), from, to));
        return new Range(from, to, rows);
    }

    private List<BigInteger> ends(Column column) throws SQLException {
        String sql = "SELECT CAST(MIN(%1$s) AS CHAR), CAST(MAX(%1$s) AS CHAR) FROM %2$s".formatted(MySqlNames.quote(column.name()), MySqlNames.quote(table));
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1) == null ? List.of() : List.of(new BigInteger(row.getString(1)), new BigInteger(row.getString(2)));
        }
    }

    /// The first column of the key, where it is a whole number.
    @Nullable Column key() throws SQLException {
        List<String> key = Indexed.identifying(MySqlCatalog.indexes(session, table));
        return source.columns().stream()
                .filter(column -> !key.isEmpty() && column.name().equals(key.getFirst()) && column.type() instanceof ColumnType.Int)
                .findFirst()
                .orElse(null);
    }
}
