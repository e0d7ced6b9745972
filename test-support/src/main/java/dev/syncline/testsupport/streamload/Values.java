package dev.syncline.testsupport.streamload;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// From a field's text to the declared type, as a back end does it, in the form in which MySQL takes the value.
final class Values {

    /// The text is no value of the type.
    static final class Unfit extends Exception {

        private final boolean always;

        /// @param always whether the row is filtered even if strict_mode is off, which else makes the value null
        Unfit(String message, boolean always) {
            super(message);
            this.always = always;
        }

        boolean always() {
            return always;
        }
    }

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern DATETIME = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})[ T](\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?");
    // `string_type_length_soft_limit_bytes` of Doris.
    private static final int STRING_BYTES = 1_048_576;
    private static final JsonMapper JSON = JsonMapper.shared();

    private Values() {}

    static Object converted(Product product, EmulatedType type, String text) throws Unfit {
        return switch (type.kind()) {
            case BOOLEAN -> bool(text);
            case TINYINT -> integer(text, 7);
            case SMALLINT -> integer(text, 15);
            case INT -> integer(text, 31);
            case BIGINT -> integer(text, 63);
            case LARGEINT -> integer(text, 127);
            case DECIMAL -> decimal(type, text);
            case FLOAT -> real(Float.toString(number(text).floatValue()), text);
            case DOUBLE -> real(Double.toString(number(text).doubleValue()), text);
            case DATE -> date(text);
            case DATETIME -> dateTime(product, type, text);
            case CHAR, VARCHAR -> ofBytes(text, type.length());
            case STRING -> ofBytes(text, STRING_BYTES);
            case JSON -> json(text);
            case VARBINARY -> binary(type, text);
        };
    }

    private static Object bool(String text) throws Unfit {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> 1;
            case "false", "0" -> 0;
            default -> throw unfit("BOOLEAN", text);
        };
    }

    private static Object integer(String text, int bits) throws Unfit {
        if (!INTEGER.matcher(text).matches()) {
            throw unfit("integer", text);
        }
        BigInteger value = new BigInteger(text);
        if (value.bitLength() > bits) {
            throw unfit("integer of %d bits".formatted(bits + 1), text);
        }
        return value.toString();
    }

    private static BigDecimal number(String text) throws Unfit {
        if (!NUMBER.matcher(text).matches()) {
            throw unfit("number", text);
        }
        return new BigDecimal(text);
    }

    // More places than declared are rounded away in silence; more digits are not.
    private static Object decimal(EmulatedType type, String text) throws Unfit {
        BigDecimal value = number(text).setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.length() && value.signum() != 0) {
            throw new Unfit("decimal value is not valid for definition: " + text, true);
        }
        return value.toPlainString();
    }

    private static Object real(String shortest, String text) throws Unfit {
        double value = Double.parseDouble(shortest);
        if (Double.isInfinite(value)) {
            throw unfit("FLOAT or DOUBLE", text);
        }
        return value;
    }

    private static Object date(String text) throws Unfit {
        Matcher parts = DATE.matcher(text);
        try {
            if (parts.matches()) {
                return LocalDate.of(part(parts, 1), part(parts, 2), part(parts, 3)).toString();
            }
        } catch (DateTimeException _) {
            throw unfit("DATE", text);
        }
        throw unfit("DATE", text);
    }

    private static Object dateTime(Product product, EmulatedType type, String text) throws Unfit {
        Matcher parts = DATETIME.matcher(text.matches(DATE.pattern()) ? text + " 00:00:00" : text);
        String fraction = parts.matches() && parts.group(7) != null ? parts.group(7) : "";
        try {
            if (parts.matches() && (product == Product.DORIS || fraction.length() <= 6)) {
                LocalDateTime whole = LocalDateTime.of(part(parts, 1), part(parts, 2), part(parts, 3), part(parts, 4), part(parts, 5), part(parts, 6));
                BigDecimal places = new BigDecimal("0." + (fraction.isEmpty() ? "0" : fraction)).setScale(type.length(), RoundingMode.HALF_UP);
                LocalDateTime value = whole.plusNanos(places.movePointRight(9).longValueExact());
                if (value.getYear() > 9999) {
                    throw unfit("DATETIME", text);
                }
                return "%s %s.%09d".formatted(value.toLocalDate(), value.toLocalTime().withNano(0).format(DateTimeFormatter.ISO_LOCAL_TIME),
                        value.getNano()).substring(0, 26);
            }
        } catch (DateTimeException _) {
            throw unfit("DATETIME", text);
        }
        throw unfit("DATETIME", text);
    }

    private static int part(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    // Both count bytes. strict_mode makes no difference to what is too long.
    private static Object ofBytes(String text, int longest) throws Unfit {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > longest) {
            throw new Unfit("the length of input is too long than schema: %d bytes, schema length %d".formatted(bytes, longest), true);
        }
        return text;
    }

    private static Object json(String text) throws Unfit {
        try {
            JSON.readTree(text);
            return text;
        } catch (JacksonException _) {
            throw unfit("JSON", text);
        }
    }

    private static Object binary(EmulatedType type, String text) throws Unfit {
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length > type.length()) {
                throw new Unfit("the length of input is too long than schema", true);
            }
            return bytes;
        } catch (IllegalArgumentException _) {
            throw unfit("VARBINARY", text);
        }
    }

    private static Unfit unfit(String type, String text) {
        return new Unfit("Value '%s' is not a %s".formatted(text.length() > 100 ? text.substring(0, 100) + "..." : text, type), false);
    }
}
