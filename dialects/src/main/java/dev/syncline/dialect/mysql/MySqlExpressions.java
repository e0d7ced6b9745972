package dev.syncline.dialect.mysql;

import java.util.Locale;
import java.util.StringJoiner;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.ValueRules;
import dev.syncline.dialect.read.ValueRules.Answer;

/// The `SELECT` whose result is neutral text.
final class MySqlExpressions {

    /// The SRID, which comes first here, goes behind the type, whose last byte gets the bit that says so.
    private static final String EWKB =
            "CONCAT('\\\\x', SUBSTRING(HEX(%s), 9, 8), '20', SUBSTRING(HEX(%s), 1, 8), SUBSTRING(HEX(%s), 19))";

    private MySqlExpressions() {}

    /// All of it in SQL, for people and previews.
    static String select(TableName table, TableShape shape) {
        StringJoiner columns = columns(table);
        shape.columns().forEach(column -> columns.add(expression(column, MySqlNames.quote(column.name()))));
        return columns.toString();
    }

    /// Binary columns as raw bytes: `HEX` of more than half of `max_allowed_packet` is NULL with a mere warning (1301).
    ///
    /// @param shape as the database has it
    static String selectForReading(TableName table, TableShape shape, ValueRules rules) {
        StringJoiner columns = columns(table);
        for (Column column : shape.columns()) {
            String name = MySqlNames.quote(column.name());
            String own = column.type() instanceof ColumnType.Text ? expression(column, name) : name;
            String value = own;
            for (Answer answer : rules.answers(shape, column)) {
                value = answer.changesCells() ? MySqlRemedies.remedied(column, answer, own, value, rules.days()) : value;
            }
            columns.add(!value.equals(own) ? value : isBytes(column) ? name : expression(column, name));
        }
        return columns.toString();
    }

    private static StringJoiner columns(TableName table) {
        return new StringJoiner(",\n       ", "SELECT ", "\nFROM " + MySqlNames.quote(table));
    }

    private static boolean isBytes(Column column) {
        return column.type() instanceof ColumnType.Binary || column.type() instanceof ColumnType.Geometry;
    }

    private static String expression(Column column, String name) {
        return switch (column.type()) {
            case ColumnType.Bool _ -> "ELT(%s + 1, 'false', 'true')".formatted(name);
            case ColumnType.Bits(int length, _) -> "LPAD(BIN(%s + 0), %d, '0')".formatted(name, length);
            // The text protocol prints six digits of a FLOAT and the declared digits of a DOUBLE(m,d); measured on 8.0.33.
            case ColumnType.Floating _ -> "CAST(%s AS DOUBLE)".formatted(name);
            case ColumnType.Binary _ -> "CONCAT('\\\\x', HEX(%s))".formatted(name);
            case ColumnType.Geometry _ -> EWKB.formatted(name, name, name);
            case ColumnType.Int _, ColumnType.Decimal _ -> isZerofill(column) ? name + " + 0" : name;
            case ColumnType.Text _ -> UnicodeCheck.isNeededFor(column) ? UnicodeCheck.text(column, name) : name;
            case ColumnType.UnboundedDecimal _,
                    ColumnType.Date _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Timestamp _,
                    ColumnType.Instant _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Undecided _ -> name;
        };
    }

    private static boolean isZerofill(Column column) {
        return column.declaration() != null && column.declaration().toLowerCase(Locale.ROOT).contains("zerofill");
    }
}
