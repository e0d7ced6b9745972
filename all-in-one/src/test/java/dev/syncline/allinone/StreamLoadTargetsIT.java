package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.EmulatedLoadState;
import dev.syncline.testsupport.streamload.Fault;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Doris and StarRocks through all five services, as far as their emulator is like them.
class StreamLoadTargetsIT {

    private final Installed installed = Installed.shared();
    private final StreamLoadServer doris = SharedServers.doris();
    private final StreamLoadServer starRocks = SharedServers.starRocks();
    private FreshDatabase source;
    private FreshDatabase dorisTarget;
    private FreshDatabase starRocksTarget;

    @BeforeEach
    void databases() {
        source = SharedServers.mySql().freshDatabase("source");
        dorisTarget = doris.freshDatabase("target");
        starRocksTarget = starRocks.freshDatabase("target");
        source.execute("CREATE TABLE orders (region varchar(20) NOT NULL, id int PRIMARY KEY, amount decimal(12,2), at datetime(6) NOT NULL, note text)");
        source.execute("""
                INSERT INTO orders VALUES
                ('north', 1, 1.50, '2026-01-02 03:04:05.678901', 'tab\\there'),
                ('south', 2, -2.25, '2026-02-28 23:59:59.999999', NULL),
                ('north', 3, NULL, '2026-03-29 02:30:00', '漢字 😀'),
                ('', 4, 0, '0001-01-01 00:00:00', '\\\\N')""");
    }

    @AfterEach
    void drop() {
        doris.clearFaults();
        starRocks.clearFaults();
        List.of(source, dorisTarget, starRocksTarget).forEach(FreshDatabase::close);
    }

    @Test
    @Proves({"S72", "S36", "S39", "S40", "S43", "S44"})
    void rowsArriveInFullAndThenWhatIsNewer() throws SQLException {
        List<Long> projects = List.of(save(incremental(dorisTarget, Map.of())), save(incremental(starRocksTarget, Map.of())));
        for (long project : projects) {
            succeed(project);
        }
        source.execute("UPDATE orders SET amount = 7, at = '2026-04-01 00:00:00' WHERE id = 1");
        source.execute("INSERT INTO orders VALUES ('west', 5, 4, '2026-04-02 00:00:00', 'new')");

        for (long project : projects) {
            JsonNode load = installed.loads(succeed(project)).getFirst();
            assertThat(List.of(load.get("inserted").asInt(), load.get("updated").asInt())).containsExactly(1, 1);
            assertThat(installed.loads(succeed(project)).getFirst().get("rows").asInt()).isZero();
        }
        assertSame(dorisTarget);
        assertSame(starRocksTarget);
    }

    /// The first answer is lost, or comes before the rows can be seen.
    @Test
    @Proves({"S1", "A5"})
    void aLostAnswerAndALateVersionDoubleNothing() throws SQLException {
        for (Fault fault : List.of(Fault.REPLY_LOST_AFTER_COMMIT, Fault.PUBLISH_TIMEOUT, Fault.RUNNING_ELSEWHERE_THEN_COMMITTED)) {
            doris.nextLoad(fault);
            starRocks.nextLoad(fault);
            for (FreshDatabase target : List.of(dorisTarget, starRocksTarget)) {
                assertSame(succeed(save(configuration(target))), target, 4);
            }
        }
    }

    /// Nothing was committed.
    @Test
    @Proves({"A16"})
    void aLoadThatBrokeOffIsDoneAgain() throws SQLException {
        for (FreshDatabase target : List.of(dorisTarget, starRocksTarget)) {
            StreamLoadServer server = (StreamLoadServer) target.server();
            long project = save(configuration(target));
            server.nextLoad(Fault.RESET_BEFORE_COMMIT);

            String run = installed.start(Map.of("projectId", project, "retry", Map.of("attempts", 3, "backoff", "PT0.2S")));

            assertThat(installed.finished(run).get("state").asString()).as(() -> installed.tables(run).toString()).isEqualTo("SUCCEEDED");
            assertSame(run, target, 4);
            assertThat(server.loads(target.name())).anySatisfy(load -> assertThat(load.state()).isEqualTo(EmulatedLoadState.ABORTED));
        }
    }

    @Test
    @Proves({"S45", "S46", "S47", "S48", "A9", "A10"})
    void tablesAreMadeByTheirProperties() throws SQLException {
        Map<String, Map<String, Object>> properties = Map.of(
                "doris", Map.of("keyColumns", List.of("id"), "distributedBy", List.of("id"), "buckets", "3", "properties", List.of("compression = 'zstd'")),
                "starrocks", Map.of("keyModel", "primary", "orderBy", List.of("region"), "distributedBy", List.of("id"), "buckets", "3"));
        for (FreshDatabase target : List.of(dorisTarget, starRocksTarget)) {
            assertSame(succeed(save(incremental(target, properties))), target, 4);

            String made = ddl(target);
            assertThat(made).contains("HASH(`id`) BUCKETS 3");
            assertThat(made).contains(target == dorisTarget ? "UNIQUE KEY" : "ORDER BY(`region`)");
        }
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("doris", Map.of("keyModel", "duplicate")),
                Map.of("doris", Map.of("distributedBy", List.of("region"))),
                Map.of("starrocks", Map.of("partitionBy", "date_trunc('month', at)")),
                Map.of("starrocks", Map.of("buckets", "many")),
                Map.of("starrocks", Map.of("properties", List.of("persistent_index_type = 'local'"))),
                Map.of("starrocks", Map.of("properties", List.of("bloom_filter_columns = 'amount'"))),
                Map.of("doris", Map.of("properties", List.of("replication_num = 1) AS SELECT 1"))))) {
            Map<String, Object> configuration = incremental(dorisTarget, Map.of());
            configuration.put("targetConnectionIds", List.of(connection(dorisTarget), connection(starRocksTarget)));
            configuration.put("tablePolicies", List.of(policy(Map.of("keyFields", List.of("id"), "properties", wrong))));

            Api.Answer answer = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), configuration);

            assertThat(answer.status()).as("%s: %s", wrong, answer.body()).isEqualTo(400);
            assertThat(answer.body().toString()).contains("tablePolicies[0].properties");
        }
    }

    /// Rights and materialized views of StarRocks go by the table itself: it stays where it would be made the same, and else they are told of, in the same words.
    @Test
    void whatGoesWithATableIsInThePreviewAndInTheRecord() throws SQLException {
        Map<String, Object> configuration = configuration(starRocksTarget);
        long project = save(configuration);
        succeed(project);
        String id = tableId();
        assertThat(cautions(configuration)).isEmpty();
        assertSame(succeed(project), starRocksTarget, 4);
        assertThat(tableId()).isEqualTo(id);

        source.execute("ALTER TABLE orders ADD COLUMN more int");

        List<String> cautions = cautions(configuration);
        assertThat(cautions).singleElement().asString().contains("its columns", "rights on this single table");
        String run = succeed(project);
        assertThat(installed.loads(run).getFirst().get("notes").toString()).contains(cautions.getFirst());
        assertThat(tableId()).isNotEqualTo(id);
    }

    private String tableId() throws SQLException {
        String sql = "SELECT TABLE_ID FROM information_schema.tables_config WHERE TABLE_SCHEMA = '%s' AND TABLE_NAME = 'orders'".formatted(starRocksTarget.name());
        try (Connection session = starRocksTarget.connect(); var statement = session.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private List<String> cautions(Map<String, Object> configuration) {
        JsonNode preview = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects/preview"), configuration).ok();
        assertThat(preview.get("runnable").asBoolean()).as(preview.toString()).isTrue();
        return preview.get("findings").valueStream()
                .filter(finding -> finding.get("code").asString().equals("target-caution"))
                .map(finding -> finding.get("message").asString())
                .toList();
    }

    private Map<String, Object> configuration(FreshDatabase target) {
        return new HashMap<>(installed.configuration(
                installed.connection(source.server(), source.name(), false), List.of(connection(target)), source.name(), List.of("orders"), target.name()));
    }

    private Map<String, Object> incremental(FreshDatabase target, Map<String, ?> properties) {
        Map<String, Object> configuration = configuration(target);
        String kind = ((StreamLoadServer) target.server()).product().name().toLowerCase(Locale.ROOT);
        configuration.put("tablePolicies", List.of(policy(Map.of(
                "keyFields", List.of("id"),
                "extraction", Map.of("mode", "incremental", "key", List.of("at")),
                "properties", properties.containsKey(kind) ? Map.of(kind, properties.get(kind)) : Map.of()))));
        return configuration;
    }

    private Map<String, Object> policy(Map<String, Object> rest) {
        Map<String, Object> policy = new HashMap<>(rest);
        policy.put("table", Map.of("schema", source.name(), "table", "orders"));
        return policy;
    }

    private long connection(FreshDatabase target) {
        return installed.connection(target.server(), target.name(), true);
    }

    private long save(Map<String, Object> configuration) {
        return installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), configuration).ok().get("id").asLong();
    }

    private String succeed(long project) {
        String run = installed.start(project);
        assertThat(installed.finished(run).get("state").asString()).as(() -> installed.tables(run).toString()).isEqualTo("SUCCEEDED");
        return run;
    }

    /// The emulator keeps its rows in a MySQL, which is asked here.
    private void assertSame(String run, FreshDatabase target, int rows) throws SQLException {
        assertThat(installed.loads(run)).allSatisfy(load -> assertThat(load.get("rows").asLong()).isEqualTo(rows));
        assertSame(target);
    }

    private void assertSame(FreshDatabase target) throws SQLException {
        try (Connection left = source.connect(); Connection right = ((StreamLoadServer) target.server()).behind().connect(target.name())) {
            var result = TableComparison.compare(
                    new TableComparison.Side(left, "orders", Engine.MYSQL), new TableComparison.Side(right, "orders", Engine.MYSQL));
            assertThat(result.equal()).as("%s: %s", target.server(), result.describe()).isTrue();
        }
    }

    private static String ddl(FreshDatabase target) throws SQLException {
        try (Connection session = target.connect(); var statement = session.createStatement(); var row = statement.executeQuery("SHOW CREATE TABLE orders")) {
            row.next();
            return row.getString(2);
        }
    }
}
