package dev.syncline.dialect.mysql;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.Indexed;
import dev.syncline.dialect.read.Pages;
import org.jspecify.annotations.Nullable;

/// How a table can be divided: along the key by which InnoDB keeps its rows.
///
/// Where that key begins with something that has [numbers][KeyNumbers], ranges of it hold about as many rows each, as the server's index tells: no row is read to find them. They are told apart by values that lie between the
/// least and the greatest key; that each row is in exactly one of them depends on nothing that is estimated. All other keys are walked along, page by page ([Pages]).
final class MySqlParts {

    private static final int PARTS_PER_STREAM = 8;
    private static final long FEW_ROWS = 10_000;
    private static final long SHORT_ROW = 64;
    private static final long LARGEST_PAGE = 16L << 20;

    private final Connection session;
    private final TableName table;
    private final TableShape source;
    private final Size size;
    private final List<String> key;

    /// @param size more than nothing
    /// @param key see [#key]
    MySqlParts(Connection session, TableName table, TableShape source, Size size, List<String> key) {
        this.session = session;
        this.table = table;
        this.source = source;
        this.size = size;
        this.key = key;
    }

    /// About how large a table is.
    record Size(long rows, long bytes) {

        static final Size NONE = new Size(0, 0);

        int wanted(FurtherReaders helpers) {
            return rows == 0 ? 0 : helpers.wanted(bytes, rows);
        }
    }

    /// Nothing for what is no InnoDB table of its own, or small. The catalogue's sizes may be a day old, so rows are counted by the index.
    static Size size(Connection session, TableName table) throws SQLException {
        long rows = estimatedRows(session, "SELECT * FROM " + MySqlNames.quote(table));
        if (rows < FEW_ROWS) {
            return Size.NONE;
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
                return row.next() ? new Size(rows, Math.max(row.getLong(1), rows * Math.max(SHORT_ROW, row.getLong(2)))) : Size.NONE;
            }
        }
    }

    /// The key by which InnoDB keeps the rows: the primary one, else the first unique one of columns that are never null (Reference Manual 8.0, 15.6.2.1),
    /// which is known where there is one only. Empty otherwise: along another key, each row would be looked for.
    static List<String> key(Connection session, TableName table, TableShape shape) throws SQLException {
        List<Indexed> keys = MySqlCatalog.indexes(session, table).stream().filter(Indexed::identifies).toList();
        List<String> key = keys.stream().filter(index -> index.primary() || keys.size() == 1).map(Indexed::columns).findFirst().orElse(List.of());
        Set<String> columns = shape.columns().stream().map(Column::name).collect(Collectors.toSet());
        return columns.containsAll(key) ? key : List.of();
    }

    /// How many rows a page has: what one of them does, the next should find in the server's memory.
    int page(int streams) {
        long rows = Math.min(size.rows() / (streams * PARTS_PER_STREAM), LARGEST_PAGE * size.rows() / size.bytes());
        return Math.toIntExact(Math.max(1, rows));
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

    private record Range(BigInteger from, BigInteger to, List<String> conditions, long rows) {
        boolean divides() {
            return to.subtract(from).compareTo(BigInteger.ONE) > 0;
        }
    }

    /// Conditions of which each row meets exactly one; none where the key's first column has no numbers, or most rows have the same one.
    List<List<String>> ranges(int streams) throws SQLException {
        Column column = source.columns().stream().filter(each -> each.name().equals(key.getFirst())).findFirst().orElseThrow();
        KeyNumbers numbers = KeyNumbers.of(column);
        Range all = numbers == null ? null : all(numbers);
        if (numbers == null || all == null) {
            return List.of();
        }
        PriorityQueue<Range> ranges = new PriorityQueue<>(Comparator.comparingLong(Range::rows).reversed());
        ranges.add(all);
        while (ranges.size() < streams * PARTS_PER_STREAM) {
            Range largest = ranges.remove();
            if (!largest.divides()) {
                ranges.add(largest);
                break;
            }
            BigInteger middle = largest.from().add(largest.to()).shiftRight(1);
            ranges.add(range(column, numbers, all, largest.from(), middle));
            ranges.add(range(column, numbers, all, middle, largest.to()));
        }
        long rows = ranges.stream().mapToLong(Range::rows).sum();
        return ranges.element().rows() > rows / streams
                ? List.of()
                // The largest first, so that all are done at about the same time.
                : ranges.stream().sorted(ranges.comparator()).map(Range::conditions).toList();
    }

    /// What is below the least and above the greatest key belongs to the outermost ranges.
    private Range range(Column column, KeyNumbers numbers, Range all, BigInteger from, BigInteger to) throws SQLException {
        String name = MySqlNames.quote(column.name());
        List<String> conditions = new ArrayList<>();
        if (!from.equals(all.from())) {
            conditions.add(name + " >= " + numbers.literal().apply(from));
        }
        if (!to.equals(all.to())) {
            conditions.add(name + " < " + numbers.literal().apply(to));
        }
        String table = MySqlNames.quote(this.table);
        long rows = estimatedRows(session, "SELECT " + name + " FROM " + table + " WHERE " + String.join(" AND ", conditions));
        return new Range(from, to, conditions, rows);
    }

    /// Null where the table is empty, or one of its ends has no number.
    private @Nullable Range all(KeyNumbers numbers) throws SQLException {
        String sql = "SELECT " + numbers.end("MIN") + ", " + numbers.end("MAX") + " FROM " + MySqlNames.quote(table);
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1) == null
                    ? null
                    : new Range(numbers.number().apply(row.getString(1)), numbers.number().apply(row.getString(2)).add(BigInteger.ONE), List.of(), size.rows());
        } catch (DateTimeException _) {
            return null;
        }
    }
}
