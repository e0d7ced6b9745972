package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.dialect.TestDatabase;
import org.jspecify.annotations.Nullable;

/// The contracts' tables in ClickHouse's words, where columns take no null unless they say so.
final class ClickHouseTables {

    private static final Pattern COLUMN = Pattern.compile("(\\w+) ([a-zA-Z0-9]+(?:\\([^)]*\\))?)(.*)");
    private static final String OUTER_COMMA = ", (?![^(]*\\))";

    private ClickHouseTables() {}

    static String create(String quoted, String columns) {
        String key = "tuple()";
        StringBuilder declared = new StringBuilder();
        for (String column : columns.split(OUTER_COMMA)) {
            Matcher form = COLUMN.matcher(column);
            if (!form.matches()) {
                throw new IllegalArgumentException(column);
            }
            boolean primary = form.group(3).contains("PRIMARY KEY");
            key = primary ? form.group(1) : key;
            String type = primary || form.group(3).contains("NOT NULL") ? form.group(2) : "Nullable(%s)".formatted(form.group(2));
            String rest = form.group(3).replace(" PRIMARY KEY", "").replace(" NOT NULL", "");
            declared.append(declared.isEmpty() ? "" : ", ").append(form.group(1)).append(' ').append(type).append(rest);
        }
        return "CREATE TABLE %s (%s) ENGINE = ReplacingMergeTree ORDER BY %s".formatted(quoted, declared, key);
    }

    /// As readers see them who want one row of each key; nulls are left out, as `CONCAT_WS` does elsewhere.
    static List<@Nullable String> rows(TestDatabase end, String quoted, String columns) throws SQLException {
        String texts = Stream.of(columns.split(OUTER_COMMA)).map("toString(%s)"::formatted).collect(Collectors.joining(", "));
        return end.texts("""
                SELECT arrayStringConcat(arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), CAST([%s], 'Array(Nullable(String))'))), '|') AS t
                FROM %s
                ORDER BY 1
                SETTINGS final = 1""".formatted(texts, quoted));
    }
}
