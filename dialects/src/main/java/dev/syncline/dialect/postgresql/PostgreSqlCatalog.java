package dev.syncline.dialect.postgresql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.SourceDialect.Listed;
import dev.syncline.dialect.SourceDialect.TableSummary;
import dev.syncline.dialect.postgresql.PostgreSqlSourceTypes.Declared;
import dev.syncline.dialect.read.Indexed;
import org.jspecify.annotations.Nullable;

/// Reads `pg_catalog`, many tables in one query.
final class PostgreSqlCatalog {

    /// Where nothing is known: of rows with a few columns.
    private static final int ROWS_OF_A_BLOCK = 80;

    /// A table that others inherit from is read with their rows, in which the values of its key may stand again (PostgreSQL manual, 5.11.1 "Caveats").
    /// That of a partitioned table holds for all.
    private static final String KEY_OF_ALL_ROWS =
            "(c.relkind <> 'r' OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid))";

    private PostgreSqlCatalog() {}

    static List<String> schemas(Connection session) throws SQLException {
        String sql = """
                SELECT nspname
                FROM pg_catalog.pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                ORDER BY nspname""";
        List<String> schemas = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        return schemas;
    }

    /// Without partitions, which are read through their table, and without the tables that loads of ours are using.
    static List<TableSummary> tables(Connection session, String schema) throws SQLException {
        String sql = """
                SELECT c.relname, c.relkind, %s, %s
                FROM pg_catalog.pg_class c
                WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?)
                  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND NOT c.relispartition
                  AND c.relname !~ '^_syncline_'
                ORDER BY c.relname""".formatted(ROWS, BYTES);
        List<TableSummary> tables = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, schema);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.add(new TableSummary(
                            new TableName(schema, rows.getString(1)), RelationKind.word(rows.getString(2)), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return tables;
    }

    /// The same without sizes, for which each table's files are looked at.
    static List<Listed> names(Connection session, String schema) throws SQLException {
        String sql = """
                SELECT c.relname, c.relkind
                FROM pg_catalog.pg_class c
                WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?)
                  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND NOT c.relispartition
                  AND c.relname !~ '^_syncline_'
                ORDER BY c.relname""";
        List<Listed> tables = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, schema);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.add(new Listed(new TableName(schema, rows.getString(1)), RelationKind.word(rows.getString(2))));
                }
            }
        }
        return tables;
    }

    /// -1 for what has never been analysed; a partitioned table counts through its leaves.
    private static final String ROWS = """
            CASE WHEN c.relkind = 'p'
                 THEN (SELECT sum(greatest(l.reltuples, 0)) FROM pg_catalog.pg_partition_tree(c.oid) t JOIN pg_catalog.pg_class l ON l.oid = t.relid)::bigint
                 ELSE c.reltuples::bigint END""";

    private static final String BYTES = """
            CASE c.relkind
                 WHEN 'p' THEN (SELECT sum(pg_catalog.pg_table_size(t.relid)) FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf)::bigint
                 WHEN 'r' THEN pg_catalog.pg_table_size(c.oid)
                 WHEN 'm' THEN pg_catalog.pg_table_size(c.oid)
                 ELSE -1 END""";

    /// A table as the catalogue describes it.
    ///
    /// @param rewritten whether the table has got another file since the transaction's snapshot: it then looks empty in the snapshot
    /// @param filled whether it can be queried: a materialized view that was made WITH NO DATA cannot, until it is refreshed
    /// @param leadsElsewhere whether it may have rows that are not its own: those of tables below it, or of what a view asks
    record Found(
            TableName name,
            String kind,
            long estimatedRows,
            long estimatedBytes,
            boolean readable,
            boolean hidesRows,
            boolean rewritten,
            boolean filled,
            boolean leadsElsewhere,
            List<Column> columns,
            List<String> primaryKey) {}

    static Map<TableName, Found> find(Connection session, List<TableName> names) throws SQLException {
        Map<Long, Found> byOid = relations(session, names);
        addColumns(session, byOid);
        addPrimaryKeys(session, byOid);
        Map<TableName, Found> found = new HashMap<>();
        byOid.values().forEach(table -> found.put(table.name(), table));
        return found;
    }

    private static Map<Long, Found> relations(Connection session, List<TableName> names) throws SQLException {
        String sql = """
                SELECT c.oid, n.nspname, c.relname, c.relkind, %s, %s,
                       pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
                       pg_catalog.row_security_active(c.oid),
                       c.relfilenode <> 0 AND c.relfilenode IS DISTINCT FROM pg_catalog.pg_relation_filenode(c.oid),
                       c.relispopulated,
                       %s
                FROM unnest(?::text[], ?::text[]) AS wanted (schema_name, table_name)
                JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema_name
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.table_name
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')""".formatted(ROWS, BYTES, PostgreSqlSnapshot.LEADS_ELSEWHERE);
        Map<Long, Found> found = new HashMap<>();
        try (PreparedStatement query = about(session, sql, names); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getLong(1), new Found(
                        new TableName(rows.getString(2), rows.getString(3)),
                        rows.getString(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        rows.getBoolean(7),
                        rows.getBoolean(8),
                        rows.getBoolean(9),
                        rows.getBoolean(10),
                        rows.getBoolean(11),
                        new ArrayList<>(),
                        new ArrayList<>()));
            }
        }
        return found;
    }

    /// Domains are looked through down to their base type; the modifier is that of the innermost domain that sets one.
    private static void addColumns(Connection session, Map<Long, Found> tables) throws SQLException {
        String sql = """
                WITH RECURSIVE resolved AS (
                    SELECT a.attrelid, a.attnum, a.attname, a.attnotnull, a.atttypid AS type, a.atttypmod AS modifier
                    FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped
                    UNION ALL
                    SELECT r.attrelid, r.attnum, r.attname, r.attnotnull, t.typbasetype,
                           CASE WHEN t.typtypmod <> -1 THEN t.typtypmod ELSE r.modifier END
                    FROM resolved r
                    JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typtype = 'd'
                )
                SELECT r.attrelid, r.attname, r.attnotnull,
                       t.typnamespace = 'pg_catalog'::regnamespace, t.typname, t.typtype, r.modifier,
                       t.typcategory = 'A' AND t.typelem <> 0 AND t.typlen = -1,
                       pg_catalog.format_type(r.type, r.modifier)
                FROM resolved r
                JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typtype <> 'd'
                ORDER BY r.attrelid, r.attnum""";
        int moneyScale = 0;
        boolean asked = false;
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setArray(1, session.createArrayOf("oid", tables.keySet().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Declared declared = new Declared(
                            rows.getBoolean(4), rows.getString(5), rows.getString(6), rows.getInt(7), rows.getBoolean(8), rows.getString(9));
                    if (declared.isMoney() && !asked) {
                        moneyScale = moneyScale(session);
                        asked = true;
                    }
                    Objects.requireNonNull(tables.get(rows.getLong(1))).columns().add(new Column(
                            rows.getString(2),
                            PostgreSqlSourceTypes.neutral(declared, moneyScale),
                            !rows.getBoolean(3),
                            PostgreSqlSourceTypes.declaration(declared)));
                }
            }
        }
    }

    private static void addPrimaryKeys(Connection session, Map<Long, Found> tables) throws SQLException {
        String sql = """
                SELECT i.indrelid, a.attname
                FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
                CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE i.indrelid = ANY (?) AND i.indisprimary AND k.position <= i.indnkeyatts
                  AND %s
                ORDER BY i.indrelid, k.position""".formatted(KEY_OF_ALL_ROWS);
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setArray(1, session.createArrayOf("oid", tables.keySet().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Objects.requireNonNull(tables.get(rows.getLong(1))).primaryKey().add(rows.getString(2));
                }
            }
        }
    }

    /// Which of some names are those of tables that keep rows of their own, in partitions or not.
    static Set<TableName> tablesAmong(Connection session, Collection<TableName> names) throws SQLException {
        String sql = """
                SELECT n.nspname, c.relname
                FROM unnest(?::text[], ?::text[]) AS wanted (schema_name, table_name)
                JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema_name
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.table_name
                WHERE c.relkind IN ('r', 'p')""";
        Set<TableName> found = new HashSet<>();
        try (PreparedStatement query = about(session, sql, names); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return found;
    }

    /// The b-tree indexes of a table on whole columns and all rows.
    static List<Indexed> indexes(Connection session, TableName table) throws SQLException {
        return indexes(session, List.of(table)).getOrDefault(table, List.of());
    }

    /// The same of many tables.
    static Map<TableName, List<Indexed>> indexes(Connection session, Collection<TableName> names) throws SQLException {
        String sql = """
                SELECT n.nspname, c.relname, i.indexrelid, a.attname, i.indisprimary,
                       i.indisunique AND coalesce(a.attnotnull, false)
                           AND %s
                FROM unnest(?::text[], ?::text[]) AS wanted (schema_name, table_name)
                JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema_name
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.table_name
                JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
                JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                JOIN pg_catalog.pg_am m ON m.oid = x.relam AND m.amname = 'btree'
                CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
                LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
                WHERE i.indisvalid AND i.indpred IS NULL AND k.position <= i.indnkeyatts
                ORDER BY i.indexrelid, k.position""".formatted(KEY_OF_ALL_ROWS);
        Map<TableName, Map<Long, Indexed>> found = new HashMap<>();
        Set<Long> onExpressions = new HashSet<>();
        try (PreparedStatement query = about(session, sql, names); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Map<Long, Indexed> ofTable = found.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), _ -> new LinkedHashMap<>());
                long index = rows.getLong(3);
                if (rows.getString(4) == null) {
                    onExpressions.add(index);
                } else {
                    ofTable.merge(index, new Indexed(List.of(rows.getString(4)), rows.getBoolean(6), rows.getBoolean(5)), Indexed::and);
                }
            }
        }
        Map<TableName, List<Indexed>> indexes = new HashMap<>();
        found.forEach((table, ofTable) -> {
            ofTable.keySet().removeAll(onExpressions);
            indexes.put(table, List.copyOf(ofTable.values()));
        });
        return indexes;
    }

    /// The types of columns, without modifiers, as a cast names them.
    static Map<String, String> types(Connection session, TableName table) throws SQLException {
        String sql = """
                SELECT attname, pg_catalog.format_type(atttypid, -1)
                FROM pg_catalog.pg_attribute
                WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped""";
        Map<String, String> types = new HashMap<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, PostgreSqlNames.quote(table));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }

    /// How a table lies in its file.
    ///
    /// @param rowsPerBlock an estimate, at least 1
    record Blocks(long count, long rowsPerBlock) {}

    /// Null where rows cannot be found by their place: only tables and materialized views have one, and PostgreSQL looks for a range of places
    /// without reading all of the table since version 14.
    static @Nullable Blocks blocks(Connection session, TableName table) throws SQLException {
        String sql = """
                SELECT pg_catalog.pg_relation_size(oid) / current_setting('block_size')::bigint,
                       CASE WHEN reltuples > 0 AND relpages > 0 THEN greatest(1, (reltuples / relpages)::bigint) ELSE %d END
                FROM pg_catalog.pg_class
                WHERE oid = ?::regclass AND relkind IN ('r', 'm') AND current_setting('server_version_num')::int >= 140000""".formatted(ROWS_OF_A_BLOCK);
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, PostgreSqlNames.quote(table));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? new Blocks(rows.getLong(1), rows.getLong(2)) : null;
            }
        }
    }

    /// How many digits of a `money` follow the point under this database's `lc_monetary`; -1 where our role has one of its own, under which amounts
    /// would be others than everybody else sees.
    private static int moneyScale(Connection session) throws SQLException {
        String sql = """
                SELECT CASE WHEN source IN ('user', 'database user') THEN -1 ELSE scale('0'::money::numeric) END
                FROM pg_catalog.pg_settings
                WHERE name = 'lc_monetary'""";
        try (PreparedStatement query = session.prepareStatement(sql); ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /// A query whose first two parameters are the schemas and the names of tables.
    static PreparedStatement about(Connection session, String sql, Collection<TableName> names) throws SQLException {
        PreparedStatement query = session.prepareStatement(sql);
        query.setArray(1, texts(session, names.stream().map(TableName::schema).toArray()));
        query.setArray(2, texts(session, names.stream().map(TableName::table).toArray()));
        return query;
    }

    private static Array texts(Connection session, Object[] values) throws SQLException {
        return session.createArrayOf("text", values);
    }
}
