package dev.syncline.dialect.streamload;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.dialect.load.TypeFit;

/// A column's type as `DESC` prints it or as we declare it, taken apart to see whether it holds every value of another.
///
/// @param first precision, bytes or digits of a second; -1 where it has none
record HeldType(String name, int first, int scale) {

    private static final List<String> WHOLE = List.of("tinyint", "smallint", "int", "bigint", "largeint");
    private static final List<Integer> DIGITS = List.of(3, 5, 10, 19, 39);
    private static final Pattern FORM = Pattern.compile("([a-z]+)(?:v[23]|32|64|128|256)?(?:\\((\\d+)(?:, ?(\\d+))?\\))?");

    static HeldType of(String printed) {
        String type = printed.toLowerCase(Locale.ROOT).strip();
        Matcher form = FORM.matcher(type);
        if (!form.matches()) {
            return new HeldType(type, -1, 0);
        }
        String name = switch (form.group(1)) {
            case "text" -> "string";
            case "integer" -> "int";
            // Whole numbers have no width here or a greater one; so older servers print what holds true and false only.
            case "tinyint" -> "1".equals(form.group(2)) ? "boolean" : "tinyint";
            default -> form.group(1);
        };
        // Display widths of whole numbers say nothing; a DATETIME that has no digits is printed without.
        int first = WHOLE.contains(name) || name.equals("boolean") ? -1 : form.group(2) != null ? Integer.parseInt(form.group(2)) : name.equals("datetime") ? 0 : -1;
        return new HeldType(name, first, form.group(3) == null ? 0 : Integer.parseInt(form.group(3)));
    }

    boolean isWhole() {
        return WHOLE.contains(name);
    }

    /// How a column of this type stands to values of another one.
    TypeFit fitFor(HeldType wanted) {
        return wanted.fitsInto(this) ? TypeFit.HOLDS : fitsInto(wanted) ? TypeFit.NARROWER : TypeFit.OTHER;
    }

    private boolean fitsInto(HeldType other) {
        if (equals(other)) {
            return true;
        }
        return switch (name) {
            case "tinyint", "smallint", "int", "bigint", "largeint" ->
                other.name.equals("decimal") ? other.first - other.scale >= DIGITS.get(WHOLE.indexOf(name)) : WHOLE.indexOf(other.name) > WHOLE.indexOf(name);
            case "float" -> other.name.equals("double");
            case "decimal" -> other.name.equals("decimal") && other.scale >= scale && other.first - other.scale >= first - scale;
            case "varchar" -> other.name.equals("string") || other.name.equals("varchar") && other.first >= first;
            case "datetime" -> other.name.equals("datetime") && other.first >= first;
            default -> false;
        };
    }
}
