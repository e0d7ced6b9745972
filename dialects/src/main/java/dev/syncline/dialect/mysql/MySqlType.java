package dev.syncline.dialect.mysql;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.dialect.load.TypeFit;

/// A column's type as `information_schema` prints it, with character set and collation, taken apart to see whether it holds every value of another.
///
/// @param name in small letters; of `enum` and `set` with the members
/// @param first length, precision or digits of a second; -1 where it has none
/// @param scale of a decimal
/// @param charset and collation: empty where the type has none
record MySqlType(String name, int first, int scale, boolean unsigned, String charset, String collation) {

    private static final String CHARSET = "utf8mb4";
    private static final String COLLATION = "utf8mb4_0900_bin";

    private static final Pattern FORM = Pattern.compile(
            "(\\w+)\\s*(?:\\((\\d+)(?:,\\s*(\\d+))?\\))?(\\s+unsigned)?(?:\\s+zerofill)?(?:\\s+CHARACTER SET (\\w+) COLLATE (\\w+))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern LISTED = Pattern.compile(
            "((?:enum|set)\\(.*\\))(?:\\s+CHARACTER SET (\\w+) COLLATE (\\w+))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern MEMBER = Pattern.compile("'((?:[^'\\\\]|''|\\\\.)*+)'", Pattern.DOTALL);

    private static final Map<String, Integer> BITS = Map.of("tinyint", 8, "smallint", 16, "mediumint", 24, "int", 32, "bigint", 64);
    private static final Map<String, Long> BYTES = Map.of(
            "tinytext", 255L, "text", 65_535L, "mediumtext", 16_777_215L, "longtext", 4_294_967_295L,
            "tinyblob", 255L, "blob", 65_535L, "mediumblob", 16_777_215L, "longblob", 4_294_967_295L);
    /// Digits of the largest whole number of so many bits.
    private static final Map<Integer, Integer> DIGITS = Map.of(8, 3, 16, 5, 24, 8, 32, 10, 64, 20);

    static MySqlType of(String printed) {
        Matcher listed = LISTED.matcher(printed);
        if (listed.matches()) {
            int open = listed.group(1).indexOf('(');
            String name = listed.group(1).substring(0, open).toLowerCase(Locale.ROOT) + listed.group(1).substring(open);
            return new MySqlType(name, -1, 0, false, orElse(listed.group(2), CHARSET), orElse(listed.group(3), COLLATION));
        }
        Matcher form = FORM.matcher(printed.strip());
        if (!form.matches()) {
            return new MySqlType(printed, -1, 0, false, "", "");
        }
        String name = form.group(1).toLowerCase(Locale.ROOT);
        boolean text = name.equals("char") || name.equals("varchar") || name.endsWith("text");
        return new MySqlType(
                name.equals("integer") ? "int" : name,
                first(name, form.group(2)),
                form.group(3) == null ? 0 : Integer.parseInt(form.group(3)),
                form.group(4) != null,
                text ? orElse(form.group(5), CHARSET) : "",
                text ? orElse(form.group(6), COLLATION) : "");
    }

    /// The number after a whole number's type is a display width and says nothing about its values.
    private static int first(String name, String digits) {
        if (BITS.containsKey(name) || name.equals("integer") || name.equals("year") || name.equals("float") || name.equals("double")) {
            return -1;
        }
        if (digits != null) {
            return Integer.parseInt(digits);
        }
        return switch (name) {
            case "time", "datetime", "timestamp" -> 0;
            case "decimal" -> 10;
            case "bit", "char", "binary" -> 1;
            default -> -1;
        };
    }

    private static String orElse(String found, String otherwise) {
        return found == null ? otherwise : found.toLowerCase(Locale.ROOT);
    }

    /// With the character set and collation of the tables that are made here: another table may have others for columns that say nothing.
    static String complete(String type) {
        boolean silent = !of(type).charset.isEmpty() && !type.contains(" CHARACTER SET ");
        return silent ? "%s CHARACTER SET %s COLLATE %s".formatted(type, CHARSET, COLLATION) : type;
    }

    /// Whether the database itself compares values of this type as texts byte by byte, so that an index can be used.
    boolean comparesBytes() {
        return collation.equals(COLLATION) && !name.contains("(");
    }

    /// How a column of this type stands to values of another one.
    ///
    /// @param key whether rows are told apart by the column, so that it has to compare as the other does
    TypeFit fitFor(MySqlType wanted, boolean key) {
        boolean comparesOtherwise = key && !wanted.collation.equals(collation);
        if (!comparesOtherwise && wanted.fitsInto(this)) {
            return TypeFit.HOLDS;
        }
        return fitsInto(wanted) ? TypeFit.NARROWER : TypeFit.OTHER;
    }

    /// Whether the other type holds every value of this one exactly.
    private boolean fitsInto(MySqlType other) {
        if (!charset.equals(other.charset) && !other.charset.equals(CHARSET)) {
            return false;
        }
        if (name.equals(other.name) && first == other.first && scale == other.scale && unsigned == other.unsigned) {
            return true;
        }
        if (name.contains("(")) {
            return listedFitsInto(other);
        }
        return switch (name) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> wholeFitsInto(other);
            case "decimal" -> other.name.equals("decimal") && (!other.unsigned || unsigned)
                    && other.scale >= scale && other.first - other.scale >= first - scale;
            case "float" -> other.name.equals("double") && other.unsigned == unsigned;
            case "char", "varchar" -> boundedFitsInto(other, "text", other.charset.equals("ascii") ? 1L : 4L);
            case "binary", "varbinary" -> boundedFitsInto(other, "blob", 1L);
            case "tinytext", "text", "mediumtext" -> other.name.endsWith("text") && other.capacity() >= capacity();
            case "tinyblob", "blob", "mediumblob" -> other.name.endsWith("blob") && other.capacity() >= capacity();
            case "time", "datetime", "timestamp" -> other.name.equals(name) && other.first >= first;
            default -> false;
        };
    }

    /// Members that come in the same order in the other one, with others before, between or behind them: values keep their texts, and ENUMs their order.
    /// A text holds them as well.
    private boolean listedFitsInto(MySqlType other) {
        boolean set = name.startsWith("set");
        List<String> members = members();
        int longest = set
                ? members.stream().mapToInt(String::length).sum() + members.size() - 1
                : members.stream().mapToInt(String::length).max().orElse(0);
        if (other.name.equals("varchar") || other.name.endsWith("text")) {
            return other.first >= longest || other.capacity() >= 4L * longest;
        }
        if (!other.name.startsWith(set ? "set(" : "enum(")) {
            return false;
        }
        Iterator<String> others = other.members().iterator();
        return members.stream().allMatch(member -> {
            while (others.hasNext()) {
                if (others.next().equals(member)) {
                    return true;
                }
            }
            return false;
        });
    }

    /// Of an `enum` or `set`, as they are printed.
    private List<String> members() {
        return MEMBER.matcher(name).results().map(member -> member.group(1)).toList();
    }

    private long capacity() {
        return BYTES.getOrDefault(name, 0L);
    }

    /// A longer `binary` would fill the value up with zeros.
    private boolean boundedFitsInto(MySqlType other, String family, long bytesPerUnit) {
        boolean longer = other.first >= first && (other.name.startsWith("var") && other.name.endsWith(name.replace("var", "")) || name.equals("char") && other.name.equals("char"));
        return longer || other.name.endsWith(family) && other.capacity() >= bytesPerUnit * first;
    }

    private boolean wholeFitsInto(MySqlType other) {
        int bits = Objects.requireNonNull(BITS.get(name));
        if (other.name.equals("decimal")) {
            return (!other.unsigned || unsigned) && other.first - other.scale >= Objects.requireNonNull(DIGITS.get(bits));
        }
        int others = BITS.getOrDefault(other.name, 0);
        return unsigned == other.unsigned ? others >= bits : unsigned && others > bits;
    }
}
