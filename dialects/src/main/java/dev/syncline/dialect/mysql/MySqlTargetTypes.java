package dev.syncline.dialect.mysql;

import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Declarations;

/// The type a column gets here, and the expression that makes its value out of neutral text.
final class MySqlTargetTypes {

    /// What `COLUMN_TYPE` prints, with a character set or SRID: `decimal(10,2) unsigned`, `enum('a','it''s') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`.
    private static final Pattern DECLARED = Pattern.compile(
            "([a-z]+(\\(\\d+(,\\d+)?\\))?( unsigned)?( zerofill)?|(enum|set)\\('(?:[^'\\\\]|''|\\\\.)*+'(,'(?:[^'\\\\]|''|\\\\.)*+')*\\))"
                    + "( CHARACTER SET [a-z0-9_]+ COLLATE [a-z0-9_]+)?( SRID \\d+)?",
            Pattern.DOTALL);

    private static final int MOST_DIGITS = 65;
    private static final int MOST_SCALE = 30;
    private static final int MOST_BITS = 64;
    /// Keys of unbounded columns: three of them fit into InnoDB's 3,072 bytes.
    static final int KEY_LENGTH = 255;
    private static final String ASCII = " CHARACTER SET ascii COLLATE ascii_bin";

    /// MySQL's own form is the SRID and then the WKB: byte order, type, coordinates. The EWKB has the SRID behind the type, and a bit in the
    /// type that says so.
    private static final String GEOMETRY_FROM_EWKB =
            "UNHEX(CONCAT(SUBSTRING(%s, 13, 8), SUBSTRING(%s, 3, 8), '00', SUBSTRING(%s, 21)))";

    /// A document in MySQL can hold exact decimals, but its text is read back as doubles, and those of 16 digits and more are often read back as
    /// their neighbours (8.0.33: one in eight of random doubles). Where a number would change, other than by zeros at its end, the document is
    /// made one that is refused.
    private static final String SAME_DOCUMENT =
            """
            IF(%1$s IS NULL \
            OR CAST(CAST(%1$s AS JSON) AS CHAR) = %1$s \
            OR REGEXP_REPLACE(CAST(CAST(%1$s AS JSON) AS CHAR), '(\\\\.[0-9]*?)0+(?![0-9])', '$1') = REGEXP_REPLACE(%1$s, '(\\\\.[0-9]*?)0+(?![0-9])', '$1'), \
            %1$s, 'changed')""";

    private MySqlTargetTypes() {}

    static String type(TableShape shape, Column column) {
        if (isSameKind(shape, column)) {
            return Declarations.checked(column, DECLARED);
        }
        boolean key = shape.primaryKey().contains(column.name());
        return switch (column.type()) {
            case ColumnType.Bool _ -> "TINYINT(1)";
            case ColumnType.Int(int bits, boolean unsigned) -> whole(bits) + (unsigned ? " UNSIGNED" : "");
            case ColumnType.Decimal(int precision, int scale) -> decimal(precision, scale, tooWide(shape, column));
            case ColumnType.UnboundedDecimal _ -> unbounded("LONGTEXT", "VARCHAR", key) + ASCII;
            case ColumnType.Interval _ -> "VARCHAR(64)" + ASCII;
            case ColumnType.Floating(int bits) -> bits == 32 ? "FLOAT" : "DOUBLE";
            // The table's collation compares bytes and does not pad, so that 'a', 'A' and 'a ' stay three keys.
            case ColumnType.Text(int length, _) ->
                length == 0 || tooWide(shape, column)
                        ? unbounded("LONGTEXT", "VARCHAR", key)
                        : "VARCHAR(%d)".formatted(length);
            case ColumnType.Binary(long length) ->
                key && length > 0 ? "VARBINARY(%d)".formatted(length) : unbounded("LONGBLOB", "VARBINARY", key);
            case ColumnType.Date _ -> "DATE";
            case ColumnType.TimeOfDay(int fraction) -> "TIME" + digits(fraction);
            case ColumnType.Duration(int fraction) -> "TIME" + digits(fraction);
            case ColumnType.ZonedTime _ -> "VARCHAR(24)" + ASCII;
            // Not TIMESTAMP, which ends in 2038 and begins in 1970: the instant as wall clock of UTC.
            case ColumnType.Timestamp(int fraction) -> "DATETIME" + digits(fraction);
            case ColumnType.Instant(int fraction) -> "DATETIME" + digits(fraction);
            // Not JSON: MySQL turns large numbers into doubles and drops duplicate keys.
            case ColumnType.Json _ -> "LONGTEXT";
            case ColumnType.Uuid _ -> "CHAR(36)" + ASCII;
            case ColumnType.Bits(int length, boolean varying) ->
                bits(length, varying, key, tooWide(shape, column));
            case ColumnType.Geometry _ -> "GEOMETRY";
            case ColumnType.Undecided(String declaration) ->
                throw new SyncException(
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" has the type %s, which MySQL has no answer for; leave the table out".formatted(column.name(), declaration));
        };
    }

    /// The value to store, where the field's text is not understood as it is.
    ///
    /// @param field holds the field's text
    /// @return empty where the text is understood
    static String expression(TableShape shape, Column column, String field) {
        return switch (column.type()) {
            case ColumnType.Bool _ -> "(%s = 'true')".formatted(field);
            case ColumnType.Binary _ -> "UNHEX(SUBSTRING(%s, 3))".formatted(field);
            case ColumnType.Bits(int length, boolean varying) ->
                isSameKind(shape, column) || !isText(new ColumnType.Bits(length, varying)) ? "CAST(CONV(%s, 2, 10) AS UNSIGNED)".formatted(field) : "";
            case ColumnType.Json _ -> isSameKind(shape, column) ? SAME_DOCUMENT.formatted(field) : "";
            case ColumnType.Geometry _ -> GEOMETRY_FROM_EWKB.formatted(field, field, field);
            case ColumnType.Int _,
                    ColumnType.Decimal _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.Floating _,
                    ColumnType.Text _,
                    ColumnType.Date _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Timestamp _,
                    ColumnType.Instant _,
                    ColumnType.Uuid _,
                    ColumnType.Undecided _ -> "";
        };
    }

    /// The value that `LOAD DATA` stores, where the field's text is not stored as it is: as [#expression], and null is refused where it would be altered.
    static String stored(TableShape shape, Column column, String field) {
        return makesTimeOfNull(shape, column) ? "IF(%1$s IS NULL, 'null', %1$s)".formatted(field) : expression(shape, column, field);
    }

    /// A null for a TIMESTAMP that has none would become the present time without a word (Manual, "LOAD DATA Statement"), so that it is made a text that is no
    /// time, of which the server says "Data truncated".
    static boolean makesTimeOfNull(TableShape shape, Column column) {
        return column.type() instanceof ColumnType.Instant && isSameKind(shape, column) && !column.nullable();
    }

    /// Whether the column belongs to a key and may be longer than a key's column can be.
    static boolean isShortened(TableShape shape, Column column) {
        if (isSameKind(shape, column) || !shape.primaryKey().contains(column.name())) {
            return false;
        }
        return switch (column.type()) {
            case ColumnType.Text(int length, _) -> length == 0;
            case ColumnType.Binary(long length) -> length == 0;
            case ColumnType.Bits(int length, _) -> length == 0;
            case ColumnType.UnboundedDecimal _, ColumnType.Json _ -> true;
            case ColumnType.Bool _,
                    ColumnType.Int _,
                    ColumnType.Decimal _,
                    ColumnType.Floating _,
                    ColumnType.Date _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Timestamp _,
                    ColumnType.Instant _,
                    ColumnType.Uuid _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ -> false;
        };
    }

    /// Whether the column gets the type it was declared with.
    static boolean isSameKind(TableShape shape, Column column) {
        return shape.origin().equals(MySqlDialect.KIND)
                && column.declaration() != null
                && !(column.type() instanceof ColumnType.Undecided)
                && !UnicodeCheck.isOneWay(column);
    }

    private static String whole(int bits) {
        return switch (bits) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 24 -> "MEDIUMINT";
            case 32 -> "INT";
            default -> "BIGINT";
        };
    }

    private static boolean tooWide(TableShape shape, Column column) {
        return RowBudget.tooWide(shape).contains(column.name());
    }

    private static String decimal(int precision, int scale, boolean tooWide) {
        int length = textLength(precision, scale);
        if (length > 0) {
            return (tooWide ? "LONGTEXT" : "VARCHAR(%d)".formatted(length)) + ASCII;
        }
        return "DECIMAL(%d,%d)".formatted(digits(precision, scale), Math.max(0, scale));
    }

    private static int digits(int precision, int scale) {
        return scale < 0 ? precision - scale : Math.max(precision, scale);
    }

    /// How long the text of a number is that MySQL's DECIMAL cannot hold: its digits with sign, point and the zero before it; 0 where it can.
    static int textLength(int precision, int scale) {
        int digits = digits(precision, scale);
        return digits <= MOST_DIGITS && scale <= MOST_SCALE ? 0 : digits + 3;
    }

    static boolean isText(ColumnType.Bits bits) {
        return bits.varying() || bits.length() > MOST_BITS;
    }

    private static String bits(int length, boolean varying, boolean key, boolean tooWide) {
        if (!isText(new ColumnType.Bits(length, varying))) {
            return "BIT(%d)".formatted(length);
        }
        return (length == 0 || tooWide ? unbounded("LONGTEXT", "VARCHAR", key) : "VARCHAR(%d)".formatted(length)) + ASCII;
    }

    private static String unbounded(String type, String keyType, boolean key) {
        return key ? "%s(%d)".formatted(keyType, KEY_LENGTH) : type;
    }

    private static String digits(int fraction) {
        return fraction == 0 ? "" : "(%d)".formatted(fraction);
    }
}
