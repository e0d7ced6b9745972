package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.MayCreate;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Remnants;

/// What a load asks the target's catalogue.
final class MySqlTargetCatalog {

    /// What [#kind] says of a table.
    static final String TABLE = "BASE TABLE";

    private static final int FULL_PAGE = 16_384;
    private static final int LONGEST_OF_OLD_FORMATS = 767;

    private final Connection session;
    private final Map<String, String> settings = new HashMap<>();

    MySqlTargetCatalog(Connection session) {
        this.session = session;
    }

    boolean hasSchema(String schema) throws SQLException {
        return !strings("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?", schema).isEmpty();
    }

    /// What stands under a name: `BASE TABLE`, `VIEW`, …
    Optional<String> kind(TableName table) throws SQLException {
        return Optional.ofNullable(kinds(table.schema(), List.of(table.table())).get(table.table()));
    }

    List<String> tablesStartingWith(String schema, String beginning) throws SQLException {
        return strings(
                """
                SELECT TABLE_NAME
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND LEFT(TABLE_NAME, CHAR_LENGTH(?)) = ?
                ORDER BY TABLE_NAME""",
                schema,
                beginning,
                beginning);
    }

    /// The same with their sizes, as the engine estimates them.
    Remnants sizes(String schema, String beginning) throws SQLException {
        String sql = """
                SELECT TABLE_NAME, DATA_LENGTH + INDEX_LENGTH
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND LEFT(TABLE_NAME, CHAR_LENGTH(?)) = ?
                ORDER BY TABLE_NAME""";
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, schema);
            query.setString(2, beginning);
            query.setString(3, beginning);
            try (ResultSet rows = query.executeQuery()) {
                return new Remnants().tables(schema, rows);
            }
        }
    }

    List<String> incomingForeignKeys(TableName table) throws SQLException {
        return incomingForeignKeys(table.schema(), List.of(table.table())).getOrDefault(table.table(), List.of());
    }

    boolean isPartitioned(TableName table) throws SQLException {
        return !partitioned(table.schema(), List.of(table.table())).isEmpty();
    }

    List<String> triggers(TableName table) throws SQLException {
        return triggers(table.schema(), List.of(table.table())).getOrDefault(table.table(), List.of());
    }

    /// As [#kind], of some names of a schema.
    Map<String, String> kinds(String schema, Collection<String> tables) throws SQLException {
        Map<String, String> kinds = new HashMap<>();
        byTable("SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?%s".formatted(MySqlCatalog.among(tables)), schema, tables)
                .forEach((table, kind) -> kinds.put(table, kind.getFirst()));
        return kinds;
    }

    /// As [#incomingForeignKeys(TableName)], of some tables of a schema, by table name.
    Map<String, List<String>> incomingForeignKeys(String schema, Collection<String> tables) throws SQLException {
        return byTable(
                """
                SELECT REFERENCED_TABLE_NAME, CONCAT('foreign key ', CONSTRAINT_NAME, ' of table ', CONSTRAINT_SCHEMA, '.', TABLE_NAME)
                FROM information_schema.REFERENTIAL_CONSTRAINTS
                WHERE UNIQUE_CONSTRAINT_SCHEMA = ?%s
                  AND NOT (CONSTRAINT_SCHEMA = UNIQUE_CONSTRAINT_SCHEMA AND TABLE_NAME = REFERENCED_TABLE_NAME)"""
                        .formatted(MySqlCatalog.among(tables).replace("TABLE_NAME", "REFERENCED_TABLE_NAME")),
                schema,
                tables);
    }

    /// Those of some tables of a schema that have partitions.
    Set<String> partitioned(String schema, Collection<String> tables) throws SQLException {
        return byTable(
                        "SELECT DISTINCT TABLE_NAME, PARTITION_METHOD FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ?%s AND PARTITION_NAME IS NOT NULL"
                                .formatted(MySqlCatalog.among(tables)),
                        schema,
                        tables)
                .keySet();
    }

    /// As [#triggers(TableName)], of some tables of a schema, by table name.
    Map<String, List<String>> triggers(String schema, Collection<String> tables) throws SQLException {
        return byTable(
                "SELECT EVENT_OBJECT_TABLE, CONCAT('trigger ', TRIGGER_NAME) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ?%s"
                        .formatted(MySqlCatalog.among(tables).replace("TABLE_NAME", "EVENT_OBJECT_TABLE")),
                schema,
                tables);
    }

    /// By the names that were asked for: a server that does not tell letter case apart says its own of them.
    ///
    /// @param sql a query of the names of tables and something of each, for [MySqlCatalog#bySchema]
    private Map<String, List<String>> byTable(String sql, String schema, Collection<String> tables) throws SQLException {
        Map<String, List<String>> found = new HashMap<>();
        try (PreparedStatement query = MySqlCatalog.bySchema(session, sql, schema, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
            }
        }
        if (tables.containsAll(found.keySet())) {
            return found;
        }
        Map<String, List<String>> folded = new HashMap<>();
        found.forEach((table, values) -> folded.put(table.toLowerCase(Locale.ROOT), values));
        boolean apart = setting("SELECT @@GLOBAL.lower_case_table_names").equals("0");
        Map<String, List<String>> asked = new HashMap<>();
        for (String table : tables) {
            List<String> values = apart ? found.get(table) : folded.get(table.toLowerCase(Locale.ROOT));
            if (values != null) {
                asked.put(table, values);
            }
        }
        return asked;
    }

    /// Without the key that the server makes for a table without one (`sql_generate_invisible_primary_key`, 8.0.30, which only an administrator may
    /// turn off): nobody gave it a value or reads it (Reference Manual 8.0, 13.1.20.11 "Generated Invisible Primary Keys").
    List<HeldColumn> columns(TableName table) throws SQLException {
        String sql = """
                SELECT COLUMN_NAME, COLUMN_TYPE, CHARACTER_SET_NAME, COLLATION_NAME, IS_NULLABLE = 'YES', COLUMN_DEFAULT, EXTRA, COLUMN_COMMENT,
                       SRS_ID
                FROM information_schema.COLUMNS
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND NOT (COLUMN_NAME = 'my_row_id' AND EXTRA = 'auto_increment INVISIBLE')
                ORDER BY ORDINAL_POSITION""";
        List<HeldColumn> columns = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(column(rows));
                }
            }
        }
        return columns;
    }

    private static HeldColumn column(ResultSet row) throws SQLException {
        String type = row.getString(3) == null
                ? row.getString(2)
                : "%s CHARACTER SET %s COLLATE %s".formatted(row.getString(2), row.getString(3), row.getString(4));
        if (row.getString(9) != null) {
            type += " SRID " + row.getString(9);
        }
        String given = row.getString(6);
        String extra = row.getString(7).toLowerCase(Locale.ROOT);
        String attributes = "";
        if (given != null) {
            boolean expression = extra.contains("default_generated");
            attributes += " DEFAULT " + (expression ? '(' + given + ')' : given.startsWith("b'") ? given : literal(given));
        }
        if (extra.contains("auto_increment")) {
            attributes += " AUTO_INCREMENT";
        }
        if (!row.getString(8).isEmpty()) {
            attributes += " COMMENT " + literal(row.getString(8));
        }
        boolean hasDefault = given != null || extra.contains("auto_increment") || extra.contains("generated");
        boolean computed = extra.contains("virtual generated") || extra.contains("stored generated");
        return new HeldColumn(row.getString(1), type, row.getBoolean(5), hasDefault, computed, attributes);
    }

    private static String literal(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "''") + '\'';
    }

    /// The storage engine of a table; only InnoDB has transactions.
    Optional<String> engine(TableName table) throws SQLException {
        return strings("SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?", table.schema(), table.table())
                .stream()
                .findFirst();
    }

    boolean hasColumn(TableName table, String column) throws SQLException {
        return columns(table).stream().anyMatch(held -> held.name().equals(column));
    }

    boolean hasIndex(TableName table, String index) throws SQLException {
        return !strings(
                        "SELECT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND INDEX_NAME = ?",
                        table.schema(),
                        table.table(),
                        index)
                .isEmpty();
    }

    /// The table's keys and indexes, without those of words and places.
    List<HeldIndexes.Index> indexes(TableName table) throws SQLException {
        String sql = """
                SELECT INDEX_NAME, COLUMN_NAME, SUB_PART
                FROM information_schema.STATISTICS
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND INDEX_TYPE IN ('BTREE', 'HASH') AND COLUMN_NAME IS NOT NULL
                ORDER BY INDEX_NAME, SEQ_IN_INDEX""";
        Map<String, List<HeldIndexes.Part>> parts = new LinkedHashMap<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Integer length = rows.getObject(3) == null ? null : (Integer) rows.getInt(3);
                    parts.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(new HeldIndexes.Part(rows.getString(2), length));
                }
            }
        }
        return parts.entrySet().stream().map(index -> new HeldIndexes.Index(index.getKey(), index.getValue())).toList();
    }

    /// How many bytes a key can have (Reference Manual 8.0, 15.22 "InnoDB Limits"): pages of 8 and 4 KiB have less.
    int longestKey() throws SQLException {
        int page = Integer.parseInt(setting("SELECT @@GLOBAL.innodb_page_size"));
        return InnoDbLimits.LONGEST_KEY * Math.min(page, FULL_PAGE) / FULL_PAGE;
    }

    /// How many bytes of it one column of a table can have, by how its rows are laid out.
    int longestKeyColumn(TableName table) throws SQLException {
        List<String> format = strings(
                "SELECT UPPER(ROW_FORMAT) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?", table.schema(), table.table());
        return format.contains("COMPACT") || format.contains("REDUNDANT") ? Math.min(LONGEST_OF_OLD_FORMATS, longestKey()) : longestKey();
    }

    boolean isReadOnly() throws SQLException {
        return strings("SELECT @@GLOBAL.read_only").getFirst().equals("1");
    }

    /// Which rights the session's user has neither everywhere nor in a database. Rights that come by a role are not seen, so with a role none is missing.
    List<String> missingRights(String schema, List<String> needed) throws SQLException {
        if (!"NONE".equals(strings("SELECT CURRENT_ROLE()").getFirst())) {
            return List.of();
        }
        // The grantee as the tables spell it; a granted database may be a pattern.
        List<String> granted = strings(
                """
                SELECT PRIVILEGE_TYPE
                FROM information_schema.USER_PRIVILEGES
                WHERE GRANTEE = CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))
                UNION
                SELECT PRIVILEGE_TYPE
                FROM information_schema.SCHEMA_PRIVILEGES
                WHERE GRANTEE = CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))
                  AND ? LIKE TABLE_SCHEMA""",
                schema);
        return needed.stream().filter(right -> !granted.contains(right)).toList();
    }

    /// As [#missingRights], of databases that nobody has named yet. A granted database may be a pattern, and is told as it stands there.
    MayCreate mayCreate() throws SQLException {
        if (!"NONE".equals(strings("SELECT CURRENT_ROLE()").getFirst())) {
            return MayCreate.UNKNOWN;
        }
        String mine = "GRANTEE = CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))";
        boolean everywhere = !strings("SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'CREATE' AND " + mine).isEmpty();
        return everywhere
                ? MayCreate.EVERYWHERE
                : MayCreate.in(strings("SELECT TABLE_SCHEMA FROM information_schema.SCHEMA_PRIVILEGES WHERE PRIVILEGE_TYPE = 'CREATE' AND %s ORDER BY 1".formatted(mine)));
    }

    boolean takesLocalData() throws SQLException {
        return strings("SELECT @@GLOBAL.local_infile").getFirst().equals("1");
    }

    /// Unless it makes a key itself. Both are unknown to old servers.
    boolean refusesTablesWithoutKey() throws SQLException {
        return isOn("sql_require_primary_key") && !makesInvisibleKeys();
    }

    boolean makesInvisibleKeys() throws SQLException {
        return isOn("sql_generate_invisible_primary_key");
    }

    private boolean isOn(String variable) throws SQLException {
        return !setting("SHOW VARIABLES WHERE variable_name = '%s' AND value = 'ON'".formatted(variable)).isEmpty();
    }

    /// Asked once; empty where there is none.
    private String setting(String sql) throws SQLException {
        String known = settings.get(sql);
        if (known == null) {
            known = strings(sql).stream().findFirst().orElse("");
            settings.put(sql, known);
        }
        return known;
    }

    long count(TableName table) throws SQLException {
        return Long.parseLong(strings("SELECT COUNT(*) FROM " + MySqlNames.quote(table)).getFirst());
    }

    List<String> strings(String sql, String... parameters) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
