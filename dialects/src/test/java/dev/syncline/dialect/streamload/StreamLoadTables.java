package dev.syncline.dialect.streamload;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.dialect.TestDatabase;

/// The contracts' tables in the words of Doris and StarRocks.
public final class StreamLoadTables {

    private static final String OUTER_COMMA = ", (?![^(]*\\))";

    private StreamLoadTables() {}

    public static String create(TestDatabase end, String quoted, String columns) {
        List<String> declared = new ArrayList<>();
        String key = "";
        for (String column : columns.split(OUTER_COMMA)) {
            boolean primary = column.contains(" PRIMARY KEY");
            String name = column.substring(0, column.indexOf(' '));
            key = primary ? name : key;
            String rest = column.replace(" PRIMARY KEY", " NOT NULL");
            declared.add(rest.contains(" NOT NULL") || rest.contains("DEFAULT") ? nullability(rest) : rest + " NULL");
        }
        String first = columns.substring(0, columns.indexOf(' '));
        String clause = key.isEmpty() ? "DUPLICATE KEY(%s)".formatted(first) : "%s KEY(%s)".formatted(isDoris(end) ? "UNIQUE" : "PRIMARY", key);
        return "CREATE TABLE %s (%s) %s DISTRIBUTED BY HASH(%s) BUCKETS 1 PROPERTIES(\"replication_num\" = \"1\")"
                .formatted(quoted, String.join(", ", declared), clause, key.isEmpty() ? first : key);
    }

    /// A default comes behind the nullability.
    private static String nullability(String column) {
        String declared = column.contains(" NOT NULL") ? column : column.replaceFirst(" DEFAULT", " NULL DEFAULT");
        return declared.replaceFirst("DEFAULT (\\d+)", "DEFAULT '$1'");
    }

    public static boolean isDoris(TestDatabase end) {
        return end.dialect().kind().id().equals("doris");
    }
}
