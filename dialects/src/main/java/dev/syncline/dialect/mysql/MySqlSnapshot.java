package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What a snapshot does not cover: every storage engine but InnoDB shows each statement the rows of its own moment (Reference Manual 8.0, 16 "Alternative
/// Storage Engines"). Such a table is read in one statement, for whose time the server itself keeps the table's lock.
///
/// Not under `LOCK TABLES`: the lock that a statement has anyway is as long as the reading, needs no further right, and START TRANSACTION would give up
/// the other one (13.3.6; measured on 8.0.33). A lock of a view locks InnoDB's tables in it against writers, too.
final class MySqlSnapshot {

    private static final String COVERED = "InnoDB";

    private MySqlSnapshot() {}

    /// The engines without a snapshot that keep a table, or the tables that a view uses at any depth: those that the session's user may see, for which the
    /// right SHOW VIEW on the view is needed. Empty where all is in the snapshot.
    static Set<String> uncovered(Connection session, TableName table) throws SQLException {
        Set<String> engines = new TreeSet<>();
        Set<TableName> seen = new HashSet<>(Set.of(table));
        Deque<TableName> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            TableName next = open.remove();
            String engine = engine(session, next);
            if (engine != null && !engine.equals(COVERED)) {
                engines.add(engine);
            }
            if (engine == null) {
                used(session, next).stream().filter(seen::add).forEach(open::add);
            }
        }
        return engines;
    }

    /// The same of many tables, only where there are any: views are looked through one by one.
    static Map<TableName, Set<String>> uncovered(Connection session, Collection<TableName> tables) throws SQLException {
        Map<TableName, Set<String>> found = new HashMap<>();
        for (Map.Entry<String, Set<String>> schema : MySqlCatalog.bySchema(tables).entrySet()) {
            Map<String, String> engines = MySqlCatalog.engines(session, schema.getKey(), schema.getValue());
            for (String name : schema.getValue()) {
                TableName table = new TableName(schema.getKey(), name);
                String engine = engines.get(name);
                Set<String> uncovered = engine == null ? uncovered(session, table) : engine.equals(COVERED) ? Set.of() : Set.of(engine);
                if (!uncovered.isEmpty()) {
                    found.put(table, uncovered);
                }
            }
        }
        return found;
    }

    /// What to say of a table beforehand, and when it has been read.
    static String caution(TableName table, Set<String> engines) {
        return "%s has no snapshot (%s), so it is read in one query and never in pages, and who changes its rows may have to wait until all of it is read; convert it to InnoDB to read it beside its writers"
                .formatted(table, String.join(", ", engines));
    }

    /// Null for a view.
    private static @Nullable String engine(Connection session, TableName table) throws SQLException {
        String sql = "SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";
        try (PreparedStatement query = of(session, sql, table); ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static Set<TableName> used(Connection session, TableName view) throws SQLException {
        String sql = "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.VIEW_TABLE_USAGE WHERE VIEW_SCHEMA = ? AND VIEW_NAME = ?";
        Set<TableName> tables = new HashSet<>();
        try (PreparedStatement query = of(session, sql, view); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                tables.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return tables;
    }

    private static PreparedStatement of(Connection session, String sql, TableName table) throws SQLException {
        PreparedStatement query = session.prepareStatement(sql);
        query.setString(1, table.schema());
        query.setString(2, table.table());
        return query;
    }
}
