package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.table.TableName;

/// What a snapshot does not cover: rows that come from outside of the database, by foreign tables and by functions that can reach out.
final class PostgreSqlSnapshot {

    /// Whether a relation `c` may have rows that are not its own. A plain table has none, and of thousands of them nobody asks more: the question below takes
    /// 15 ms each time, half of it to be planned.
    static final String LEADS_ELSEWHERE = "c.relkind IN ('v', 'f') OR c.relhassubclass";

    private PostgreSqlSnapshot() {}

    /// Those of some tables of which [#uncovered] is worth asking.
    static List<TableName> leadingElsewhere(Connection session, List<TableName> tables) throws SQLException {
        String sql = """
                SELECT n.nspname, c.relname
                FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted (schema_name, table_name, place)
                JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema_name
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.table_name
                WHERE %s
                ORDER BY wanted.place""".formatted(LEADS_ELSEWHERE);
        List<TableName> leading = new ArrayList<>();
        try (PreparedStatement query = PostgreSqlCatalog.about(session, sql, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                leading.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return leading;
    }

    /// The foreign tables, and the volatile functions in C or another untrusted language (as those of `dblink`), by which a table gets rows: itself, below it,
    /// or in a view at any depth. A function in a trusted language that calls one of those is not seen. Empty where all is in the snapshot.
    static List<String> uncovered(Connection session, TableName table) throws SQLException {
        return uncovered(session, List.of(table)).getOrDefault(table, List.of());
    }

    /// The same of many tables, only where there are any.
    static Map<TableName, List<String>> uncovered(Connection session, Collection<TableName> tables) throws SQLException {
        String sql = """
                WITH RECURSIVE used AS (
                    SELECT n.nspname, c.relname, c.oid
                    FROM unnest(?::text[], ?::text[]) AS wanted (schema_name, table_name)
                    JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema_name
                    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.table_name AND c.relkind <> 'm'
                    UNION
                    SELECT u.nspname, u.relname, below.oid
                    FROM used u
                    CROSS JOIN LATERAL (
                        SELECT d.refobjid AS oid
                        FROM pg_catalog.pg_class v
                        JOIN pg_catalog.pg_rewrite r ON r.ev_class = v.oid
                        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
                        JOIN pg_catalog.pg_class b ON b.oid = d.refobjid AND b.relkind <> 'm'
                        WHERE v.oid = u.oid AND v.relkind = 'v'
                        UNION ALL
                        SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = u.oid
                    ) below
                )
                SELECT u.nspname, u.relname, 'foreign table ' || c.oid::regclass
                FROM used u
                JOIN pg_catalog.pg_class c ON c.oid = u.oid AND c.relkind = 'f'
                UNION
                SELECT u.nspname, u.relname, 'function ' || p.oid::regproc
                FROM used u
                JOIN pg_catalog.pg_class v ON v.oid = u.oid AND v.relkind = 'v'
                JOIN pg_catalog.pg_rewrite r ON r.ev_class = v.oid
                JOIN pg_catalog.pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_proc'::regclass
                JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid AND p.provolatile = 'v'
                JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND NOT l.lanpltrusted AND l.lanname NOT IN ('sql', 'internal')
                ORDER BY 3""";
        Map<TableName, List<String>> found = new HashMap<>();
        try (PreparedStatement query = PostgreSqlCatalog.about(session, sql, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), _ -> new ArrayList<>()).add(rows.getString(3));
            }
        }
        return found;
    }

    /// What to say of a table beforehand, and when it has been read.
    static String caution(TableName table, List<String> uncovered) {
        return "%s gets rows from outside of the database's snapshot (%s), so it is read in one query and never in pages; those rows are as the other side gives them during the query, and nobody is held up there"
                .formatted(table, String.join(", ", uncovered));
    }
}
