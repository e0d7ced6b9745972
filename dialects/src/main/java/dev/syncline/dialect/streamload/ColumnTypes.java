package dev.syncline.dialect.streamload;

import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Dialects;

/// The type a column gets. What has no type of its own becomes a text that holds every value: documents too, whose own type keeps numbers as doubles and
/// would lose digits, and bytes, as hexadecimal digits, for which one has no stored type and the other none that JSON can carry.
///
/// @param title of the database
/// @param text the type of texts without bounds
/// @param longestText the most bytes of a text; 0 where the server's setting decides
/// @param longestVarchar the most bytes of `VARCHAR(n)`
/// @param fractions whether `DATETIME` says how many digits of a second it has
/// @param decimalKeys whether a `DECIMAL` may be in a key
public record ColumnTypes(String title, String text, int longestText, int longestVarchar, boolean fractions, boolean decimalKeys) {

    private static final int MOST_DIGITS = 38;
    private static final int BYTES_PER_CHARACTER = 4;
    private static final int LONGEST_KEY = 65_533;
    private static final int LARGEST_BITS = 64;

    /// @throws SyncException with `UNSUPPORTED_TYPE` where no type here holds every value, or none that a key may have
    public String type(TableShape shape, Column column) {
        boolean key = shape.primaryKey().contains(column.name());
        return switch (column.type()) {
            case ColumnType.Bool _ -> "BOOLEAN";
            case ColumnType.Int(int bits, boolean unsigned) -> whole(bits, unsigned);
            case ColumnType.Decimal(int precision, int scale) -> decimal(precision, scale, key);
            case ColumnType.UnboundedDecimal _, ColumnType.Json _, ColumnType.Geometry _ -> text(0, key);
            case ColumnType.Floating(int bits) -> floating(column, bits, key);
            case ColumnType.Text(int length, _) -> text((long) length * BYTES_PER_CHARACTER, key);
            case ColumnType.Binary(long length) -> text(length * 2, key);
            case ColumnType.Date _ -> "DATE";
            case ColumnType.TimeOfDay _ -> "VARCHAR(15)";
            case ColumnType.ZonedTime _ -> "VARCHAR(24)";
            case ColumnType.Duration _ -> "VARCHAR(17)";
            case ColumnType.Interval _ -> "VARCHAR(80)";
            case ColumnType.Timestamp(int fraction) -> moment(fraction);
            case ColumnType.Instant(int fraction) -> moment(fraction);
            case ColumnType.Uuid _ -> "VARCHAR(36)";
            case ColumnType.Bits bits -> bits(shape, bits, key);
            case ColumnType.Undecided(String declaration) ->
                throw new SyncException(
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" has the type %s, which %s has no answer for; leave the table out".formatted(column.name(), declaration, title));
        };
    }

    private static String whole(int bits, boolean unsigned) {
        int needed = unsigned ? bits + 1 : bits;
        return needed <= 8 ? "TINYINT" : needed <= 16 ? "SMALLINT" : needed <= 32 ? "INT" : needed <= 64 ? "BIGINT" : "LARGEINT";
    }

    private String decimal(int precision, int scale, boolean key) {
        int digits = scale < 0 ? precision - scale : Math.max(precision, scale);
        if (digits > MOST_DIGITS || key && !decimalKeys) {
            // Sign and point take a character each, and so may a zero before the point.
            return "VARCHAR(%d)".formatted(digits + 3);
        }
        return "DECIMAL(%d,%d)".formatted(digits, Math.max(0, scale));
    }

    private String floating(Column column, int bits, boolean key) {
        if (key) {
            throw new SyncException(
                    FailureCode.UNSUPPORTED_TYPE,
                    "Column \"%s\" is a floating-point number, which a key of %s cannot have; choose other key fields".formatted(column.name(), title));
        }
        return bits == 32 ? "FLOAT" : "DOUBLE";
    }

    /// @param bytes the most a value has; 0 where there is no bound
    private String text(long bytes, boolean key) {
        if (bytes > 0 && bytes <= longestVarchar) {
            return "VARCHAR(%d)".formatted(bytes);
        }
        return key ? "VARCHAR(%d)".formatted(LONGEST_KEY) : text;
    }

    private String moment(int fraction) {
        return fractions ? "DATETIME(%d)".formatted(fraction) : "DATETIME";
    }

    private String bits(TableShape shape, ColumnType.Bits bits, boolean key) {
        if (isNumber(shape, bits)) {
            return bits.length() < LARGEST_BITS ? "BIGINT" : "LARGEINT";
        }
        return text(bits.length(), key);
    }

    /// A `BIT(n)` of MySQL is a number; a `bit(n)` of PostgreSQL is a string of digits.
    static boolean isNumber(TableShape shape, ColumnType.Bits bits) {
        return Dialects.facts(shape.origin()).bitsAreNumbers() && !bits.varying() && bits.length() <= LARGEST_BITS;
    }

    static boolean isText(String type) {
        return type.equals("STRING") || type.startsWith("VARCHAR(");
    }

    /// Whether the column belongs to a key and may be longer than a key's column can be.
    boolean isShortened(TableShape shape, Column column) {
        String free = type(new TableShape(shape.origin(), shape.columns(), List.of()), column);
        return isText(free) && !free.equals(type(shape, column));
    }

    /// As it is declared: a key takes no nulls.
    String declared(TableShape shape, Column column) {
        boolean nullable = column.nullable() && !shape.primaryKey().contains(column.name());
        return type(shape, column) + (nullable ? " NULL" : " NOT NULL");
    }

    /// The most bytes of a text in this column; 0 where the server's setting decides.
    int longest(TableShape shape, Column column) {
        String type = type(shape, column);
        return type.startsWith("VARCHAR(") ? Integer.parseInt(type.substring(8, type.length() - 1)) : longestText;
    }
}
