package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Users who may only log in get what the product prints for a project, and no more: everything the project does works then.
class GrantsIT {

    private final Installed installed = Installed.shared();
    private final List<FreshDatabase> databases = new ArrayList<>();

    @AfterEach
    void drop() {
        databases.forEach(FreshDatabase::close);
    }

    @ParameterizedTest
    @CsvSource({"mysql, postgresql", "postgresql, mysql", "mysql, clickhouse", "postgresql, clickhouse", "mysql, mysql", "postgresql, postgresql"})
    void whatIsPrintedForAProjectIsAllThatItNeeds(String from, String to) throws SQLException {
        FreshDatabase source = fresh(from, "gr_source");
        FreshDatabase target = fresh(to, "gr_target");
        List.of("plain", "merged", "kept").forEach(table -> fill(source, table));
        source.execute("CREATE VIEW seen AS SELECT id, amount FROM plain");
        strangersTable(target, "plain");
        strangersTable(target, "kept");
        long reader = connection(source, false);
        long writer = connection(target, true);
        Map<String, Object> creating = project(reader, writer, source, target, List.of("plain", "merged", "seen"), Map.of());
        Map<String, Object> retaining = project(reader, writer, source, target, List.of("kept"),
                Map.of("fullMode", "retain-and-clear", "fieldChanges", "ignore", "ignoreNewTables", true));
        assertThat(preview(creating).get("runnable").asBoolean()).as("without any right").isFalse();

        for (Map<String, Object> project : List.of(creating, retaining, creating)) {
            paste(project, source, target);
        }

        for (Map<String, Object> project : List.of(creating, retaining)) {
            JsonNode preview = preview(project);
            assertThat(preview.get("runnable").asBoolean()).as(preview.toString()).isTrue();
        }
        long first = installed.api.post(url(""), creating).ok().get("id").asLong();
        long second = installed.api.post(url(""), retaining).ok().get("id").asLong();
        expectRun(first);
        expectRun(second);
        List.of("plain", "merged", "kept").forEach(table -> expectSame(source, target, table));
        for (String table : List.of("plain", "merged", "kept")) {
            source.execute("UPDATE %s SET name = 'changed', seq = 50 WHERE id = 2".formatted(table));
            source.execute("INSERT INTO %s (id, name, amount, seq) VALUES (3, 'new', 3.5, 60)".formatted(table));
        }
        fill(source, "appeared");
        expectRun(first);
        expectRun(second);
        List.of("plain", "merged", "kept", "appeared").forEach(table -> expectSame(source, target, table));
        for (String table : List.of("plain", "merged", "kept")) {
            source.execute("ALTER TABLE %s ADD COLUMN more int".formatted(table));
            source.execute("ALTER TABLE %s %s".formatted(table, isMySql(source) ? "MODIFY name varchar(90)" : "ALTER COLUMN name TYPE varchar(90)"));
            source.execute("UPDATE %s SET more = 7, seq = 70 WHERE id = 1".formatted(table));
        }
        expectRun(first);
        expectRun(second);
        List.of("plain", "merged", "kept", "appeared").forEach(table -> expectSame(source, target, table));
        assertThat(text(first, writer)).as("one connection's statements as text").startsWith("-- ").contains("GRANT ").endsWith(";\n");
    }

    private FreshDatabase fresh(String kind, String prefix) {
        DatabaseServer server = switch (kind) {
            case "mysql" -> SharedServers.mySql();
            case "clickhouse" -> SharedServers.clickHouse();
            default -> SharedServers.postgreSql();
        };
        FreshDatabase database = server.freshDatabase(prefix);
        databases.add(database);
        return database;
    }

    private static void fill(FreshDatabase source, String table) {
        source.execute("CREATE TABLE %s (id int PRIMARY KEY, name varchar(20), amount decimal(10,2), seq int)".formatted(table));
        source.execute("INSERT INTO %s VALUES (1, 'a', 1.50, 10), (2, 'b', 2.50, 20)".formatted(table));
    }

    /// A table that somebody else has made, of the same fields.
    private static void strangersTable(FreshDatabase target, String table) {
        switch (Engine.of(target.server())) {
            case MYSQL -> fill(target, table);
            case POSTGRESQL -> {
                target.execute("CREATE SCHEMA IF NOT EXISTS " + target.name());
                fill(target, target.name() + "." + table);
            }
            case CLICKHOUSE -> target.execute(
                    "CREATE TABLE `%s`.%s (id Int32, name Nullable(String), amount Nullable(Decimal(10, 2)), seq Nullable(Int32)) ENGINE = ReplacingMergeTree ORDER BY id"
                            .formatted(target.name(), table));
        }
    }

    private long connection(FreshDatabase database, boolean writable) {
        return installed.connection(database.server(), database.name(), writable,
                Map.of("user", Accounts.without(database.server(), database.name()), "secret", Accounts.SECRET));
    }

    private Map<String, Object> project(
            long reader, long writer, FreshDatabase source, FreshDatabase target, List<String> tables, Map<String, Object> policy) {
        String schema = isMySql(source) ? source.name() : "public";
        Map<String, Object> project = new HashMap<>(installed.configuration(reader, List.of(writer), schema, tables, target.name()));
        project.put("policy", policy);
        if (tables.contains("merged")) {
            project.put("tablePolicies", List.of(Map.of(
                    "table", Map.of("schema", schema, "table", "merged"), "keyFields", List.of("id"),
                    "extraction", Map.of("mode", "incremental", "key", List.of("seq")))));
            // The other project's table is none that has appeared.
            project.put("schemas", List.of(Map.of("schema", schema, "newTables", "include")));
        }
        return project;
    }

    private JsonNode preview(Map<String, Object> project) {
        return installed.api.post(url("/preview"), project).ok();
    }

    private void paste(Map<String, Object> project, FreshDatabase source, FreshDatabase target) {
        for (JsonNode connection : installed.api.post(url("/grants"), project).ok().get("connections")) {
            FreshDatabase database = connection.get("role").asString().equals("source") ? source : target;
            Accounts.paste(database.server(), database.name(), connection.get("sql").asString());
        }
    }

    private void expectRun(long project) {
        JsonNode run = installed.execute(project);
        assertThat(run.get("state").asString()).as("%s%n%s", run, installed.tables(run.get("id").asString())).isEqualTo("SUCCEEDED");
    }

    private static void expectSame(FreshDatabase source, FreshDatabase target, String table) {
        Engine engine = Engine.of(target.server());
        if (engine == Engine.CLICKHOUSE) {
            // Rows of one key meet when they are merged.
            target.execute("OPTIMIZE TABLE `%s`.`%s` FINAL".formatted(target.name(), table));
        }
        try (Connection left = source.connect(); Connection right = target.connect()) {
            var result = TableComparison.compare(
                    new TableComparison.Side(left, table, Engine.of(source.server())),
                    new TableComparison.Side(right, engine.quote(target.name()) + '.' + engine.quote(table), engine));
            assertThat(result.equal()).as("%s: %s", table, result.describe()).isTrue();
        } catch (SQLException e) {
            throw new AssertionError("Table %s cannot be compared".formatted(table), e);
        }
    }

    private String text(long project, long connection) {
        return installed.api.text(url("/%d/grants/%d".formatted(project, connection)));
    }

    private static boolean isMySql(FreshDatabase database) {
        return database.server() instanceof MySqlServer;
    }

    private String url(String path) {
        return installed.url(Service.CONFIG, "/api/v1/projects" + path);
    }
}
