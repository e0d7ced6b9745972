package dev.syncline.dialect.mysql;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.table.Column;
import org.jspecify.annotations.Nullable;

/// Stops a read where a text would change on its way to Unicode.
///
/// Many of MySQL's older character sets hold codes that stand for no character, and some that Unicode lacks: the server sends `?` or U+FFFD
/// for them, without a word (measured on 8.0.33 for every code of one and two bytes).
final class UnicodeCheck {

    /// Character sets all of whose codes have a character in Unicode.
    private static final Set<String> COMPLETE = Set.of(
            "ascii", "cp850", "cp852", "cp866", "gb18030", "keybcs2", "koi8r", "koi8u", "latin1", "latin2", "latin5", "latin7", "macce", "macroman",
            "utf16", "utf16le", "utf32", "utf8", "utf8mb3", "utf8mb4");

    private static final Pattern CHARACTER_SET = Pattern.compile(" CHARACTER SET (\\w+) COLLATE \\w+$");

    /// The function that MySQL lets quote a text of ours in its error, and what [MySqlErrors] looks for.
    static final Pattern COMPLAINT = Pattern.compile("'(column .* lacks)' for function uuid_to_bin", Pattern.DOTALL);

    private UnicodeCheck() {}

    static boolean isNeededFor(Column column) {
        String characterSet = characterSet(column);
        return characterSet != null && !COMPLETE.contains(characterSet);
    }

    private static @Nullable String characterSet(Column column) {
        Matcher found = CHARACTER_SET.matcher(String.valueOf(column.declaration()));
        return found.find() ? found.group(1) : null;
    }

    /// The text, or an error where it has more question marks in Unicode than it has in its own character set. The error depends on the row,
    /// so that it is not thrown when the statement is prepared.
    static String text(Column column, String name) {
        String complaint = "column \"%s\" holds a character of %s that Unicode lacks".formatted(column.name(), characterSet(column));
        return """
                IF(CHAR_LENGTH(REPLACE(CONVERT(%1$s USING utf8mb4), '?', '')) <> CHAR_LENGTH(REPLACE(%1$s, '?', '')) \
                OR LOCATE('\ufffd', CONVERT(%1$s USING utf8mb4)) > 0, \
                CONVERT(HEX(UUID_TO_BIN(CONCAT(%2$s, LEFT(%1$s, 0)))) USING utf8mb4), CONVERT(%1$s USING utf8mb4))"""
                .formatted(name, literal(complaint));
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
