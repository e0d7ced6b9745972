package dev.syncline.dialect.streamload;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// How one column's values are written as JSON, and what is refused because the server would keep something else: it makes a null of what it does not
/// understand unless it is strict, and has been seen to count texts as loaded that were too long for their column.
///
/// @param longest the most bytes of a text; 0 for any
record JsonField(Column column, Form form, boolean nullable, int longest) {

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
            case ColumnType.Decimal _ -> Form.DECIMAL;
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
        boolean yes = length == 4 && value[0] == 't';
        if (!yes && !(length == 5 && value[0] == 'f')) {
            return "a value is neither true nor false";
        }
        out.add(value, 0, length);
        return null;
    }

    private static @Nullable String whole(byte[] value, int length, Bytes out) {
        int from = length > 0 && value[0] == '-' ? 1 : 0;
        if (from == length || !areDigits(value, from, length)) {
            return "a number is not one of the type";
        }
        while (from < length - 1 && value[from] == '0') {
            from++;
        }
        boolean quoted = length - from > DIGITS_OF_A_LONG;
        out.add(quoted ? QUOTE : NOTHING);
        out.add(value, 0, value[0] == '-' ? 1 : 0);
        out.add(value, from, length);
        out.add(quoted ? QUOTE : NOTHING);
        return null;
    }

    private static @Nullable String decimal(byte[] value, int length, Bytes out) {
        int from = length > 0 && value[0] == '-' ? 1 : 0;
        int point = from;
        while (point < length && value[point] != '.') {
            point++;
        }
        if (from == length || !areDigits(value, from, point) || point < length && !areDigits(value, point + 1, length)) {
            return "a number is not one of the type";
        }
        out.quote(value, 0, length);
        return null;
    }

    private static boolean areDigits(byte[] value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value[i] < '0' || value[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /// Digits, and an exponent perhaps; never `NaN` or `Infinity`, which JSON does not have.
    private static @Nullable String floating(byte[] value, int length, Bytes out) {
        for (int i = 0; i < length; i++) {
            if ((value[i] < '0' || value[i] > '9') && "+-.eE".indexOf(value[i]) < 0) {
                return "a number is infinite or none";
            }
        }
        int first = length > 1 && value[0] == '-' ? 1 : 0;
        if (length == 0 || !areDigits(value, first, first + 1) || value[length - 1] == '.') {
            return "a number is not one of the type";
        }
        out.add(value, 0, length);
        return null;
    }

    private @Nullable String text(byte[] value, int from, int length, Bytes out) {
        if (longest > 0 && length - from > longest) {
            return "a text is longer than the %d bytes of its type".formatted(longest);
        }
        return out.quote(value, from, length) ? null : "a text has the character NUL";
    }

    private @Nullable String hex(byte[] value, int length, Bytes out) {
        if (length < 2 || value[0] != '\\' || value[1] != 'x') {
            return "a value is not one of bytes";
        }
        for (int i = 2; i < length; i++) {
            value[i] = value[i] >= 'A' && value[i] <= 'F' ? (byte) (value[i] + ('a' - 'A')) : value[i];
        }
        return text(value, 2, length, out);
    }

    /// A day that there is, in the years 1 to 9999.
    private static @Nullable String day(byte[] value, int length, int shortest, Bytes out) {
        boolean form = length >= shortest && (shortest > 10 || length == 10) && value[4] == '-' && value[7] == '-'
                && areDigits(value, 0, 4) && areDigits(value, 5, 7) && areDigits(value, 8, 10);
        if (form && shortest > 10) {
            form = value[10] == ' ' && value[13] == ':' && value[16] == ':' && areDigits(value, 11, 13) && areDigits(value, 14, 16)
                    && areDigits(value, 17, 19) && (length == 19 || length > 20 && value[19] == '.' && areDigits(value, 20, length));
        }
        if (!form || !isDay(number(value, 0, 4), number(value, 5, 7), number(value, 8, 10))) {
            return "a date or time is out of range, or is none";
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
