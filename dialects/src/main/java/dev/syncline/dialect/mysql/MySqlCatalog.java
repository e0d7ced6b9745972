package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.SourceDialect.Listed;
import dev.syncline.dialect.SourceDialect.TableSummary;
import dev.syncline.dialect.mysql.MySqlSourceTypes.Declared;
import dev.syncline.dialect.read.Indexed;

/// Reads `information_schema`, a whole schema in one query: 10,000 single queries would take minutes.
final class MySqlCatalog {

    /// Up to so many tables are named in the query; for more the whole schema is read.
    private static final int NAMED = 1_000;

    private MySqlCatalog() {}

    static List<String> schemas(Connection session) throws SQLException {
        String sql = """
                SELECT SCHEMA_NAME
                FROM information_schema.SCHEMATA
                WHERE SCHEMA_NAME NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
                ORDER BY SCHEMA_NAME""";
        List<String> schemas = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        return schemas;
    }

    /// Without the tables that loads of ours are using.
    static List<TableSummary> tables(Connection session, String schema) throws SQLException {
        return summaries(session, schema, Set.of(), " AND TABLE_NAME NOT LIKE '\\\\_syncline\\\\_%'");
    }

    /// The same without TABLE_ROWS and DATA_LENGTH, for which MySQL 8 reads the statistics of each table, and MySQL 5.7 opens it.
    static List<Listed> names(Connection session, String schema) throws SQLException {
        String sql = """
                SELECT TABLE_NAME, IF(TABLE_TYPE = 'BASE TABLE', 'table', LOWER(TABLE_TYPE))
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME NOT LIKE '\\\\_syncline\\\\_%'
                ORDER BY TABLE_NAME""";
        List<Listed> found = new ArrayList<>();
        try (PreparedStatement query = bySchema(session, sql, schema, Set.of()); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Listed(new TableName(schema, rows.getString(1)), rows.getString(2)));
            }
        }
        return found;
    }

    private static List<TableSummary> summaries(Connection session, String schema, Collection<String> tables, String condition) throws SQLException {
        String sql = """
                SELECT TABLE_NAME, IF(TABLE_TYPE = 'BASE TABLE', 'table', LOWER(TABLE_TYPE)), TABLE_ROWS, DATA_LENGTH
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ?""" + condition + "\nORDER BY TABLE_NAME";
        List<TableSummary> found = new ArrayList<>();
        try (PreparedStatement query = bySchema(session, sql, schema, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new TableSummary(
                        new TableName(schema, rows.getString(1)), rows.getString(2), orUnknown(rows, 3), orUnknown(rows, 4)));
            }
        }
        return found;
    }

    /// @param readable false where the user may see the column but not read it
    record FoundColumn(Column column, boolean readable) {}

    /// What a schema's catalogue says about some of its tables, by table name.
    ///
    /// @param primaryKeys without keys on the beginning of a column only, which other tables cannot have
    /// @param partlyGranted tables on whose columns there are single rights, so that the catalogue may hide columns
    record Schema(
            Map<String, TableSummary> tables,
            Map<String, List<FoundColumn>> columns,
            Map<String, List<String>> primaryKeys,
            Set<String> partlyGranted) {}

    static Schema read(Connection session, String schema, Collection<String> tables) throws SQLException {
        Map<String, TableSummary> summaries = new HashMap<>();
        for (TableSummary table : summaries(session, schema, tables, among(tables))) {
            summaries.put(table.name().table(), table);
        }
        return new Schema(
                summaries, columns(session, schema, tables), primaryKeys(session, schema, tables), partlyGranted(session, schema));
    }

    static Map<String, List<FoundColumn>> columns(Connection session, String schema, Collection<String> tables) throws SQLException {
        String sql = """
                SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,
                       DATETIME_PRECISION, CHARACTER_SET_NAME, COLLATION_NAME, IS_NULLABLE = 'YES', FIND_IN_SET('select', PRIVILEGES) > 0, SRS_ID
                FROM information_schema.COLUMNS
                WHERE TABLE_SCHEMA = ?%s
                ORDER BY TABLE_NAME, ORDINAL_POSITION""".formatted(among(tables));
        Map<String, List<FoundColumn>> found = new HashMap<>();
        try (PreparedStatement query = bySchema(session, sql, schema, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Declared declared = new Declared(
                        rows.getString(3),
                        rows.getString(4),
                        rows.getLong(5),
                        rows.getInt(6),
                        rows.getInt(7),
                        rows.getInt(8),
                        rows.getString(9),
                        rows.getString(10),
                        rows.getObject(13, Long.class));
                Column column = new Column(
                        rows.getString(2), MySqlSourceTypes.neutral(declared), rows.getBoolean(11), MySqlSourceTypes.declaration(declared));
                // Where the PRIVILEGES are wrong or empty, as in views of an older server, the read itself decides.
                found.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(new FoundColumn(column, rows.getBoolean(12)));
            }
        }
        return found;
    }

    private static Map<String, List<String>> primaryKeys(Connection session, String schema, Collection<String> tables) throws SQLException {
        String sql = """
                SELECT TABLE_NAME, COLUMN_NAME, SUB_PART IS NOT NULL
                FROM information_schema.STATISTICS
                WHERE TABLE_SCHEMA = ?%s AND INDEX_NAME = 'PRIMARY'
                ORDER BY TABLE_NAME, SEQ_IN_INDEX""".formatted(among(tables));
        Map<String, List<String>> keys = new HashMap<>();
        Set<String> onParts = new HashSet<>();
        try (PreparedStatement query = bySchema(session, sql, schema, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                keys.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
                if (rows.getBoolean(3)) {
                    onParts.add(rows.getString(1));
                }
            }
        }
        keys.keySet().removeAll(onParts);
        return keys;
    }

    /// The indexes of a table on whole columns; none for a view.
    static List<Indexed> indexes(Connection session, TableName table) throws SQLException {
        return indexes(session, table.schema(), List.of(table.table())).getOrDefault(table.table(), List.of());
    }

    /// The same of some tables of a schema, by table name.
    static Map<String, List<Indexed>> indexes(Connection session, String schema, Collection<String> tables) throws SQLException {
        String sql = """
                SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, NON_UNIQUE = 0, NULLABLE = 'YES', SUB_PART IS NOT NULL OR COLUMN_NAME IS NULL OR INDEX_TYPE <> 'BTREE'
                FROM information_schema.STATISTICS
                WHERE TABLE_SCHEMA = ?%s AND IS_VISIBLE = 'YES'
                ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""".formatted(among(tables));
        Map<String, Map<String, Indexed>> found = new HashMap<>();
        Map<String, Set<String>> unusable = new HashMap<>();
        try (PreparedStatement query = bySchema(session, sql, schema, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String index = rows.getString(2);
                Indexed column = new Indexed(List.of(String.valueOf(rows.getString(3))), rows.getBoolean(4) && !rows.getBoolean(5), index.equals("PRIMARY"));
                found.computeIfAbsent(rows.getString(1), _ -> new LinkedHashMap<>()).merge(index, column, Indexed::and);
                if (rows.getBoolean(6)) {
                    unusable.computeIfAbsent(rows.getString(1), _ -> new HashSet<>()).add(index);
                }
            }
        }
        unusable.forEach((table, indexes) -> found.getOrDefault(table, Map.of()).keySet().removeAll(indexes));
        Map<String, List<Indexed>> byTable = new HashMap<>();
        found.forEach((table, indexes) -> byTable.put(table, List.copyOf(indexes.values())));
        return byTable;
    }

    static boolean isTable(Connection session, TableName table) throws SQLException {
        return !tablesAmong(session, table.schema(), List.of(table.table())).isEmpty();
    }

    /// Which of some names are those of tables, and not of views.
    static Set<String> tablesAmong(Connection session, String schema, Collection<String> tables) throws SQLException {
        return engines(session, schema, tables).keySet();
    }

    /// The storage engines of those of some names that are tables.
    static Map<String, String> engines(Connection session, String schema, Collection<String> tables) throws SQLException {
        String sql = "SELECT TABLE_NAME, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?%s AND ENGINE IS NOT NULL".formatted(among(tables));
        Map<String, String> engines = new HashMap<>();
        try (PreparedStatement query = bySchema(session, sql, schema, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                engines.put(rows.getString(1), rows.getString(2));
            }
        }
        return engines;
    }

    /// The user's own rights and those of its active roles. A user with a right on one column does not see the others in the catalogue.
    private static Set<String> partlyGranted(Connection session, String schema) throws SQLException {
        String sql = """
                SELECT TABLE_NAME FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = ?
                UNION
                SELECT TABLE_NAME FROM information_schema.ROLE_COLUMN_GRANTS WHERE TABLE_SCHEMA = ?""";
        Set<String> tables = new HashSet<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, schema);
            query.setString(2, schema);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    /// The names of some tables, each once, by schema.
    static Map<String, Set<String>> bySchema(Collection<TableName> tables) {
        Map<String, Set<String>> bySchema = new HashMap<>();
        for (TableName table : tables) {
            bySchema.computeIfAbsent(table.schema(), _ -> new LinkedHashSet<>()).add(table.table());
        }
        return bySchema;
    }

    /// A condition on TABLE_NAME, for [#bySchema].
    static String among(Collection<String> tables) {
        return tables.isEmpty() || tables.size() > NAMED ? "" : " AND TABLE_NAME IN (" + "?, ".repeat(tables.size() - 1) + "?)";
    }

    static PreparedStatement bySchema(Connection session, String sql, String schema, Collection<String> tables) throws SQLException {
        PreparedStatement query = session.prepareStatement(sql);
        query.setString(1, schema);
        if (!among(tables).isEmpty()) {
            int parameter = 2;
            for (String table : tables) {
                query.setString(parameter++, table);
            }
        }
        return query;
    }

    private static long orUnknown(ResultSet rows, int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? -1 : value;
    }
}
