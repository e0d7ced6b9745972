package dev.syncline.dialect.streamload;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// How one column's values are written as JSON, and what is refused because the server would keep something else: it makes a null of what it does not
/// understand unless it is strict, and has been seen to count texts as loaded that were too long for their column.
///
/// @param longest the most bytes of a text; 0 for any
record JsonField(Column column, Form form, boolean nullable, int longest) {

    static final String NO_DAY = "a date or time is out of range, or is none";
    static final String NO_NUMBER = "a number is not one of the type";
    static final String NO_FINITE_NUMBER = "a number is infinite or none";
    static final String NUL = "a text has the character NUL";

    private static final byte[] YES = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QUOTE = {'"'};
    private static final byte[] NOTHING = {};
    /// Of which every number is a whole one of 64 bits.
    private static final int DIGITS_OF_A_LONG = 18;

    /// Numbers are written as numbers where the server reads them exactly; decimals and longer whole numbers as texts, which it does not take for doubles.
    enum Form { BOOL, WHOLE, DECIMAL, FLOATING, TEXT, HEX, DATE, MOMENT, BITS }

    static JsonField of(ColumnTypes types, TableShape shape, Column column) {
        Form form = switch (column.type()) {
            case ColumnType.Bool _ -> Form.BOOL;
            case ColumnType.Int _ -> Form.WHOLE;
            // What becomes a text may be NaN.
            case ColumnType.Decimal _ -> ColumnTypes.isText(types.type(shape, column)) ? Form.TEXT : Form.DECIMAL;
            case ColumnType.Floating _ -> Form.FLOATING;
            case ColumnType.Binary _, ColumnType.Geometry _ -> Form.HEX;
            case ColumnType.Date _ -> Form.DATE;
            case ColumnType.Timestamp _, ColumnType.Instant _ -> Form.MOMENT;
            case ColumnType.Bits bits -> ColumnTypes.isNumber(shape, bits) ? Form.BITS : Form.TEXT;
            case ColumnType.UnboundedDecimal _,
                    ColumnType.Text _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Undecided _ -> Form.TEXT;
        };
        boolean nullable = column.nullable() && !shape.primaryKey().contains(column.name());
        return new JsonField(column, form, nullable, types.longest(shape, column));
    }

    /// @param value the field's bytes without escapes, the first `length` of them
    /// @return what is wrong with the value; null where it has been written
    @Nullable String write(byte[] value, int length, Bytes out) {
        return switch (form) {
            case BOOL -> bool(value, length, out);
            case WHOLE -> whole(value, length, out);
            case DECIMAL -> decimal(value, length, out);
            case FLOATING -> floating(value, length, out);
            case TEXT -> text(value, 0, length, out);
            case HEX -> hex(value, length, out);
            case DATE -> day(value, length, 10, out);
            case MOMENT -> day(value, length, 19, out);
            case BITS -> bits(value, length, out);
        };
    }

    private static @Nullable String bool(byte[] value, int length, Bytes out) {
        boolean isWord = Arrays.equals(value, 0, length, YES, 0, YES.length) || Arrays.equals(value, 0, length, NO, 0, NO.length);
        if (!isWord) {
            return "a value is neither true nor false";
        }
        out.add(value, 0, length);
        return null;
    }

    private static @Nullable String whole(byte[] value, int length, Bytes out) {
        int from = length > 0 && value[0] == '-' ? 1 : 0;
        if (from == length || !areDigits(value, from, length)) {
            return NO_NUMBER;
        }
        byte[] around = length - from > DIGITS_OF_A_LONG ? QUOTE : NOTHING;
        out.add(around);
        writeFrom(value, from, length, length, out);
        out.add(around);
        return null;
    }

    private static @Nullable String decimal(byte[] value, int length, Bytes out) {
        int from = length > 0 && value[0] == '-' ? 1 : 0;
        int point = endOfDigits(value, from, length);
        boolean form = point > from && (point == length || value[point] == '.' && point + 1 < length && areDigits(value, point + 1, length));
        if (!form) {
            return NO_NUMBER;
        }
        out.quote(value, 0, length);
        return null;
    }

    private static boolean areDigits(byte[] value, int from, int to) {
        return endOfDigits(value, from, to) == to;
    }

    /// Digits, and an exponent perhaps; never `NaN` or `Infinity`, which JSON does not have.
    private static @Nullable String floating(byte[] value, int length, Bytes out) {
        int from = length > 0 && value[0] == '-' ? 1 : 0;
        int whole = endOfDigits(value, from, length);
        int at = whole;
        boolean form = whole > from;
        if (form && at < length && value[at] == '.') {
            int fraction = at + 1;
            at = endOfDigits(value, fraction, length);
            form = at > fraction;
        }
        if (form && at < length && (value[at] == 'e' || value[at] == 'E')) {
            int digits = at + 1 < length && (value[at + 1] == '+' || value[at + 1] == '-') ? at + 2 : at + 1;
            at = endOfDigits(value, digits, length);
            form = at > digits;
        }
        if (!form || at < length) {
            return NO_FINITE_NUMBER;
        }
        writeFrom(value, from, whole, length, out);
        if (whole == length) {
            // Without a fraction it would be taken for a whole number, of which a zero has no sign.
            out.add((byte) '.');
            out.add((byte) '0');
        }
        return null;
    }

    private static int endOfDigits(byte[] value, int from, int length) {
        int at = from;
        while (at < length && value[at] >= '0' && value[at] <= '9') {
            at++;
        }
        return at;
    }

    /// Without the zeros that JSON does not have before a number.
    ///
    /// @param from behind the sign
    /// @param whole the end of the digits before the point
    private static void writeFrom(byte[] value, int from, int whole, int length, Bytes out) {
        if (from == 1) {
            out.add((byte) '-');
        }
        int first = from;
        while (first < whole - 1 && value[first] == '0') {
            first++;
        }
        out.add(value, first, length);
    }

    private @Nullable String text(byte[] value, int from, int length, Bytes out) {
        if (longest > 0 && length - from > longest) {
            return "a text is longer than the %d bytes of its type".formatted(longest);
        }
        return out.quote(value, from, length) ? null : NUL;
    }

    private @Nullable String hex(byte[] value, int length, Bytes out) {
        boolean form = length >= 2 && length % 2 == 0 && value[0] == '\\' && value[1] == 'x';
        for (int i = 2; form && i < length; i++) {
            value[i] = value[i] >= 'A' && value[i] <= 'F' ? (byte) (value[i] + ('a' - 'A')) : value[i];
            form = value[i] >= '0' && value[i] <= '9' || value[i] >= 'a' && value[i] <= 'f';
        }
        if (!form) {
            return "a value is not one of bytes";
        }
        return text(value, 2, length, out);
    }

    /// A day that there is, in the years 1 to 9999.
    private static @Nullable String day(byte[] value, int length, int shortest, Bytes out) {
        boolean form = length >= shortest && (shortest > 10 || length == 10) && value[4] == '-' && value[7] == '-'
                && areDigits(value, 0, 4) && areDigits(value, 5, 7) && areDigits(value, 8, 10);
        if (form && shortest > 10) {
            form = value[10] == ' ' && value[13] == ':' && value[16] == ':' && areDigits(value, 11, 13) && areDigits(value, 14, 16)
                    && areDigits(value, 17, 19) && (length == 19 || length > 20 && length <= 26 && value[19] == '.' && areDigits(value, 20, length))
                    && number(value, 11, 13) < 24 && number(value, 14, 16) < 60 && number(value, 17, 19) < 60;
        }
        if (!form || !isDay(number(value, 0, 4), number(value, 5, 7), number(value, 8, 10))) {
            return NO_DAY;
        }
        out.quote(value, 0, length);
        return null;
    }

    private static boolean isDay(int year, int month, int day) {
        if (day <= 28) {
            return year > 0 && month >= 1 && month <= 12 && day >= 1;
        }
        try {
            return year > 0 && LocalDate.of(year, month, day).getYear() == year;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static int number(byte[] value, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + value[i] - '0';
        }
        return number;
    }

    private static @Nullable String bits(byte[] value, int length, Bytes out) {
        String digits = new String(value, 0, length, StandardCharsets.US_ASCII);
        if (!digits.matches("[01]{1,64}")) {
            return "a value is not one of bits";
        }
        byte[] number = new BigInteger(digits, 2).toString().getBytes(StandardCharsets.US_ASCII);
        return whole(number, number.length, out);
    }
}
