package dev.syncline.dialect.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;

import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// The values that an incremental key can have, by type.
public final class KeyValues {

    private static final String DAY = "\\d{4,7}-\\d{2}-\\d{2}";
    private static final Pattern DATE = Pattern.compile(DAY + "( BC)?");
    private static final Pattern MOMENT = Pattern.compile(DAY + " \\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?( BC)?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,20}");
    private static final Pattern EXACT = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern FLOATING = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern LOOK_BACK_NUMBER = Pattern.compile("\\d{1,18}");

    private static final Duration LONGEST = Duration.ofDays(730_500);

    private KeyValues() {}

    /// Whether columns of the type only need a comparison to tell what is new.
    public static boolean canBeKey(ColumnType type) {
        return form(type) != null || type instanceof ColumnType.Text;
    }

    /// Whether a text is a value of the type, and a finite one: nothing is greater than `infinity` or `NaN`.
    static boolean isValue(ColumnType type, String neutral) {
        Pattern form = form(type);
        return form == null ? neutral.indexOf('\0') < 0 : form.matcher(neutral).matches();
    }

    private static @Nullable Pattern form(ColumnType type) {
        return switch (type) {
            case ColumnType.Int _ -> WHOLE;
            case ColumnType.Decimal _, ColumnType.UnboundedDecimal _ -> EXACT;
            case ColumnType.Floating _ -> FLOATING;
            case ColumnType.Date _ -> DATE;
            case ColumnType.Timestamp _, ColumnType.Instant _ -> MOMENT;
            case ColumnType.Uuid _ -> UUID;
            case ColumnType.Bool _,
                    ColumnType.Text _,
                    ColumnType.Binary _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ -> null;
        };
    }

    /// Whether values can be counted back in whole numbers.
    public static boolean isNumber(ColumnType type) {
        return switch (type) {
            case ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _ -> true;
            case ColumnType.Bool _, ColumnType.Text _, ColumnType.Binary _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _,
                    ColumnType.Duration _, ColumnType.Interval _, ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _,
                    ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Geometry _, ColumnType.Undecided _ -> false;
        };
    }

    /// Whether values are days or moments, which can be counted back by a duration.
    public static boolean isTime(ColumnType type) {
        return type instanceof ColumnType.Date || type instanceof ColumnType.Timestamp || type instanceof ColumnType.Instant;
    }

    /// A look-back for a numeric key; null where the text is none.
    static @Nullable BigInteger steps(String lookBack) {
        return LOOK_BACK_NUMBER.matcher(lookBack).matches() ? new BigInteger(lookBack) : null;
    }

    /// A look-back for dates and times, of two thousand years at most, which every database can go back; null where the text is none.
    static @Nullable Duration span(String lookBack) {
        try {
            Duration span = Duration.parse(lookBack);
            return span.isNegative() ? null : span.compareTo(LONGEST) > 0 ? LONGEST : span;
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// The number so many steps below, as neutral text, but not below what the type has.
    static String below(ColumnType type, String neutral, BigInteger steps) {
        BigDecimal below = new BigDecimal(neutral).subtract(new BigDecimal(steps));
        return switch (type) {
            case ColumnType.Int(_, boolean unsigned) -> below.max(new BigDecimal(unsigned ? 0 : Long.MIN_VALUE)).toPlainString();
            // The next number down, so that rounding leaves out nothing.
            case ColumnType.Floating _ -> Double.toString(Math.nextDown(below.doubleValue()));
            case ColumnType.Bool _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Text _, ColumnType.Binary _,
                    ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _, ColumnType.Interval _,
                    ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _,
                    ColumnType.Geometry _, ColumnType.Undecided _ -> below.toPlainString();
        };
    }
}
