package dev.syncline.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;

/// Writes rows of a result as neutral text into one array that is used again and again.
///
/// This runs once per field: no objects, no streams, and only fields that can hold a special character are searched for one.
final class RowEncoder {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final int LARGE = 1 << 20;

    private static final int SRID_LENGTH = 4;
    /// After the SRID a byte for the order and four for the type, the last of which is 0 in MySQL.
    private static final int TYPE_END = SRID_LENGTH + 5;
    private static final byte[] HAS_SRID = {0x20};

    private enum Kind {
        /// Digits, dates and the like: never a backslash or a control character.
        PLAIN,
        TEXT,
        BYTES,
        GEOMETRY
    }

    private final Kind[] kinds;
    private byte[] row = new byte[8192];
    private int length;

    RowEncoder(TableShape shape) {
        this.kinds = shape.columns().stream().map(column -> kind(column.type())).toArray(Kind[]::new);
    }

    private static Kind kind(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.Json _, ColumnType.Undecided _ -> Kind.TEXT;
            case ColumnType.Binary _ -> Kind.BYTES;
            case ColumnType.Geometry _ -> Kind.GEOMETRY;
            case ColumnType.Bool _,
                    ColumnType.Int _,
                    ColumnType.Decimal _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.Floating _,
                    ColumnType.Date _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Timestamp _,
                    ColumnType.Instant _,
                    ColumnType.Uuid _,
                    ColumnType.Bits _ -> Kind.PLAIN;
        };
    }

    void begin() {
        length = 0;
    }

    /// The newline takes the place of the last tab.
    void end() {
        row[length - 1] = '\n';
    }

    /// The row; valid until the next is encoded.
    byte[] row() {
        return row;
    }

    int length() {
        return length;
    }

    /// Adds the null of the next column.
    void addNull() {
        reserve(3);
        row[length++] = '\\';
        row[length++] = 'N';
        row[length++] = '\t';
    }

    /// Adds the value of a column, counted from 0: so many bytes from an offset on.
    void add(int column, byte[] bytes, int offset, int count) {
        switch (kinds[column]) {
            case PLAIN -> addPlain(bytes, offset, count);
            case TEXT -> addText(bytes, offset, count);
            case BYTES -> addHex(bytes, offset, count);
            case GEOMETRY -> addEwkb(bytes, offset, count);
        }
        row[length++] = '\t';
    }

    private void addPlain(byte[] bytes, int offset, int count) {
        reserve(count + 1L);
        System.arraycopy(bytes, offset, row, length, count);
        length += count;
    }

    private void addText(byte[] bytes, int offset, int count) {
        reserve((count < LARGE ? 2L * count : count + specials(bytes, offset, count)) + 1);
        byte[] out = row;
        int at = length;
        for (int i = offset; i < offset + count; i++) {
            byte b = bytes[i];
            if (isSpecial(b)) {
                out[at++] = '\\';
                out[at++] = letter(b);
            } else {
                out[at++] = b;
            }
        }
        length = at;
    }

    private static boolean isSpecial(byte b) {
        return b == '\\' || b == '\t' || b == '\n' || b == '\r';
    }

    private static byte letter(byte special) {
        return switch (special) {
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> special;
        };
    }

    private static long specials(byte[] bytes, int offset, int count) {
        long specials = 0;
        for (int i = offset; i < offset + count; i++) {
            if (isSpecial(bytes[i])) {
                specials++;
            }
        }
        return specials;
    }

    private void addHex(byte[] bytes, int offset, int count) {
        reserve(2L * count + 4);
        beginHex();
        addDigits(bytes, offset, offset + count);
    }

    /// MySQL's own form is the SRID and then the WKB, in little-endian order; the EWKB has the SRID behind the type, and a bit in the type that
    /// says so.
    private void addEwkb(byte[] bytes, int offset, int count) {
        reserve(2L * count + 4);
        beginHex();
        addDigits(bytes, offset + SRID_LENGTH, offset + TYPE_END - 1);
        addDigits(HAS_SRID, 0, 1);
        addDigits(bytes, offset, offset + SRID_LENGTH);
        addDigits(bytes, offset + TYPE_END, offset + count);
    }

    private void beginHex() {
        row[length++] = '\\';
        row[length++] = '\\';
        row[length++] = 'x';
    }

    private void addDigits(byte[] value, int from, int to) {
        byte[] out = row;
        int at = length;
        for (int i = from; i < to; i++) {
            out[at++] = HEX[(value[i] >> 4) & 0xF];
            out[at++] = HEX[value[i] & 0xF];
        }
        length = at;
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > row.length) {
            // A row of 60 MiB must not cost 90: large rows grow by little.
            row = Arrays.copyOf(row, Math.toIntExact(needed + Math.min(needed >> 1, LARGE)));
        }
    }
}
