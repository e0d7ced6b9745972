package dev.syncline.dialect.postgresql;

import java.util.StringJoiner;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.ValueRules;
import dev.syncline.dialect.read.ValueRules.Answer;

/// The `SELECT` whose result, as PostgreSQL prints it under the session's pins, is neutral text.
final class PostgreSqlExpressions {

    private PostgreSqlExpressions() {}

    static String select(TableName table, TableShape shape) {
        StringJoiner columns = new StringJoiner(",\n       ", "SELECT ", "\nFROM " + PostgreSqlNames.quote(table));
        for (Column column : shape.columns()) {
            columns.add(expression(column, PostgreSqlNames.quote(column.name())));
        }
        return columns.toString();
    }

    /// As [#select], but for answers to values that do not fit, and for the padding of `char(n)`, which [CopyRow] takes off.
    ///
    /// @param shape as the database has it
    static String selectForReading(TableName table, TableShape shape, ValueRules rules) {
        StringJoiner columns = new StringJoiner(",\n       ", "SELECT ", "\nFROM " + PostgreSqlNames.quote(table));
        for (Column column : shape.columns()) {
            String name = PostgreSqlNames.quote(column.name());
            String value = name;
            for (Answer answer : rules.answers(shape, column)) {
                value = answer.changesCells() ? PostgreSqlRemedies.remedied(column, answer, value, rules.days()) : value;
            }
            columns.add(CopyRow.isPadded(column) ? value : expression(column, value));
        }
        return columns.toString();
    }

    private static String expression(Column column, String name) {
        return switch (column.type()) {
            // Printed as t and f, but cast to true and false.
            case ColumnType.Bool _ -> name + "::text";
            // The cast takes off the padding; an xml that is not cast is printed without its declaration.
            case ColumnType.Text(_, var fixed) -> fixed || isXml(column) ? name + "::text" : name;
            // Only money has no declaration of its own.
            case ColumnType.Decimal _ -> column.declaration() == null ? name + "::numeric" : name;
            // The shortest digits of the largest real are above FLT_MAX when they are read as a double first, as MySQL does.
            case ColumnType.Floating(int bits) -> bits == 32 ? name + "::float8" : name;
            case ColumnType.Instant _ -> name + " AT TIME ZONE 'UTC'";
            case ColumnType.Int _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.Binary _,
                    ColumnType.Date _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Timestamp _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ -> name;
        };
    }

    private static boolean isXml(Column column) {
        return "xml".equals(column.declaration());
    }
}
