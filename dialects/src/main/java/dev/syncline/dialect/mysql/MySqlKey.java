package dev.syncline.dialect.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;

/// SQL that compares rows by an incremental key: column after column (A8), texts byte by byte.
///
/// @param shape what the rows have
/// @param columns of the key, in order
/// @param types of those columns in the table that is asked, by name
record MySqlKey(TableShape shape, List<Column> columns, Map<String, MySqlType> types) {

    /// The key in a table that is made for this shape.
    static MySqlKey of(TableShape shape, List<String> names) {
        List<Column> columns = names.stream().map(name -> column(shape, name)).toList();
        return new MySqlKey(
                shape, columns, columns.stream().collect(Collectors.toMap(Column::name, column -> MySqlType.of(MySqlTargetTypes.type(shape, column)))));
    }

    private static Column column(TableShape shape, String name) {
        return shape.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SyncException(
                        FailureCode.MISCONFIGURED, "The rows have no column \"%s\", which the incremental key names; choose another key".formatted(name)));
    }

    /// What rows are ordered by, the greatest first; MySQL puts nulls last then.
    String greatestFirst(String row) {
        return columns.stream().map(column -> expression(row + '.', column) + " DESC").collect(Collectors.joining(", "));
    }

    String notNull(String row) {
        return columns.stream().map(column -> row + '.' + MySqlNames.quote(column.name()) + " IS NOT NULL").collect(Collectors.joining(" AND "));
    }

    /// The expanded form, for which MySQL uses a range of an index (for the row form it walks the whole index); its parameters are [#parameters].
    String isGreater(String row) {
        return isGreater(row, 0);
    }

    private String isGreater(String row, int from) {
        Column column = columns.get(from);
        String expression = expression(row + '.', column);
        String value = value(column);
        return from == columns.size() - 1
                ? "%s > %s".formatted(expression, value)
                : "(%s > %s OR %1$s = %2$s AND %s)".formatted(expression, value, isGreater(row, from + 1));
    }

    List<String> parameters(List<String> bound) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            parameters.add(bound.get(i));
            if (i < bound.size() - 1) {
                parameters.add(bound.get(i));
            }
        }
        return parameters;
    }

    private String expression(String row, Column column) {
        String name = row + MySqlNames.quote(column.name());
        MySqlType type = types.get(column.name());
        return column.type() instanceof ColumnType.Text && !(type != null && type.comparesBytes()) ? bytes(name) : name;
    }

    /// As its type compares it: a number that is given as a text would be compared as a double. Of 65 digits each that is not needed after the point
    /// would be missing before it. A parameter of which an unsigned number is made is taken for a decimal, and refused from 2^63 on (measured on 8.0.33).
    private String value(Column column) {
        String converted = MySqlTargetTypes.expression(shape, column, "?");
        if (!converted.isEmpty()) {
            return converted;
        }
        return switch (column.type()) {
            case ColumnType.Int(_, boolean unsigned) -> unsigned ? "CAST(CAST(? AS CHAR) AS UNSIGNED)" : "CAST(? AS SIGNED)";
            case ColumnType.Decimal(_, int scale) -> "CAST(? AS DECIMAL(65,%d))".formatted(Math.clamp(scale, 0, 30));
            case ColumnType.UnboundedDecimal _ -> "CAST(? AS DECIMAL(65,30))";
            case ColumnType.Floating _ -> "CAST(? AS DOUBLE)";
            case ColumnType.Date _ -> "CAST(? AS DATE)";
            case ColumnType.TimeOfDay _, ColumnType.Duration _ -> "CAST(? AS TIME(6))";
            case ColumnType.Timestamp _, ColumnType.Instant _ -> "CAST(? AS DATETIME(6))";
            case ColumnType.Text _ -> bytes("?");
            case ColumnType.Bool _,
                    ColumnType.Binary _,
                    ColumnType.ZonedTime _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ -> "?";
        };
    }

    private static String bytes(String text) {
        return "CONVERT(%s USING utf8mb4) COLLATE utf8mb4_0900_bin".formatted(text);
    }
}
