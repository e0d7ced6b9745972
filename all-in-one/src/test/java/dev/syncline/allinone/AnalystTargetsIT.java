package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What targets for analysts have beyond others, through all five services on a real ClickHouse: table creation properties, and rows that meet by
/// their key when they are read.
class AnalystTargetsIT {

    private final Installed installed = Installed.shared();
    private FreshDatabase source;
    private FreshDatabase mySqlTarget;
    private FreshDatabase postgreSqlTarget;
    private FreshDatabase clickHouseTarget;

    @BeforeEach
    void databases() {
        source = SharedServers.mySql().freshDatabase("source");
        mySqlTarget = SharedServers.mySql().freshDatabase("target");
        postgreSqlTarget = SharedServers.postgreSql().freshDatabase("target");
        clickHouseTarget = SharedServers.clickHouse().freshDatabase("target");
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, region varchar(20) NOT NULL, amount decimal(12,2), at datetime(6) NOT NULL, note text)");
        source.execute("""
                INSERT INTO orders VALUES
                (1, 'north', 1.50, '2026-01-02 03:04:05.678901', 'tab\\there'),
                (2, 'south', -2.25, '2026-02-28 23:59:59.999999', NULL),
                (3, 'north', NULL, '2026-03-29 02:30:00', '漢字 😀')""");
    }

    @AfterEach
    void drop() {
        List.of(source, mySqlTarget, postgreSqlTarget, clickHouseTarget).forEach(FreshDatabase::close);
    }

    @Test
    @Proves({"S1", "A5", "S72"})
    void oneExtractionFeedsThreeKindsOfTargets() throws SQLException {
        String schema = clickHouseTarget.name();
        SharedServers.mySql().createDatabase(schema);
        try {
            long project = installed.project(
                    connection(source, false),
                    List.of(connection(postgreSqlTarget, true), connection(mySqlTarget, true), connection(clickHouseTarget, true)),
                    source.name(), List.of("orders"), schema);

            String run = installed.start(project);

            assertThat(installed.finished(run).get("state").asString()).as(() -> installed.tables(run).toString()).isEqualTo("SUCCEEDED");
            assertThat(installed.loads(run)).hasSize(3).allSatisfy(load -> assertThat(load.get("rows").asLong()).isEqualTo(3));
            for (FreshDatabase target : List.of(postgreSqlTarget, new FreshDatabase(SharedServers.mySql(), schema), clickHouseTarget)) {
                assertSame(target, schema);
            }
        } finally {
            SharedServers.mySql().dropDatabase(schema);
        }
    }

    @Test
    @Proves({"S36", "S39", "S40", "S43", "S44"})
    void newerRowsTakeThePlaceOfOlderOnesForWhoReadsThemAsFinal() throws SQLException {
        long project = save(incremental(Map.of()));
        succeed(project);
        source.execute("UPDATE orders SET amount = 7, at = '2026-04-01 00:00:00' WHERE id = 1");
        source.execute("INSERT INTO orders VALUES (4, 'west', 4, '2026-04-02 00:00:00', 'new')");

        succeed(project);
        succeed(project);

        assertThat(rows("SELECT id, amount, note FROM orders FINAL ORDER BY id"))
                .containsExactly("1|7.00|tab\there", "2|-2.25|null", "3|null|漢字 😀", "4|4.00|new");
    }

    @Test
    @Proves({"S43", "A9"})
    void inTheStrictModeThereIsOneRowOfAKeyWhoeverReads() throws SQLException {
        long project = save(incremental(Map.of("engine", "MergeTree", "orderBy", List.of("region", "id"), "deduplication", "strict")));
        succeed(project);
        source.execute("UPDATE orders SET amount = 7, at = '2026-04-01 00:00:00' WHERE id = 1");

        succeed(project);

        assertThat(rows("SELECT id, amount FROM orders ORDER BY id")).containsExactly("1|7.00", "2|-2.25", "3|null");
        assertThat(engine()).startsWith("MergeTree");
    }

    @Test
    @Proves({"S72"})
    void daysThatClickHouseLacksFollowThePolicy() throws SQLException {
        source.execute("ALTER TABLE orders ADD COLUMN due date");
        source.execute("UPDATE orders SET due = '9999-12-31' WHERE id = 2");
        Map<String, Object> configuration = configuration();
        long failing = save(configuration);
        String failed = installed.start(failing);
        assertThat(installed.finished(failed).get("state").asString()).isEqualTo("FAILED");
        assertThat(installed.loads(failed).toString()).contains("column \\\"due\\\": a date or time is out of range").doesNotContain("9999");

        configuration.put("name", "clamped " + java.util.UUID.randomUUID());
        configuration.put("policy", Map.of("values", Map.of("date-out-of-range", "clamp")));
        String run = installed.start(save(configuration));

        assertThat(installed.finished(run).get("state").asString()).as(() -> installed.tables(run).toString()).isEqualTo("SUCCEEDED");
        assertThat(rows("SELECT toString(due) FROM orders WHERE id = 2")).containsExactly("2299-12-31");
        assertThat(installed.tables(run).toString()).contains("date-out-of-range");
    }

    @Test
    @Proves({"S45", "S46", "S47", "A10"})
    void aTableIsMadeByItsPropertiesEveryTimeAndOnlyThen() throws SQLException {
        Map<String, Object> configuration = configuration();
        configuration.put("tablePolicies", List.of(policy(Map.of(
                "keyFields", List.of("id"),
                "properties", Map.of("clickhouse", Map.of(
                        "engine", "ReplacingMergeTree", "orderBy", List.of("region", "id"), "partitionBy", "toYYYYMM(at)", "deduplication", "strict"))))));
        long project = save(configuration);

        succeed(project);
        assertThat(keys()).as("the key fields have no effect on the table").isEqualTo("region, id");
        assertThat(rows("SELECT DISTINCT partition FROM system.parts WHERE database = '%s' AND table = 'orders' AND active ORDER BY 1".formatted(clickHouseTarget.name())))
                .containsExactly("202601", "202602", "202603");
        succeed(project);
        assertThat(keys()).as("made again with the same properties").isEqualTo("region, id");

        configuration.put("tablePolicies", List.of(policy(Map.of("properties", Map.of("clickhouse", Map.of("orderBy", List.of("at")))))));
        JsonNode saved = edit(project, configuration);
        assertThat(saved.get("notes").toString()).contains("act when the table is made");
        assertThat(keys()).isEqualTo("region, id");
        succeed(project);
        assertThat(keys()).isEqualTo("(at)");
        assertSame(clickHouseTarget, clickHouseTarget.name());
    }

    @Test
    @Proves({"S45", "S48", "A9"})
    void propertiesThatCannotBeAreRefusedAtSave() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("postgresql", Map.of("orderBy", List.of("id"))),
                Map.of("clickhouse", Map.of("colour", "red")),
                Map.of("clickhouse", Map.of("engine", "MySQL('host', 'db', 'table', 'user', 'password')")),
                Map.of("clickhouse", Map.of("orderBy", List.of("nothing"))),
                Map.of("clickhouse", Map.of("orderBy", List.of("id"), "primaryKey", List.of("region"))),
                Map.of("clickhouse", Map.of("orderBy", List.of("id"), "partitionBy", "toYYYYMM(at)) AS SELECT * FROM url('http://example.com'")),
                Map.of("clickhouse", Map.of("orderBy", List.of("id"), "settings", List.of("storage_policy = 'x'; DROP TABLE t"))),
                // A9: such a table keeps all rows of a key.
                Map.of("clickhouse", Map.of("engine", "MergeTree", "orderBy", List.of("id"))))) {
            Map<String, Object> configuration = configuration();
            configuration.put("tablePolicies", List.of(policy(Map.of("keyFields", List.of("id"), "properties", wrong))));

            Api.Answer answer = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), configuration);

            assertThat(answer.status()).as("%s: %s", wrong, answer.body()).isEqualTo(400);
            assertThat(answer.body().toString()).contains("tablePolicies[0].properties");
        }
    }

    @Test
    @Proves({"S72"})
    void aTargetOnlyIsNoSource() {
        Map<String, Object> configuration = configuration();
        configuration.put("sourceConnectionId", connection(clickHouseTarget, false));

        Api.Answer answer = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), configuration);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).contains("sourceConnectionId", "a ClickHouse, which can be a target only");
    }

    private Map<String, Object> configuration() {
        return new HashMap<>(installed.configuration(
                connection(source, false), List.of(connection(clickHouseTarget, true)), source.name(), List.of("orders"), clickHouseTarget.name()));
    }

    private Map<String, Object> incremental(Map<String, Object> properties) {
        Map<String, Object> configuration = configuration();
        configuration.put("tablePolicies", List.of(policy(Map.of(
                "keyFields", List.of("id"),
                "extraction", Map.of("mode", "incremental", "key", List.of("at")),
                "properties", properties.isEmpty() ? Map.of() : Map.of("clickhouse", properties)))));
        return configuration;
    }

    private Map<String, Object> policy(Map<String, Object> rest) {
        Map<String, Object> policy = new HashMap<>(rest);
        policy.put("table", Map.of("schema", source.name(), "table", "orders"));
        return policy;
    }

    private long connection(FreshDatabase database, boolean writable) {
        return installed.connection(database.server(), database.name(), writable);
    }

    private long save(Map<String, Object> configuration) {
        return installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), configuration).ok().get("id").asLong();
    }

    private JsonNode edit(long project, Map<String, Object> configuration) {
        String url = installed.url(Service.CONFIG, "/api/v1/projects/" + project);
        return installed.api.put(url, configuration, String.valueOf(installed.api.get(url).etag())).ok();
    }

    /// With the revision that was saved last, once the scheduler has heard of it.
    private void succeed(long project) {
        long revision = installed.api.get(installed.url(Service.CONFIG, "/api/v1/projects/" + project)).ok().get("revision").asLong();
        org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> {
            String run = installed.start(project);
            JsonNode finished = installed.finished(run);
            assertThat(finished.get("state").asString()).as(() -> finished + " " + installed.tables(run)).isEqualTo("SUCCEEDED");
            return finished.get("revision").asLong() == revision;
        });
    }

    private void assertSame(FreshDatabase target, String schema) throws SQLException {
        Engine engine = Engine.of(target.server());
        try (Connection left = source.connect(); Connection right = target.connect()) {
            var result = TableComparison.compare(
                    new TableComparison.Side(left, "orders", Engine.MYSQL),
                    new TableComparison.Side(right, engine.quote(schema) + '.' + engine.quote("orders"), engine));
            assertThat(result.equal()).as("%s: %s", engine, result.describe()).isTrue();
        }
    }

    private String keys() throws SQLException {
        return rows("SELECT sorting_key FROM system.tables WHERE database = '%s' AND name = 'orders'".formatted(clickHouseTarget.name())).getFirst();
    }

    private String engine() throws SQLException {
        return rows("SELECT engine_full FROM system.tables WHERE database = '%s' AND name = 'orders'".formatted(clickHouseTarget.name())).getFirst();
    }

    private List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection session = clickHouseTarget.connect(); Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder(String.valueOf(rows.getString(1)));
                for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append('|').append(rows.getString(i));
                }
                found.add(row.toString());
            }
        }
        return found;
    }
}
