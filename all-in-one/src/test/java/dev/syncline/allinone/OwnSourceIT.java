package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// One server that is reached through two ports, where the project could be saved because nobody answered then.
class OwnSourceIT {

    private final Installed installed = Installed.shared();

    @ParameterizedTest
    @CsvSource({"mysql, full", "mysql, incremental", "postgresql, full", "postgresql, incremental"})
    void aTableIsNotLoadedOntoItself(String kind, String mode) throws SQLException {
        DatabaseServer server = kind.equals("mysql") ? SharedServers.mySql() : SharedServers.postgreSql();
        try (Forwarder forwarder = Forwarder.toNowhere(); FreshDatabase shop = server.freshDatabase("own")) {
            String schema = kind.equals("mysql") ? shop.name() : "public";
            shop.execute("CREATE TABLE orders (id int PRIMARY KEY, name varchar(20), changed int)");
            shop.execute("CREATE INDEX orders_by_name ON orders (name)");
            shop.execute("INSERT INTO orders VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3)");
            long source = installed.connection(server, shop.name(), false);
            long target = installed.connection(server, shop.name(), true, Map.of("port", forwarder.port()));
            Map<String, Object> body = new HashMap<>(installed.configuration(source, List.of(target), schema, List.of("orders"), schema));
            if (mode.equals("incremental")) {
                body.put("tablePolicies", List.of(Map.of(
                        "table", Map.of("schema", schema, "table", "orders"), "keyFields", List.of("id"),
                        "extraction", Map.of("mode", "incremental", "key", List.of("changed")))));
            }
            JsonNode saved = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), body).ok();
            assertThat(saved.get("notes").toString()).contains("by host and port only");
            List<String> before = state(shop);
            forwarder.leadTo(server.port());

            JsonNode run = installed.finished(installed.start(Map.of("projectId", saved.get("id").asLong(), "retry", Map.of("attempts", 3))));

            assertThat(run.get("state").asString()).isEqualTo("FAILED");
            JsonNode failure = installed.loads(run.get("id").asString()).getFirst().get("failure");
            assertThat(failure.get("code").asString()).isEqualTo("UNUSABLE_NAME");
            assertThat(failure.get("message").asString()).contains(schema + ".orders", "that is the database it is read from", "choose another target");
            assertThat(state(shop)).isEqualTo(before);
        }
    }

    /// Another table of the project may have the name.
    @Test
    void aTableIsNotLoadedOverAnotherThatIsRead() throws SQLException {
        DatabaseServer server = SharedServers.mySql();
        try (Forwarder forwarder = Forwarder.toNowhere(); FreshDatabase shop = server.freshDatabase("own")) {
            String prefixed = "x_" + shop.name();
            server.createDatabase(prefixed);
            shop.execute("CREATE TABLE orders (id int PRIMARY KEY, name varchar(20), changed int)");
            shop.execute("INSERT INTO orders VALUES (1, 'one', 1)");
            shop.execute("CREATE TABLE %s.orders (id int PRIMARY KEY)".formatted(prefixed));
            shop.execute("INSERT INTO %s.orders VALUES (7)".formatted(prefixed));
            long source = installed.connection(server, null, false);
            long target = installed.connection(server, null, true, Map.of("port", forwarder.port()));
            Map<String, Object> body = new HashMap<>(installed.configuration(source, List.of(target), shop.name(), List.of("orders"), "x"));
            body.put("tables", List.of(Map.of("schema", shop.name(), "table", "orders"), Map.of("schema", prefixed, "table", "orders")));
            body.put("schemaNaming", Map.of("mode", "prefix", "prefix", "x_"));
            long project = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), body).ok().get("id").asLong();
            forwarder.leadTo(server.port());

            JsonNode run = installed.execute(project);

            assertThat(run.get("state").asString()).isEqualTo("FAILED");
            assertThat(installed.tables(run.get("id").asString()).toString()).contains("%s.orders of connection".formatted(prefixed), "UNUSABLE_NAME");
            try (Connection session = shop.connect(); Statement statement = session.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM %s.orders".formatted(prefixed))) {
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(1);
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt("id")).isEqualTo(7);
            } finally {
                server.dropDatabase(prefixed);
                server.dropDatabase("x_" + prefixed);
            }
        }
    }

    /// A20: the address may be another one.
    @Test
    @Proves("A20")
    void twoRunsIntoOneTableThroughTwoPortsAreKeptApart() throws SQLException {
        try (FreshDatabase source = SharedServers.mySql().freshDatabase("source");
                FreshDatabase target = SharedServers.postgreSql().freshDatabase("target");
                Forwarder forwarder = Forwarder.to(target.server().port())) {
            source.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            source.execute("INSERT INTO orders VALUES (1)");
            target.execute("CREATE SCHEMA shop");
            target.execute("CREATE TABLE shop.orders (id int PRIMARY KEY)");
            long from = installed.connection(source.server(), null, false);
            long direct = installed.connection(target.server(), target.name(), true);
            long forwarded = installed.connection(target.server(), target.name(), true, Map.of("port", forwarder.port()));
            long one = installed.project(from, List.of(direct), source.name(), List.of("orders"), "shop");
            long other = installed.project(from, List.of(forwarded), source.name(), List.of("orders"), "shop");
            try (Connection holder = target.connect(); Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("LOCK TABLE shop.orders IN ACCESS SHARE MODE");
                String first = installed.start(one);

                var second = org.awaitility.Awaitility.await().until(
                        () -> installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/runs"), Map.of("projectId", other)), answer -> answer.status() != 404);

                assertThat(second.status()).isEqualTo(409);
                assertThat(second.body().toString()).contains(first, "is writing the same target table shop.orders");
                holder.rollback();
                assertThat(installed.finished(first).get("state").asString()).isEqualTo("SUCCEEDED");
            }
            assertThat(installed.execute(other).get("state").asString()).isEqualTo("SUCCEEDED");
        }
    }

    /// All rows, all indexes, and all tables that are there.
    private static List<String> state(FreshDatabase shop) throws SQLException {
        TreeSet<String> found = new TreeSet<>();
        try (Connection session = shop.connect(); Statement statement = session.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id, name, changed FROM orders")) {
                while (rows.next()) {
                    found.add("row %d %s %d".formatted(rows.getInt(1), rows.getString(2), rows.getInt(3)));
                }
            }
            String catalog = session.getCatalog();
            try (ResultSet rows = session.getMetaData().getIndexInfo(catalog, null, "orders", false, false)) {
                while (rows.next()) {
                    found.add("index %s %s".formatted(rows.getString("INDEX_NAME"), rows.getString("COLUMN_NAME")));
                }
            }
            try (ResultSet rows = session.getMetaData().getTables(catalog, null, "%", new String[] {"TABLE"})) {
                while (rows.next()) {
                    found.add("table " + rows.getString("TABLE_NAME"));
                }
            }
        }
        return List.copyOf(found);
    }
}
