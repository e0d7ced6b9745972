package dev.syncline.dialect.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Advice;

/// Which tables InnoDB does not make: by their number of columns, the length of their rows and of their keys (Reference Manual 8.0, 17.22 "InnoDB Limits" and
/// 10.4.7 "Limits on Table Column Count and Row Size"; of rows, as `dict_index_too_big_for_tree` of 8.0 counts; pages have 16 KiB).
final class InnoDbLimits {

    private static final int MOST_COLUMNS = 1_017;
    private static final int MOST_KEY_COLUMNS = 16;
    /// For pages of 16 KiB and more; smaller ones have as much less.
    static final int LONGEST_KEY = 3_072;
    /// Of what stays in the page.
    private static final int LONGEST_RECORD = 8_126;
    /// Of all columns together, texts and bytes without a length counted as what leads to them.
    private static final int LONGEST_ROW = 65_535;
    /// A longer column is kept elsewhere, with two references to where that is, and a byte for its length.
    private static final int LEFT_IN_PAGE = 40;
    /// Header, number of the row's transaction, and where the row before is.
    private static final int OVERHEAD = 5 + 6 + 7;
    /// The key of rows without one.
    private static final int HIDDEN_KEY = 6;

    private static final Set<String> WITHOUT_LENGTH = Set.of(
            "tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "json");
    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("tinyint", 1), Map.entry("smallint", 2), Map.entry("mediumint", 3), Map.entry("int", 4), Map.entry("bigint", 8), Map.entry("float", 4),
            Map.entry("double", 8), Map.entry("date", 3), Map.entry("year", 1));
    private static final Map<String, Integer> BYTES_PER_CHARACTER = Map.ofEntries(
            Map.entry("utf8mb4", 4), Map.entry("utf16", 4), Map.entry("utf16le", 4), Map.entry("utf32", 4), Map.entry("gb18030", 4), Map.entry("utf8", 3),
            Map.entry("utf8mb3", 3), Map.entry("ujis", 3), Map.entry("eucjpms", 3), Map.entry("ucs2", 2), Map.entry("gbk", 2), Map.entry("gb2312", 2),
            Map.entry("big5", 2), Map.entry("sjis", 2), Map.entry("cp932", 2), Map.entry("euckr", 2));
    private static final int[] BYTES_OF_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4};

    private InnoDbLimits() {}

    /// @throws SyncException with `UNSUPPORTED_TYPE` where the table cannot be made
    static void expectMakeable(TableName table, TableShape shape) {
        List<String> flaws = flaws(shape);
        if (!flaws.isEmpty()) {
            throw new SyncException(FailureCode.UNSUPPORTED_TYPE, "MySQL cannot have table %s: %s".formatted(table, String.join("; ", flaws)));
        }
    }

    private static List<String> flaws(TableShape shape) {
        List<String> flaws = new ArrayList<>();
        if (shape.columns().size() > MOST_COLUMNS) {
            flaws.add("it has %,d columns, and there can be %,d; leave the table out".formatted(shape.columns().size(), MOST_COLUMNS));
        }
        List<Column> key = shape.columns().stream().filter(column -> shape.primaryKey().contains(column.name())).toList();
        for (Column column : key) {
            MySqlType type = type(shape, column);
            if (isWithoutLength(type)) {
                flaws.add("column \"%s\" is of type %s, of which there can be no key%s".formatted(column.name(), type.name(), Advice.otherKey()));
            }
        }
        if (flaws.isEmpty()) {
            keyFlaw(shape, LONGEST_KEY).ifPresent(flaws::add);
        }
        int record = record(shape);
        if (record >= LONGEST_RECORD) {
            flaws.add("its %,d columns take up to %,d bytes of a page, and there can be %,d (a longer column takes %d); leave the table out"
                    .formatted(shape.columns().size(), record, LONGEST_RECORD - 1, LEFT_IN_PAGE + 1));
        }
        long row = shape.columns().stream().mapToLong(column -> inRow(type(shape, column))).sum() + shape.columns().size() / 8 + 1;
        if (row > LONGEST_ROW) {
            flaws.add("its rows take up to %,d bytes, and there can be %,d; leave the table out".formatted(row, LONGEST_ROW));
        }
        return flaws;
    }

    /// Why the table's primary key cannot be made.
    ///
    /// @param longest how many bytes a key can have
    static Optional<String> keyFlaw(TableShape shape, int longest) {
        if (fitsAKey(shape, shape.primaryKey(), longest)) {
            return Optional.empty();
        }
        int bytes = shape.columns().stream().filter(column -> shape.primaryKey().contains(column.name())).mapToInt(column -> inKey(type(shape, column))).sum();
        return Optional.of("its key (%s) takes %,d columns and %,d bytes, and there can be %,d and %,d (four bytes for a character of utf8mb4)%s".formatted(
                String.join(", ", shape.primaryKey()), shape.primaryKey().size(), bytes, MOST_KEY_COLUMNS, longest, Advice.otherKey()));
    }

    /// Whether columns can be indexed together, in their full length.
    static boolean fitsAKey(TableShape shape, List<String> columns) {
        return fitsAKey(shape, columns, LONGEST_KEY);
    }

    static boolean fitsAKey(TableShape shape, List<String> columns, int longest) {
        List<MySqlType> types = shape.columns().stream().filter(column -> columns.contains(column.name())).map(column -> type(shape, column)).toList();
        return types.size() <= MOST_KEY_COLUMNS
                && types.stream().noneMatch(InnoDbLimits::isWithoutLength)
                && types.stream().mapToLong(InnoDbLimits::inKey).sum() <= longest;
    }

    /// Whether there can be a key of such a column's beginning only.
    static boolean isWithoutLength(MySqlType type) {
        return WITHOUT_LENGTH.contains(type.name()) || isGeometry(type);
    }

    private static MySqlType type(TableShape shape, Column column) {
        return MySqlType.of(MySqlTargetTypes.type(shape, column));
    }

    private static boolean isGeometry(MySqlType type) {
        return Set.of("geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection")
                .contains(type.name().split(" ")[0]);
    }

    private static int record(TableShape shape) {
        long nullable = shape.columns().stream().filter(Column::nullable).count();
        int record = OVERHEAD + (int) ((nullable + 7) / 8) + (shape.primaryKey().isEmpty() ? HIDDEN_KEY : 0);
        for (Column column : shape.columns()) {
            MySqlType type = type(shape, column);
            long bytes = isWithoutLength(type) ? Long.MAX_VALUE : inKey(type);
            if (!isVarying(type)) {
                record += (int) bytes;
            } else {
                record += bytes >= LEFT_IN_PAGE ? LEFT_IN_PAGE + 1 : (int) bytes + 1;
            }
        }
        return record;
    }

    private static boolean isVarying(MySqlType type) {
        return type.name().startsWith("var")
                || isWithoutLength(type)
                || type.name().equals("char") && perCharacter(type) > 1;
    }

    /// Bytes of a row, with those that say how many there are.
    private static long inRow(MySqlType type) {
        if (isGeometry(type)) {
            return 12;
        }
        return switch (type.name()) {
            case "tinytext", "tinyblob" -> 9;
            case "text", "blob" -> 10;
            case "mediumtext", "mediumblob" -> 11;
            case "longtext", "longblob", "json" -> 12;
            default -> inKey(type) + (!type.name().startsWith("var") ? 0 : inKey(type) < 256 ? 1 : 2);
        };
    }

    static int inKey(MySqlType type) {
        if (FIXED.containsKey(type.name())) {
            return FIXED.get(type.name());
        }
        int fraction = (type.first() + 1) / 2;
        return switch (type.name()) {
            case "char", "varchar" -> type.first() * perCharacter(type);
            case "binary", "varbinary" -> type.first();
            case "bit" -> (type.first() + 7) / 8;
            case "time" -> 3 + fraction;
            case "datetime" -> 5 + fraction;
            case "timestamp" -> 4 + fraction;
            case "decimal" -> digits(type.first() - type.scale()) + digits(type.scale());
            // Members of ENUM are numbered by up to two bytes; a SET has a bit for each.
            default -> type.name().startsWith("enum") ? 2 : 8;
        };
    }

    private static int digits(int count) {
        return count / 9 * 4 + BYTES_OF_DIGITS[count % 9];
    }

    static int perCharacter(MySqlType type) {
        return BYTES_PER_CHARACTER.getOrDefault(type.charset(), 1);
    }
}
