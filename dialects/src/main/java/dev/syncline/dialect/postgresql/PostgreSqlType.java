package dev.syncline.dialect.postgresql;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.dialect.load.TypeFit;

/// A type as `format_type` prints it, taken apart to see whether it holds every value of another.
///
/// @param name without length, precision or scale
/// @param first length, precision or digits of a second; -1 where there is no bound
/// @param scale of a numeric
public record PostgreSqlType(String name, int first, int scale) {

    private static final Pattern FORM = Pattern.compile("([^(]+?)\\s*(?:\\((-?\\d+)(?:,\\s*(-?\\d+))?\\))?\\s*(with time zone|without time zone)?\\s*(\\[\\])?");
    private static final Map<String, String> LONG_NAMES = Map.of("varchar", "character varying", "char", "character", "bpchar", "character", "int", "integer",
            "varbit", "bit varying", "decimal", "numeric");
    private static final Map<String, Integer> DIGITS = Map.of("smallint", 5, "integer", 10, "bigint", 19);
    private static final int MOST_FRACTION = 6;

    public static PostgreSqlType of(String printed) {
        Matcher form = FORM.matcher(printed.strip());
        if (!form.matches() || printed.startsWith("\"")) {
            return new PostgreSqlType(printed, -1, 0);
        }
        String name = form.group(1).toLowerCase(Locale.ROOT);
        name = LONG_NAMES.getOrDefault(name, name);
        boolean timed = name.equals("time") || name.equals("timestamp");
        if (timed) {
            name += form.group(4) == null ? " without time zone" : ' ' + form.group(4);
        }
        boolean array = form.group(5) != null;
        int first = form.group(2) == null ? unbounded(name) : Integer.parseInt(form.group(2));
        return new PostgreSqlType(array ? name + "[]" : name, first, form.group(3) == null ? 0 : Integer.parseInt(form.group(3)));
    }

    private static int unbounded(String name) {
        return switch (name) {
            case "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone" -> MOST_FRACTION;
            case "bit", "character" -> 1;
            default -> -1;
        };
    }

    /// How a column of this type stands to values of another one.
    TypeFit fitFor(PostgreSqlType wanted) {
        if (wanted.fitsInto(this)) {
            return TypeFit.HOLDS;
        }
        return fitsInto(wanted) ? TypeFit.NARROWER : TypeFit.OTHER;
    }

    /// Whether the other type holds every value of this one exactly.
    private boolean fitsInto(PostgreSqlType other) {
        if (equals(other)) {
            return true;
        }
        return switch (name) {
            case "smallint", "integer", "bigint" -> wholeFitsInto(other);
            case "numeric" -> first >= 0 && other.name.equals("numeric")
                    && (other.first < 0 || other.scale >= scale && other.first - other.scale >= first - scale);
            case "real" -> other.name.equals("double precision");
            case "character varying" -> other.isUnboundedText() || first >= 0 && isSameAndLonger(other);
            case "text" -> other.isUnboundedText();
            case "bit varying", "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone" ->
                first >= 0 && isSameAndLonger(other);
            default -> false;
        };
    }

    private boolean isSameAndLonger(PostgreSqlType other) {
        return other.name.equals(name) && (other.first < 0 || other.first >= first);
    }

    boolean isText() {
        return name.equals("text") || name.equals("character varying") || name.equals("character");
    }

    private boolean isUnboundedText() {
        return name.equals("text") || name.equals("character varying") && first < 0;
    }

    private boolean wholeFitsInto(PostgreSqlType other) {
        int digits = Objects.requireNonNull(DIGITS.get(name));
        if (other.name.equals("numeric")) {
            return other.first < 0 || other.first - other.scale >= digits;
        }
        return DIGITS.getOrDefault(other.name, 0) >= digits;
    }
}
