package dev.syncline.dialect.mysql;

import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.read.ValueRules.Answer;

/// What MySQL's values that others cannot hold become, as SQL.
final class MySqlRemedies {

    private MySqlRemedies() {}

    /// Whether a cell has the trouble; null for null.
    static String isTroubled(Column column, ValueTrouble trouble, String name, DayRange days) {
        return switch (trouble) {
            case ZERO_DATE -> column.type() instanceof ColumnType.Instant
                    ? "YEAR(%s) = 0".formatted(name)
                    : "(YEAR(%1$s) = 0 OR MONTH(%1$s) = 0 OR DAY(%1$s) = 0 OR DAY(%1$s) > DAY(LAST_DAY(%2$s)))".formatted(name, firstOfMonth(name));
            // Collations may ignore the character, so bytes are searched; UTF-16 has zero bytes everywhere.
            case NUL_CHARACTER -> "LOCATE(X'00', CAST(CONVERT(%s USING utf8mb4) AS BINARY)) > 0".formatted(name);
            case DATE_OUT_OF_RANGE -> "(NOT %1$s AND (%2$s < '%3$s' OR %2$s > '%4$s'))"
                    .formatted(isTroubled(column, ValueTrouble.ZERO_DATE, name, days), day(name), days.first(), days.last());
            case NOT_A_NUMBER -> throw new IllegalArgumentException("MySQL has no such values: " + trouble);
        };
    }

    /// The expression in the column's place.
    ///
    /// @param value the column itself, or what an answer to another trouble makes of it
    static String remedied(Column column, Answer answer, String name, String value, DayRange days) {
        String troubled = isTroubled(column, answer.trouble(), name, days);
        return switch (answer.action()) {
            case NULL -> "IF(%s, NULL, %s)".formatted(troubled, value);
            case CLAMP -> "IF(%s, %s, %s)".formatted(troubled, clamped(column, answer, name, days), value.equals(name) ? unchanged(answer, name) : value);
            case FAIL, TEXT -> throw new IllegalArgumentException("Not a matter of expressions: " + answer.action());
        };
    }

    private static String unchanged(Answer answer, String name) {
        return answer.trouble() == ValueTrouble.NUL_CHARACTER ? name : "CAST(%s AS CHAR)".formatted(name);
    }

    private static String clamped(Column column, Answer answer, String name, DayRange days) {
        if (answer.trouble() == ValueTrouble.NUL_CHARACTER) {
            return "CONVERT(REPLACE(CAST(CONVERT(%s USING utf8mb4) AS BINARY), X'00', X'') USING utf8mb4)".formatted(name);
        }
        if (answer.trouble() == ValueTrouble.DATE_OUT_OF_RANGE) {
            return "IF(%s < '%s', '%s', '%s')".formatted(day(name), days.first(), moment(column, days.first(), "00:00:00", "0"), moment(column, days.last(), "23:59:59", "9"));
        }
        String nearest = days.equals(DayRange.COMMON) ? nearestDay(name) : "GREATEST(LEAST(%s, '%s'), '%s')".formatted(nearestDay(name), days.last(), days.first());
        return switch (column.type()) {
            // The first that a TIMESTAMP can be.
            case ColumnType.Instant _ -> "'1970-01-01 00:00:01'";
            case ColumnType.Timestamp _ -> "CONCAT(%s, SUBSTRING(CAST(%s AS CHAR), 11))".formatted(nearest, name);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _,
                    ColumnType.Text _, ColumnType.Binary _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _,
                    ColumnType.Duration _, ColumnType.Interval _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _,
                    ColumnType.Geometry _, ColumnType.Undecided _ -> nearest;
        };
    }

    private static String day(String name) {
        return "SUBSTRING(CAST(%s AS CHAR), 1, 10)".formatted(name);
    }

    private static String moment(Column column, String day, String time, String digit) {
        return column.type() instanceof ColumnType.Timestamp(int fraction)
                ? "%s %s%s".formatted(day, time, fraction == 0 ? "" : "." + digit.repeat(fraction))
                : day;
    }

    private static String nearestDay(String name) {
        return "IF(YEAR(%1$s) = 0, '0001-01-01', CONCAT(LPAD(YEAR(%1$s), 4, '0'), '-', LPAD(GREATEST(MONTH(%1$s), 1), 2, '0'), '-', LPAD(LEAST(GREATEST(DAY(%1$s), 1), DAY(LAST_DAY(%2$s))), 2, '0')))"
                .formatted(name, firstOfMonth(name));
    }

    private static String firstOfMonth(String name) {
        return "CONCAT(LPAD(YEAR(%1$s), 4, '0'), '-', LPAD(GREATEST(MONTH(%1$s), 1), 2, '0'), '-01')".formatted(name);
    }
}
