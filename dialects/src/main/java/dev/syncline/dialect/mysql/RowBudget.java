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
    private static final int LONGEST_VARCHAR = 16_383;
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
                .filter(column -> boundedLength(column) > 0 && !shape.primaryKey().contains(column.name()))
                .sorted(Comparator.comparingInt(RowBudget::boundedLength).reversed())
                .collect(Collectors.toList());
        for (Column column : widestFirst) {
            if (boundedLength(column) > LONGEST_VARCHAR || sum > MOST_BYTES) {
                tooWide.add(column.name());
                sum += OTHER - bytes(column);
            }
        }
        return tooWide;
    }

    private static long bytes(Column column) {
        if (column.type() instanceof ColumnType.Text(int length, _) && length > 0) {
            return (long) BYTES_PER_CHARACTER * length + 2;
        }
        if (column.type() instanceof ColumnType.Decimal(int precision, int scale)) {
            return OTHER + precision + Math.abs(scale);
        }
        if (column.type() instanceof ColumnType.Bits(int length, _)) {
            return OTHER + length;
        }
        if (column.type() instanceof ColumnType.Binary(long length)) {
            return OTHER + Math.min(length, LONGEST_KEY);
        }
        return OTHER;
    }

    private static int boundedLength(Column column) {
        return column.type() instanceof ColumnType.Text(int length, _) ? length : 0;
    }
}
