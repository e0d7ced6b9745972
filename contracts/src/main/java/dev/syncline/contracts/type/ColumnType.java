package dev.syncline.contracts.type;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// The neutral type of a column: what its values mean, independent of a database.
///
/// Each type fixes the **neutral text** in which its values travel. A source dialect writes a `SELECT` whose result is that
/// text; a target dialect takes it as it is or names an expression that converts it. Null is never a text but the field `\N`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ColumnType.Bool.class),
    @JsonSubTypes.Type(ColumnType.Int.class),
    @JsonSubTypes.Type(ColumnType.Decimal.class),
    @JsonSubTypes.Type(ColumnType.UnboundedDecimal.class),
    @JsonSubTypes.Type(ColumnType.Floating.class),
    @JsonSubTypes.Type(ColumnType.Text.class),
    @JsonSubTypes.Type(ColumnType.Binary.class),
    @JsonSubTypes.Type(ColumnType.Date.class),
    @JsonSubTypes.Type(ColumnType.TimeOfDay.class),
    @JsonSubTypes.Type(ColumnType.ZonedTime.class),
    @JsonSubTypes.Type(ColumnType.Duration.class),
    @JsonSubTypes.Type(ColumnType.Interval.class),
    @JsonSubTypes.Type(ColumnType.Timestamp.class),
    @JsonSubTypes.Type(ColumnType.Instant.class),
    @JsonSubTypes.Type(ColumnType.Json.class),
    @JsonSubTypes.Type(ColumnType.Uuid.class),
    @JsonSubTypes.Type(ColumnType.Bits.class),
    @JsonSubTypes.Type(ColumnType.Geometry.class),
    @JsonSubTypes.Type(ColumnType.Undecided.class)
})
public sealed interface ColumnType {

    /// True or false. Text: `true`, `false`.
    @JsonTypeName("bool")
    record Bool() implements ColumnType {}

    /// A whole number. Text: decimal digits with a leading `-` where negative.
    ///
    /// @param bits 8, 16, 24, 32 or 64
    @JsonTypeName("int")
    record Int(int bits, boolean unsigned) implements ColumnType {}

    /// An exact number with a fixed number of digits. Text: digits with a decimal point, never an exponent; `NaN` where the source has it.
    ///
    /// @param precision all digits, at least 1
    /// @param scale digits after the point; negative means that many digits before it are always zero
    @JsonTypeName("decimal")
    record Decimal(int precision, int scale) implements ColumnType {}

    /// An exact number without declared bounds (PostgreSQL `numeric`). Text as [Decimal], also `Infinity` and `-Infinity`.
    @JsonTypeName("unbounded-decimal")
    record UnboundedDecimal() implements ColumnType {}

    /// A binary floating-point number. Text: the shortest digits that read back as the same number, `NaN`, `Infinity`, `-Infinity`.
    ///
    /// @param bits 32 or 64
    @JsonTypeName("floating")
    record Floating(int bits) implements ColumnType {}

    /// Characters. Text: the value in UTF-8.
    ///
    /// @param length the most characters a value has; 0 where the source declares no bound
    /// @param fixed whether the source pads values with blanks, which are then not part of the text
    @JsonTypeName("text")
    record Text(int length, boolean fixed) implements ColumnType {}

    /// Bytes. Text: `\x` and two hexadecimal digits per byte, either letter case.
    ///
    /// @param length the most bytes a value has; 0 where the source declares no bound
    @JsonTypeName("binary")
    record Binary(long length) implements ColumnType {}

    /// A calendar day. Text: `2026-03-29`, and `infinity`, `-infinity` or a trailing ` BC` where the source has them.
    @JsonTypeName("date")
    record Date() implements ColumnType {}

    /// A time within a day. Text: `23:59:59.999999`; `24:00:00` exists in PostgreSQL.
    ///
    /// @param fraction digits of a second, 0 to 6
    @JsonTypeName("time-of-day")
    record TimeOfDay(int fraction) implements ColumnType {}

    /// A time within a day with its offset (PostgreSQL `timetz`). Text: `23:59:59.999999+05:30`.
    @JsonTypeName("zoned-time")
    record ZonedTime(int fraction) implements ColumnType {}

    /// A signed span of hours, minutes and seconds (MySQL `TIME`). Text: `-838:59:59.000000`.
    @JsonTypeName("duration")
    record Duration(int fraction) implements ColumnType {}

    /// Months, days and seconds kept apart (PostgreSQL `interval`). Text: ISO 8601, `P1Y2M3DT4H5M6.7S`.
    @JsonTypeName("interval")
    record Interval() implements ColumnType {}

    /// A wall-clock date and time without a zone. Text: `2026-03-29 01:59:59.999999`; `infinity` and ` BC` as [Date].
    ///
    /// @param fraction digits of a second, 0 to 6
    @JsonTypeName("timestamp")
    record Timestamp(int fraction) implements ColumnType {}

    /// A moment in time. Text as [Timestamp], always in UTC and without an offset.
    @JsonTypeName("instant")
    record Instant(int fraction) implements ColumnType {}

    /// A JSON document. Text: the document as the source writes it.
    ///
    /// @param normalised whether the source keeps a parsed form (PostgreSQL `jsonb`, MySQL `JSON`) and not the text as it came
    @JsonTypeName("json")
    record Json(boolean normalised) implements ColumnType {}

    /// A UUID. Text: 36 characters, lower case.
    @JsonTypeName("uuid")
    record Uuid() implements ColumnType {}

    /// A string of bits. Text: the digits `0` and `1`, the highest first.
    @JsonTypeName("bits")
    record Bits(int length, boolean varying) implements ColumnType {}

    /// A point, a line, an area or a collection of them, with the number of its spatial reference system. Text as [Binary]: its EWKB as PostGIS
    /// reads it, always with the SRID, coordinates in the order x, y.
    @JsonTypeName("geometry")
    record Geometry() implements ColumnType {}

    /// A source type for which no neutral text has been decided; a table that has one fails before a row moves.
    ///
    /// @param declaration the type as its source declares it
    @JsonTypeName("undecided")
    record Undecided(String declaration) implements ColumnType {}
}
