package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.MayCreate;
import dev.syncline.dialect.load.AppendOnlyLedger;
import dev.syncline.dialect.load.CatalogFacts;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Remnants;
import dev.syncline.dialect.load.TableCatalog;
import org.jspecify.annotations.Nullable;

/// What a load asks the target's system tables.
final class ClickHouseCatalog implements TableCatalog {

    /// Each database is a question.
    private static final int MOST_ASKED = 50;

    private final Connection session;

    ClickHouseCatalog(Connection session) {
        this.session = session;
    }

    @Override
    public boolean hasDatabase(String database) throws SQLException {
        return databaseEngine(database).isPresent();
    }

    Optional<String> databaseEngine(String database) throws SQLException {
        return texts("SELECT engine FROM system.databases WHERE name = " + ClickHouseNames.text(database)).stream().findFirst();
    }

    /// `CHECK GRANT` tells of the user's own rights without a right to see those of others.
    MayCreate mayCreate() throws SQLException {
        if (mayMake("CREATE DATABASE", "*") && mayMake("CREATE TABLE", "*")) {
            return MayCreate.EVERYWHERE;
        }
        List<String> places = new ArrayList<>();
        for (String database : texts("SELECT name FROM system.databases WHERE lower(name) NOT IN ('system', 'information_schema') ORDER BY name LIMIT " + MOST_ASKED)) {
            if (mayMake("CREATE TABLE", ClickHouseNames.quote(database))) {
                places.add(database);
            }
        }
        return MayCreate.in(places);
    }

    private boolean mayMake(String right, String database) throws SQLException {
        return number("CHECK GRANT %s ON %s.*".formatted(right, database)) != 0;
    }

    /// Writes and tables that the user's settings forbid, whatever its rights are; a sentence each (Settings, "Permissions for queries").
    List<String> forbidden() throws SQLException {
        List<String> forbidden = new ArrayList<>();
        if (number("SELECT count() FROM system.settings WHERE name = 'readonly' AND value != '0'") > 0) {
            forbidden.add("The connection's user may not write, whatever its rights: its profile has readonly; set readonly to 0 for this user");
        }
        if (number("SELECT count() FROM system.settings WHERE name = 'allow_ddl' AND value = '0'") > 0) {
            forbidden.add("The connection's user may make no tables, whatever its rights: its profile has allow_ddl = 0; set allow_ddl to 1 for this user");
        }
        return forbidden;
    }

    /// What a load has to know before it changes anything: its database, its target, what is there beside that is its own, and the ledger's state; all
    /// in one question, as each costs as much as the rows of a small table. Only where there is no ledger yet it takes two.
    Look look(TableName target, TableName ledger, String beginning, AppendOnlyLedger log, boolean andForgotten) throws SQLException {
        try {
            String more = "\nUNION ALL\nSELECT '' AS held, 'state' AS kind, '' AS id, %s AS views, '' AS parting, '' AS whole\nFROM %s".formatted(log.lastAsTexts(), log.last());
            String forgotten = "\nUNION ALL\nSELECT '' AS held, 'forgotten' AS kind, load_id AS id, [] AS views, '' AS parting, '' AS whole\nFROM (%s)".formatted(log.forgottenSql());
            return look(target, ledger, beginning, andForgotten ? more + forgotten : more);
        } catch (SQLException e) {
            if (ClickHouseErrors.isMissing(e)) {
                return look(target, ledger, beginning, "");
            }
            throw e;
        }
    }

    private Look look(TableName target, TableName ledger, String beginning, String more) throws SQLException {
        String database = ClickHouseNames.text(target.schema());
        // No alias may be the name of a column that a condition asks for: it would be what is compared.
        String sql = """
                SELECT '' AS held, 'database' AS kind, engine AS id, [] AS views, '' AS parting, '' AS whole
                FROM system.databases
                WHERE name = %s
                UNION ALL
                SELECT name AS held, engine AS kind, toString(uuid) AS id, dependencies_table AS views, partition_key AS parting, engine_full AS whole
                FROM system.tables
                WHERE database = %s AND (name IN (%s, %s) OR startsWith(name, %s))""".formatted(
                database, database, ClickHouseNames.text(target.table()), ClickHouseNames.text(ledger.table()), ClickHouseNames.text(beginning)) + more;
        String engine = null;
        AppendOnlyLedger.State state = null;
        List<UUID> forgotten = new ArrayList<>();
        Map<String, Held> tables = new TreeMap<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (rows.getString(1).isEmpty()) {
                    switch (rows.getString(2)) {
                        case "database" -> engine = rows.getString(3);
                        case "state" -> state = AppendOnlyLedger.read(List.of((String[]) rows.getArray(4).getArray()));
                        default -> forgotten.add(UUID.fromString(rows.getString(3)));
                    }
                } else {
                    tables.put(rows.getString(1), new Held(
                            rows.getString(2), rows.getString(3), List.of((String[]) rows.getArray(4).getArray()), rows.getString(5), rows.getString(6)));
                }
            }
        }
        return new Look(engine, tables, state, forgotten);
    }

    /// @param databaseEngine null where there is no such database
    /// @param tables by name
    /// @param state the last in the ledger; null where the load is not in it
    /// @param forgotten loads of which nothing has been written for a week, where that was asked for
    record Look(@Nullable String databaseEngine, Map<String, Held> tables, AppendOnlyLedger.@Nullable State state, List<UUID> forgotten) implements CatalogFacts {

        @Override
        public boolean hasDatabase() {
            return databaseEngine != null;
        }

        @Override
        public boolean has(TableName table) {
            return tables.containsKey(table.table());
        }

        @Override
        public List<String> startingWith(String beginning) {
            return tables.keySet().stream().filter(name -> name.startsWith(beginning)).toList();
        }

        boolean exchangesTables() {
            return databaseEngine != null && ClickHouseCatalog.exchangesTables(databaseEngine);
        }
    }

    /// A table or view.
    ///
    /// @param uuid what no other table has, whatever its name
    /// @param views that are fed by inserts into it
    /// @param partitionKey empty where it has no partitions
    /// @param clauses engine, keys, TTL and settings as its statement has them
    record Held(String engine, String uuid, List<String> views, String partitionKey, String clauses) {}

    /// The same of one table; empty where there is none.
    Optional<Held> held(TableName table) throws SQLException {
        return Optional.ofNullable(held(List.of(table)).get(table));
    }

    /// The same of many tables, those that are there.
    Map<TableName, Held> held(Collection<TableName> tables) throws SQLException {
        if (tables.isEmpty()) {
            return Map.of();
        }
        String sql = "SELECT database, name, engine, toString(uuid), dependencies_table, partition_key, engine_full FROM system.tables WHERE database IN (%s) AND name IN (%s)"
                .formatted(
                        tables.stream().map(TableName::schema).distinct().map(ClickHouseNames::text).collect(Collectors.joining(", ")),
                        tables.stream().map(TableName::table).distinct().map(ClickHouseNames::text).collect(Collectors.joining(", ")));
        Map<TableName, Held> found = new HashMap<>();
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.put(new TableName(row.getString(1), row.getString(2)), new Held(
                        row.getString(3), row.getString(4), List.of((String[]) row.getArray(5).getArray()), row.getString(6), row.getString(7)));
            }
        }
        return found;
    }

    /// The engine of a table or view.
    Optional<String> engine(TableName table) throws SQLException {
        return texts("SELECT engine FROM system.tables WHERE " + is(table)).stream().findFirst();
    }

    /// Why what is of this engine cannot be loaded into, as the end of a sentence that begins with its name; null where it can.
    static @Nullable String objection(String engine) {
        if (engine.startsWith("Replicated")) {
            return "is a %s table, and its other replicas would not get what a load brings; drop it, or choose another name".formatted(engine);
        }
        return engine.endsWith("MergeTree")
                ? null
                : "is a %s and not a table of the MergeTree family; drop it, or choose another name".formatted(engine.endsWith("View") ? "view" : engine + " table");
    }

    /// Why a database of this engine cannot be loaded into, as the end of a sentence that begins with its name; null where it can.
    static @Nullable String databaseObjection(String engine) {
        return switch (engine) {
            case "Atomic", "Shared", "Ordinary" -> null;
            case "Replicated" -> "is of the engine Replicated, and its other replicas would get the tables of a load, but not their rows; choose one of the engine Atomic";
            default -> "is of the engine %s, which cannot exchange tables; choose one of the engine Atomic".formatted(engine);
        };
    }

    /// Whether two tables of a database of this engine can exchange their names at once.
    static boolean exchangesTables(String databaseEngine) {
        return List.of("Atomic", "Shared").contains(databaseEngine);
    }

    @Override
    public boolean exists(TableName table) throws SQLException {
        return engine(table).isPresent();
    }

    /// How many rows are left in one table, and the uuid of another; empty where that is not there.
    Moved moved(TableName from, TableName to) throws SQLException {
        String sql = "SELECT (SELECT count() FROM %s), (SELECT any(toString(uuid)) FROM system.tables WHERE %s)".formatted(ClickHouseNames.quote(from), is(to));
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return new Moved(rows.getLong(1), rows.getString(2));
        }
    }

    record Moved(long left, String uuid) {}

    /// What no other table has, whatever its name; empty where there is no such table.
    String uuid(TableName table) throws SQLException {
        return texts("SELECT toString(uuid) FROM system.tables WHERE " + is(table)).stream().findFirst().orElse("");
    }

    /// The tables of a database whose names begin so.
    @Override
    public List<String> tablesStartingWith(String database, String beginning) throws SQLException {
        return texts("SELECT name FROM system.tables WHERE database = %s AND startsWith(name, %s) ORDER BY name"
                .formatted(ClickHouseNames.text(database), ClickHouseNames.text(beginning)));
    }

    /// The same with their sizes.
    @Override
    public Remnants sizes(String database, String beginning) throws SQLException {
        String sql = "SELECT name, total_bytes FROM system.tables WHERE database = %s AND startsWith(name, %s) ORDER BY name"
                .formatted(ClickHouseNames.text(database), ClickHouseNames.text(beginning));
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return new Remnants().tables(database, rows);
        }
    }

    List<HeldColumn> columns(TableName table) throws SQLException {
        String sql = """
                SELECT name, type, default_kind
                FROM system.columns
                WHERE database = %s AND table = %s
                ORDER BY position""".formatted(ClickHouseNames.text(table.schema()), ClickHouseNames.text(table.table()));
        List<HeldColumn> columns = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String type = rows.getString(2);
                columns.add(new HeldColumn(rows.getString(1), type, ClickHouseType.isNullable(type), !rows.getString(3).isEmpty(), !List.of("", "DEFAULT").contains(rows.getString(3)), ""));
            }
        }
        return columns;
    }

    List<String> partitions(TableName table) throws SQLException {
        return texts("SELECT DISTINCT partition_id FROM system.parts WHERE database = %s AND table = %s AND active ORDER BY 1"
                .formatted(ClickHouseNames.text(table.schema()), ClickHouseNames.text(table.table())));
    }

    long count(TableName table) throws SQLException {
        return number("SELECT count() FROM " + ClickHouseNames.quote(table));
    }

    /// A count and another one.
    long[] numbers(String sql) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new long[] {row.getLong(1), row.getLong(2)};
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(texts(sql).getFirst());
    }

    /// The first column of a result.
    List<String> texts(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static String is(TableName table) {
        return "database = %s AND name = %s".formatted(ClickHouseNames.text(table.schema()), ClickHouseNames.text(table.table()));
    }
}
