package dev.syncline.testsupport.streamload;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// How a table takes rows in MySQL: a row replaces that of its key, unless a sequence column says that it is older.
final class Upsert {

    private Upsert() {}

    static String statement(Table table, EmulatedTableName name, List<String> columns, String rows) {
        return statement(table, name, columns, rows, table.sequenceColumn());
    }

    static String statement(Table table, EmulatedTableName name, List<String> columns, String rows, @Nullable String sequence) {
        String into = "%s (%s) %s".formatted(Quote.name(name), columns.stream().map(Quote::name).collect(Collectors.joining(", ")), rows);
        if (!table.model().replaces()) {
            return "INSERT INTO " + into;
        }
        return sequence == null ? "REPLACE INTO " + into : "INSERT INTO " + into + unlessOlder(columns, sequence);
    }

    // MySQL assigns from left to right and later assignments see the earlier ones, so the sequence comes last.
    private static String unlessOlder(List<String> columns, String sequence) {
        String column = Quote.name(sequence);
        return columns.stream()
                .sorted((one, other) -> Boolean.compare(one.equalsIgnoreCase(sequence), other.equalsIgnoreCase(sequence)))
                .map(Quote::name)
                .map(name -> "%1$s = IF(%2$s IS NULL OR VALUES(%2$s) >= %2$s, VALUES(%1$s), %1$s)".formatted(name, column))
                .collect(Collectors.joining(", ", " ON DUPLICATE KEY UPDATE ", ""));
    }

    /// Only the given columns change in a row that is there already.
    static String partial(EmulatedTableName name, List<String> columns, String rows) {
        String updates = columns.stream().map(Quote::name).map(column -> "%1$s = VALUES(%1$s)".formatted(column)).collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) %s ON DUPLICATE KEY UPDATE %s".formatted(
                Quote.name(name), columns.stream().map(Quote::name).collect(Collectors.joining(", ")), rows, updates);
    }
}
