package dev.syncline.dialect.clickhouse;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Dialects;
import org.jspecify.annotations.Nullable;

/// The type a column gets here, and how its value comes out of neutral text.
final class ClickHouseTypes {

    private static final int MOST_DIGITS = 76;
    private static final int MOST_BITS = 64;

    private ClickHouseTypes() {}

    /// As it is declared, with `Nullable` where the column may be null.
    static String declared(TableShape shape, Column column) {
        String type = type(shape, column);
        if (!column.nullable()) {
            return type;
        }
        return isLowCardinality(column) ? "LowCardinality(Nullable(String))" : "Nullable(%s)".formatted(type);
    }

    /// Without its nullability.
    static String type(TableShape shape, Column column) {
        return switch (column.type()) {
            case ColumnType.Bool _ -> "Bool";
            case ColumnType.Int(int bits, boolean unsigned) -> (unsigned ? "UInt" : "Int") + (bits == 24 ? 32 : bits);
            case ColumnType.Decimal(int precision, int scale) -> decimal(precision, scale);
            case ColumnType.Floating(int bits) -> "Float" + bits;
            case ColumnType.Text _ -> isLowCardinality(column) ? "LowCardinality(String)" : "String";
            case ColumnType.Date _ -> "Date32";
            case ColumnType.Timestamp(int fraction) -> "DateTime64(%d, 'UTC')".formatted(fraction);
            case ColumnType.Instant(int fraction) -> "DateTime64(%d, 'UTC')".formatted(fraction);
            case ColumnType.Uuid _ -> "UUID";
            case ColumnType.Bits bits -> isNumber(shape, bits) ? "UInt64" : "String";
            // A number without bounds as its digits; times that ClickHouse has no type for as they are written; documents as they come.
            case ColumnType.UnboundedDecimal _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Binary _,
                    ColumnType.Geometry _ -> "String";
            case ColumnType.Undecided(String declaration) ->
                throw new SyncException(
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" has the type %s, which ClickHouse has no answer for; leave the table out".formatted(column.name(), declaration));
        };
    }

    private static String decimal(int precision, int scale) {
        int digits = scale < 0 ? precision - scale : Math.max(precision, scale);
        return digits > MOST_DIGITS ? "String" : "Decimal(%d, %d)".formatted(digits, Math.max(0, scale));
    }

    /// MySQL's ENUM and SET have few values; an Enum8 would refuse those that are added later.
    static boolean isLowCardinality(Column column) {
        return column.type() instanceof ColumnType.Text && column.declaration() != null && column.declaration().matches("(?s)(enum|set)\\(.*");
    }

    /// A `BIT(n)` of MySQL is a number; a `bit(n)` of PostgreSQL is a string of digits.
    private static boolean isNumber(TableShape shape, ColumnType.Bits bits) {
        return Dialects.facts(shape.origin()).bitsAreNumbers() && !bits.varying() && bits.length() <= MOST_BITS;
    }

    /// What is made of a field.
    ///
    /// @param value the column's value out of the field's text
    /// @param checks none where ClickHouse refuses what it cannot hold
    /// @param readsNull whether the field's text may be that of a null
    record Reading(String value, List<Check> checks, boolean readsNull) {

        /// Of a key field, which has no null though its source may: without a question the field's text would be taken for an empty one, and become the first
        /// day or the number 0 (26.7, measured).
        Reading ofKey(String field) {
            List<Check> all = new ArrayList<>(List.of(new Check("%s IS NULL".formatted(field), ClickHouseErrors.NO_NULL)));
            all.addAll(checks);
            return new Reading("assumeNotNull(%s)".formatted(value), all, true);
        }
    }

    /// @param condition true for texts that ClickHouse would keep wrong
    /// @param complaint what is wrong then
    record Check(String condition, String complaint) {}

    /// How a field is read that is not understood as it is; null where it is.
    ///
    /// @param field holds the field's text, or null
    static @Nullable Reading reading(TableShape shape, Column column, String field) {
        boolean key = shape.primaryKey().contains(column.name());
        Reading reading = switch (column.type()) {
            // A date out of range becomes the nearest one, and the 30th of February the 2nd of March (measured).
            case ColumnType.Date _ -> temporal(column, field, "toDate32OrNull(%s)".formatted(field), key);
            // The year 0 becomes this year (measured).
            case ColumnType.Timestamp(int fraction) -> temporal(column, field, moment(field, fraction), key);
            case ColumnType.Instant(int fraction) -> temporal(column, field, moment(field, fraction), key);
            case ColumnType.Binary _, ColumnType.Geometry _ -> new Reading("unhex(substring(%s, 3))".formatted(field), List.of(), column.nullable());
            case ColumnType.Bits bits -> isNumber(shape, bits) ? new Reading("reinterpretAsUInt64(reverse(unbin(%s)))".formatted(field), List.of(), column.nullable()) : null;
            // MySQL writes the year 0 with four digits, of which TabSeparated would read the first only.
            case ColumnType.Int _ -> "year".equals(column.declaration()) ? new Reading("toInt16(%s)".formatted(field), List.of(), column.nullable()) : null;
            case ColumnType.Bool _,
                    ColumnType.Decimal _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.Floating _,
                    ColumnType.Text _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Undecided _ -> null;
        };
        if (!key) {
            return reading;
        }
        // Of the other types only a text takes the two characters of a null for a value.
        return reading == null
                ? type(shape, column).contains("String") ? new Reading(field, List.of(), true).ofKey(field) : null
                : reading.ofKey(field);
    }

    /// A column as it is ordered at the source: ClickHouse's own order of a UUID is not that of its text.
    static String comparable(Column column) {
        String name = ClickHouseNames.quote(column.name());
        return column.type() instanceof ColumnType.Uuid ? "toString(%s)".formatted(name) : name;
    }

    /// Without a fraction the function reads years 1970 to 2106 only, and makes the nearest of others (measured).
    private static String moment(String field, int fraction) {
        return fraction == 0
                ? "CAST(toDateTime64OrNull(%s, 3, 'UTC'), 'Nullable(DateTime64(0, \\'UTC\\'))')".formatted(field)
                : "toDateTime64OrNull(%s, %d, 'UTC')".formatted(field, fraction);
    }

    /// Exact where it is written as it was read, but for zeros at the end of the fraction.
    private static Reading temporal(Column column, String field, String value, boolean key) {
        return new Reading(
                column.nullable() || key ? value : "assumeNotNull(%s)".formatted(value),
                List.of(new Check(
                        "NOT ifNull(%sstartsWith(toString(%s), %s), 0)".formatted(column.nullable() ? field + " IS NULL OR " : "", value, field),
                        ClickHouseErrors.NO_DAY)),
                column.nullable());
    }
}
