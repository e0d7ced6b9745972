package dev.syncline.dialect.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Advice;

/// Which tables PostgreSQL does not make, or makes and cannot put a row into (Manual 17, appendix K "PostgreSQL Limits"; `MaxHeapAttributeNumber`,
/// `INDEX_MAX_KEYS` and `MaxHeapTupleSize` of its sources, for pages of 8 KiB).
final class PostgreSqlLimits {

    private static final int MOST_COLUMNS = 1_600;
    private static final int MOST_KEY_COLUMNS = 32;
    /// What a row takes of its page, without what is kept elsewhere.
    private static final int LONGEST_ROW = 8_160;
    private static final int ROW_HEADER = 24;
    /// `BTMaxItemSize` since version 12: a third of a page. A value that can be compressed may be longer.
    static final int LONGEST_INDEXED = 2_704;
    private static final int MOST_BYTES_OF_A_CHARACTER = 4;

    /// Types whose values have no order, of which no index can be made. As the catalogue of version 17 has them.
    private static final Set<String> WITHOUT_ORDER = Set.of(
            "json", "xml", "point", "line", "lseg", "path", "polygon", "circle", "box", "xid", "cid", "aclitem", "txid_snapshot", "pg_snapshot", "jsonpath", "refcursor");

    /// What values of the type always take. A value without a fixed length takes one byte at least.
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("smallint", 2), Map.entry("integer", 4), Map.entry("bigint", 8), Map.entry("real", 4), Map.entry("double precision", 8), Map.entry("date", 4),
            Map.entry("time without time zone", 8), Map.entry("time with time zone", 12), Map.entry("timestamp without time zone", 8),
            Map.entry("timestamp with time zone", 8), Map.entry("interval", 16), Map.entry("uuid", 16), Map.entry("money", 8), Map.entry("name", 64),
            Map.entry("macaddr", 6), Map.entry("macaddr8", 8), Map.entry("point", 16), Map.entry("line", 24), Map.entry("lseg", 32), Map.entry("box", 32),
            Map.entry("circle", 24));

    private PostgreSqlLimits() {}

    /// @param title of the database
    /// @param pages whether they are of PostgreSQL's own size
    /// @throws SyncException with `UNSUPPORTED_TYPE` where the table cannot be made
    static void expectMakeable(String title, TableName table, TableShape shape, boolean hasPrimaryKey, boolean pages) {
        List<String> flaws = flaws(shape, hasPrimaryKey, pages);
        if (!flaws.isEmpty()) {
            throw new SyncException(FailureCode.UNSUPPORTED_TYPE, "%s cannot have table %s: %s".formatted(title, table, String.join("; ", flaws)));
        }
    }

    private static List<String> flaws(TableShape shape, boolean hasPrimaryKey, boolean pages) {
        List<String> flaws = new ArrayList<>();
        if (shape.columns().size() > MOST_COLUMNS) {
            flaws.add("it has %,d columns, and there can be %,d; leave the table out".formatted(shape.columns().size(), MOST_COLUMNS));
        } else if (pages && row(shape) > LONGEST_ROW) {
            flaws.add("its %,d columns take at least %,d bytes of a page in each row, and there can be %,d; leave the table out"
                    .formatted(shape.columns().size(), row(shape), LONGEST_ROW));
        }
        if (hasPrimaryKey) {
            keyFlaws(shape, flaws);
        }
        return flaws;
    }

    private static void keyFlaws(TableShape shape, List<String> flaws) {
        if (shape.primaryKey().size() > MOST_KEY_COLUMNS) {
            flaws.add("its key has %d columns, and there can be %d%s".formatted(shape.primaryKey().size(), MOST_KEY_COLUMNS, Advice.otherKey()));
        }
        for (Column column : shape.columns()) {
            if (shape.primaryKey().contains(column.name()) && !isOrdered(type(shape, column))) {
                flaws.add("column \"%s\" is of type %s, of which there can be no key%s".formatted(column.name(), type(shape, column), Advice.otherKey()));
            }
        }
    }

    /// Whether so many columns can be indexed together.
    static boolean fitsAnIndex(List<String> columns) {
        return columns.size() <= MOST_KEY_COLUMNS;
    }

    /// Whether a column can have values that are too long for a key, uncompressed.
    static boolean mayBeTooLongForAnIndex(ColumnType type) {
        return switch (type) {
            case ColumnType.Text(int length, _) -> length == 0 || length > LONGEST_INDEXED / MOST_BYTES_OF_A_CHARACTER;
            case ColumnType.Binary(long length) -> length == 0 || length > LONGEST_INDEXED;
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _, ColumnType.Date _,
                    ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _, ColumnType.Interval _, ColumnType.Timestamp _, ColumnType.Instant _,
                    ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Geometry _, ColumnType.Undecided _ -> false;
        };
    }

    static boolean isOrdered(String type) {
        return !WITHOUT_ORDER.contains(PostgreSqlType.of(type).name().replace("[]", ""));
    }

    private static String type(TableShape shape, Column column) {
        return PostgreSqlTargetTypes.type(shape, column);
    }

    /// Of a row that has as little as there can be: a null takes nothing. What lies between two values, so that they begin where they have to, is left out.
    private static int row(TableShape shape) {
        return ROW_HEADER + shape.columns().stream()
                .filter(column -> !column.nullable() || shape.primaryKey().contains(column.name()))
                .mapToInt(column -> BYTES.getOrDefault(PostgreSqlType.of(type(shape, column)).name(), 1))
                .sum();
    }
}
