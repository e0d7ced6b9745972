package dev.syncline.dialect.postgresql;

import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Declarations;

/// The type a column gets here. All of them read neutral text as it is.
final class PostgreSqlTargetTypes {

    /// What `format_type` prints for built-in types: `numeric(3,-2)`, `timestamp(6) with time zone`, `interval day to second(3)`, `"char"[]`.
    private static final Pattern BUILT_IN = Pattern.compile(
            "(\"char\"|double precision|character varying|bit varying|interval [a-z]+( to [a-z]+)?|(?!(small|big)?serial)[a-z][a-z0-9_]*)"
                    + "(\\(-?\\d+(,-?\\d+)?\\))?( with(out)? time zone)?(\\[\\])?");

    /// The most characters of `varchar(n)`; text has no such limit.
    private static final int LONGEST_VARCHAR = 10_485_760;

    private PostgreSqlTargetTypes() {}

    static String type(TableShape shape, Column column) {
        return shape.origin().equals(PostgreSqlDialect.KIND) && column.declaration() != null
                ? Declarations.checked(column, BUILT_IN)
                : type(column);
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case ColumnType.Bool _ -> "boolean";
            case ColumnType.Int(int bits, boolean unsigned) -> whole(bits, unsigned);
            // A negative scale says that the last digits are zeros: the whole number then has fewer than precision - scale digits.
            case ColumnType.Decimal(int precision, int scale) ->
                scale < 0 ? "numeric(%d,0)".formatted(precision - scale) : "numeric(%d,%d)".formatted(Math.max(precision, scale), scale);
            case ColumnType.UnboundedDecimal _ -> "numeric";
            case ColumnType.Floating(int bits) -> bits == 32 ? "real" : "double precision";
            // Never bpchar: MySQL's CHAR has no padding, and bpchar would not tell 'a' from 'a '.
            case ColumnType.Text(int length, _) -> length == 0 || length > LONGEST_VARCHAR ? "text" : "varchar(%d)".formatted(length);
            case ColumnType.Binary _ -> "bytea";
            // Not geometry, which needs PostGIS; c::text::geometry reads the same digits there.
            case ColumnType.Geometry _ -> "bytea";
            case ColumnType.Date _ -> "date";
            case ColumnType.TimeOfDay(int fraction) -> "time(%d)".formatted(fraction);
            case ColumnType.ZonedTime(int fraction) -> "time(%d) with time zone".formatted(fraction);
            case ColumnType.Duration _, ColumnType.Interval _ -> "interval";
            case ColumnType.Timestamp(int fraction) -> "timestamp(%d)".formatted(fraction);
            case ColumnType.Instant(int fraction) -> "timestamp(%d) with time zone".formatted(fraction);
            // json keeps the text; jsonb refuses \u0000.
            case ColumnType.Json _ -> "json";
            case ColumnType.Uuid _ -> "uuid";
            case ColumnType.Bits(int length, boolean varying) ->
                (varying ? "bit varying" : "bit") + (length == 0 ? "" : "(%d)".formatted(length));
            case ColumnType.Undecided(String declaration) ->
                throw new SyncException(
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" has the type %s, which PostgreSQL has no answer for; leave the table out".formatted(column.name(), declaration));
        };
    }

    private static String whole(int bits, boolean unsigned) {
        int needed = unsigned ? bits + 1 : bits;
        if (needed <= 16) {
            return "smallint";
        }
        if (needed <= 32) {
            return "integer";
        }
        return needed <= 64 ? "bigint" : "numeric(20,0)";
    }
}
