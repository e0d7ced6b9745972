package dev.syncline.dialect.postgresql;

import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.read.ValueRules.Answer;

/// What PostgreSQL's values that others cannot hold become, as SQL of the column's own type.
final class PostgreSqlRemedies {

    /// MySQL's widest number; a `numeric` itself has no largest value.
    private static final String LARGEST_NUMERIC = "9".repeat(65);

    private PostgreSqlRemedies() {}

    /// Whether a cell has the trouble; null or false for null.
    static String isTroubled(Column column, ValueTrouble trouble, String name, DayRange days) {
        return switch (trouble) {
            case DATE_OUT_OF_RANGE -> "(%1$s < '%2$s'::%4$s OR %1$s >= '%3$s'::%4$s)".formatted(name, days.first(), days.end(), type(column));
            // As text: before PostgreSQL 14 a numeric has no Infinity to compare with.
            case NOT_A_NUMBER -> "%s::text IN ('NaN', 'Infinity', '-Infinity')".formatted(name);
            case ZERO_DATE, NUL_CHARACTER -> throw new IllegalArgumentException("PostgreSQL has no such values: " + trouble);
        };
    }

    /// The expression in the column's place, of the column's type.
    static String remedied(Column column, Answer answer, String name, DayRange days) {
        return switch (answer.action()) {
            case NULL -> "(CASE WHEN %s THEN NULL ELSE %s END)".formatted(isTroubled(column, answer.trouble(), name, days), name);
            case CLAMP -> answer.trouble() == ValueTrouble.NOT_A_NUMBER ? clampedNumber(column, name) : clampedDate(column, name, days);
            case FAIL, TEXT -> throw new IllegalArgumentException("Not a matter of expressions: " + answer.action());
        };
    }

    private static String clampedNumber(Column column, String name) {
        String largest = switch (column.type()) {
            case ColumnType.Floating(int bits) -> bits == 32 ? "'3.4028235e38'::float4" : "'1.7976931348623157e308'::float8";
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Text _,
                    ColumnType.Binary _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _,
                    ColumnType.Interval _, ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _, ColumnType.Uuid _,
                    ColumnType.Bits _, ColumnType.Geometry _, ColumnType.Undecided _ -> LARGEST_NUMERIC + "::numeric";
        };
        return "(CASE %1$s::text WHEN 'NaN' THEN NULL WHEN 'Infinity' THEN %2$s WHEN '-Infinity' THEN -%2$s ELSE %1$s END)".formatted(name, "(" + largest + ")");
    }

    private static String clampedDate(Column column, String name, DayRange days) {
        return "(CASE WHEN %1$s < '%2$s'::%4$s THEN '%2$s'::%4$s WHEN %1$s >= '%3$s'::%4$s THEN '%5$s'::%4$s ELSE %1$s END)"
                .formatted(name, days.first(), days.end(), type(column), lastOf(column, days));
    }

    /// With as many digits as the column has: more would be rounded up into the next day.
    private static String lastOf(Column column, DayRange days) {
        return switch (column.type()) {
            case ColumnType.Timestamp(int fraction) -> lastMoment(days, fraction);
            case ColumnType.Instant(int fraction) -> lastMoment(days, fraction);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _,
                    ColumnType.Text _, ColumnType.Binary _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _,
                    ColumnType.Duration _, ColumnType.Interval _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _,
                    ColumnType.Geometry _, ColumnType.Undecided _ -> days.last();
        };
    }

    private static String lastMoment(DayRange days, int fraction) {
        return "%s 23:59:59%s".formatted(days.last(), fraction == 0 ? "" : "." + "9".repeat(fraction));
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case ColumnType.Timestamp _ -> "timestamp";
            case ColumnType.Instant _ -> "timestamptz";
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _,
                    ColumnType.Text _, ColumnType.Binary _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _,
                    ColumnType.Duration _, ColumnType.Interval _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _,
                    ColumnType.Geometry _, ColumnType.Undecided _ -> "date";
        };
    }
}
