package dev.syncline.testsupport.streamload;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What one connection through the door has set.
final class Session {

    private final Map<String, String> variables = new HashMap<>();
    private String database = "";

    Session(Product product) {
        set("version_comment", product.versionComment);
        set("version", product.protocolVersion);
        // Asked for by Connector/J of a server that calls itself older than 8.0.3.
        set("query_cache_size", "1048576");
        set("query_cache_type", "0");
        set("tx_isolation", "REPEATABLE-READ");
        set("query_timeout", "300");
        set("insert_timeout", "14400");
        set("lower_case_table_names", "0");
        set("enable_insert_strict", "true");
        if (product == Product.STARROCKS) {
            set("new_planner_optimize_timeout", "3000");
        } else {
            set("enable_unicode_name_support", "false");
            set("enable_decimal256", "false");
        }
    }

    String database() {
        return database;
    }

    void use(String name) {
        database = name;
    }

    void set(String variable, String value) {
        variables.put(variable.toLowerCase(Locale.ROOT), value);
    }

    Map<String, String> variables() {
        return variables;
    }

    /// Reads `table` or `database.table`.
    EmulatedTableName tableName(SqlText sql) {
        String first = sql.name();
        if (sql.skip(".")) {
            return new EmulatedTableName(first, sql.name());
        }
        if (database.isEmpty()) {
            throw Refusal.meaning("No database selected");
        }
        return new EmulatedTableName(database, first);
    }
}
