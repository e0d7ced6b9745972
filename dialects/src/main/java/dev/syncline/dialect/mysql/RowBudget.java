package dev.syncline.dialect.mysql;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;

/// Which bounded texts do not fit into a row: all columns of a MySQL row, apart from TEXT and BLOB, share 65,535 bytes
/// (Reference Manual 8.0, 8.4.7 "Limits on Table Column Count and Row Size").
final class RowBudget {

    private static final int MOST_BYTES = 65_535;
    private static final int BYTES_PER_CHARACTER = 4;
    /// Bytes of a VARCHAR, without the two that say how many they are.
    private static final int LONGEST_VARCHAR = 65_532;
    /// Bytes are a BLOB unless they belong to the primary key, which InnoDB limits so.
    private static final int LONGEST_KEY = 3_072;
    /// What a TEXT or BLOB, a number, a time, an interval or a UUID take at most.
    private static final int OTHER = 66;

    private RowBudget() {}

    /// Names of the columns that have to become LONGTEXT: the widest first, never one of the primary key.
    static Set<String> tooWide(TableShape shape) {
        Set<String> tooWide = new HashSet<>();
        long sum = shape.columns().stream().mapToLong(RowBudget::bytes).sum();
        List<Column> widestFirst = shape.columns().stream()
                .filter(column -> varchar(column) > 0 && !shape.primaryKey().contains(column.name()))
                .sorted(Comparator.comparingLong(RowBudget::varchar).reversed())
                .collect(Collectors.toList());
        for (Column column : widestFirst) {
            if (varchar(column) > LONGEST_VARCHAR || sum > MOST_BYTES) {
                tooWide.add(column.name());
                sum += OTHER - bytes(column);
            }
        }
        return tooWide;
    }

    private static long bytes(Column column) {
        if (column.type() instanceof ColumnType.Binary(long length)) {
            return OTHER + Math.min(length, LONGEST_KEY);
        }
        return varchar(column) > 0 ? varchar(column) + 2 : OTHER;
    }

    /// How many bytes the VARCHAR needs that the column would become; 0 where it would not become one.
    private static long varchar(Column column) {
        return switch (column.type()) {
            case ColumnType.Text(int length, _) -> (long) BYTES_PER_CHARACTER * length;
            case ColumnType.Decimal(int precision, int scale) -> MySqlTargetTypes.textLength(precision, scale);
            case ColumnType.Bits bits -> MySqlTargetTypes.isText(bits) ? bits.length() : 0;
            case ColumnType.Bool _,
                    ColumnType.Int _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.Floating _,
                    ColumnType.Binary _,
                    ColumnType.Date _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Timestamp _,
                    ColumnType.Instant _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ -> 0;
        };
    }
}
