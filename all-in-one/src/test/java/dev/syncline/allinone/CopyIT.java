package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Whole runs through all five services, by REST, on real servers: S1 to S10, S20, S21, S49, S50, S55, S69.
class CopyIT {

    private final Installed installed = Installed.shared();
    private FreshDatabase mySqlSource;
    private FreshDatabase postgreSqlSource;
    private FreshDatabase mySqlTarget;
    private FreshDatabase postgreSqlTarget;
    private FreshDatabase clickHouseTarget;

    @BeforeEach
    void databases() {
        mySqlSource = SharedServers.mySql().freshDatabase("source");
        postgreSqlSource = SharedServers.postgreSql().freshDatabase("source");
        mySqlTarget = SharedServers.mySql().freshDatabase("target");
        postgreSqlTarget = SharedServers.postgreSql().freshDatabase("target");
        clickHouseTarget = SharedServers.clickHouse().freshDatabase("target");
    }

    @AfterEach
    void drop() {
        List.of(mySqlSource, postgreSqlSource, mySqlTarget, postgreSqlTarget, clickHouseTarget).forEach(FreshDatabase::close);
    }

    @ParameterizedTest
    @CsvSource({"mysql, postgresql", "postgresql, postgresql", "postgresql, mysql", "mysql, mysql", "mysql, clickhouse", "postgresql, clickhouse"})
    @Proves({"S1", "S2", "S8", "S20", "S21", "S34", "S55", "S72"})
    void everyCellArrivesOnEachPath(String from, String to) throws SQLException {
        FreshDatabase source = from.equals("mysql") ? mySqlSource : postgreSqlSource;
        FreshDatabase target = switch (to) {
            case "mysql" -> mySqlTarget;
            case "clickhouse" -> clickHouseTarget;
            default -> postgreSqlTarget;
        };
        fill(source, "orders", 20_000);
        long project = installed.project(connection(source, false), List.of(connection(target, true)), schema(source), List.of("orders"), target.name());

        JsonNode run = installed.execute(project);

        assertThat(run.get("state").asString()).as(run.toString()).isEqualTo("SUCCEEDED");
        assertSame(source, target, "orders");
        assertThat(primaryKey(target, "orders")).containsExactly("id");
    }

    @Test
    @Proves({"S2", "A22"})
    void tablesWithoutAKeyAndWithoutRowsArrive() throws SQLException {
        mySqlSource.execute("CREATE TABLE events (at datetime(6) NOT NULL, what varchar(20))");
        mySqlSource.execute("INSERT INTO events VALUES ('2026-03-29 02:30:00.5', 'a'), ('2026-03-29 02:30:00.5', 'a'), ('2026-10-25 02:30:00', NULL)");
        mySqlSource.execute("CREATE TABLE nothing (id int PRIMARY KEY, name text)");
        long project = installed.project(
                connection(mySqlSource, false), List.of(connection(postgreSqlTarget, true)), mySqlSource.name(), List.of("events", "nothing"), postgreSqlTarget.name());

        JsonNode run = installed.execute(project);

        assertThat(run.get("state").asString()).as(run.toString()).isEqualTo("SUCCEEDED");
        assertSame(mySqlSource, postgreSqlTarget, "events");
        assertSame(mySqlSource, postgreSqlTarget, "nothing");
    }

    @Test
    @Proves({"S1", "A5"})
    void oneExtractionFeedsTwoTargetsAndOneMayFailAlone() throws SQLException {
        fill(mySqlSource, "orders", 5_000);
        // A view of this name cannot be replaced by a table.
        postgreSqlTarget.execute("CREATE SCHEMA \"" + postgreSqlTarget.name() + "\"");
        postgreSqlTarget.execute("CREATE VIEW \"" + postgreSqlTarget.name() + "\".orders AS SELECT 1 AS one");
        long project = installed.project(
                connection(mySqlSource, false),
                List.of(connection(postgreSqlTarget, true), connection(mySqlTarget, true)),
                mySqlSource.name(),
                List.of("orders"),
                // Each server has a schema of this name that is its own.
                postgreSqlTarget.name());
        SharedServers.mySql().dropDatabase(postgreSqlTarget.name());

        String id = installed.start(project);
        JsonNode run = installed.finished(id);

        assertThat(run.get("state").asString()).isEqualTo("FAILED");
        assertThat(installed.loads(id)).extracting(load -> load.get("state").asString()).containsExactlyInAnyOrder("FAILED", "LOADED");
        try (Connection source = mySqlSource.connect(); Connection target = SharedServers.mySql().connect(postgreSqlTarget.name())) {
            assertThat(TableComparison.compare(side(mySqlSource, source, "orders"), new TableComparison.Side(target, "orders", Engine.MYSQL)).equal()).isTrue();
        } finally {
            SharedServers.mySql().dropDatabase(postgreSqlTarget.name());
        }
    }

    @Test
    @Proves({"S21", "A3", "A20"})
    void aRunReplacesTheContentAndAReaderNeverSeesAnythingElse() throws Exception {
        fill(postgreSqlSource, "orders", 20_000);
        long project = installed.project(
                connection(postgreSqlSource, false),
                List.of(connection(postgreSqlTarget, true), connection(mySqlTarget, true)),
                "public", List.of("orders"), mySqlTarget.name());
        assertThat(installed.execute(project).get("state").asString()).isEqualTo("SUCCEEDED");
        AtomicBoolean reading = new AtomicBoolean(true);
        AtomicInteger reads = new AtomicInteger();
        JsonNode again;
        // Threads of their own: the common pool has one, and HTTP clients need it.
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<?> first = threads.submit(() -> poll(postgreSqlTarget, "\"" + mySqlTarget.name() + "\".orders", reading, reads));
            Future<?> second = threads.submit(() -> poll(mySqlTarget, "orders", reading, reads));
            postgreSqlSource.execute("UPDATE orders SET amount = amount + 1");
            again = installed.execute(project);
            reading.set(false);
            first.get();
            second.get();
        }

        assertThat(again.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(reads.get()).isGreaterThan(10);
        assertSame(postgreSqlSource, mySqlTarget, "orders");
    }

    /// Half a table, an empty or a missing one would all have another count.
    private static void poll(FreshDatabase database, String table, AtomicBoolean reading, AtomicInteger reads) {
        try (Connection session = database.connect(); Statement statement = session.createStatement()) {
            while (reading.get()) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(20_000);
                    reads.incrementAndGet();
                }
            }
        } catch (SQLException e) {
            throw new AssertionError("A reader of " + table + " was disturbed", e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "select", "Mixed Case", "with \"double\" quotes", "with `back` ticks", "with 'single'", "a.b", "semi; -- colon", "漢字の表", "naïve café",
        "percent%s", "back\\slash", "86export", "?", "$1", "n23456789012345678901234567890123456789012345678901234567890123"
    })
    @Proves({"S19", "A25"})
    void tablesAndColumnsWithOddNamesTravelWhole(String name) throws SQLException {
        String quoted = "`" + name.replace("`", "``") + "`";
        mySqlSource.execute("CREATE TABLE %s (%s int PRIMARY KEY, `where` text)".formatted(quoted, quoted));
        mySqlSource.execute("INSERT INTO %s VALUES (1, 'one'), (2, NULL)".formatted(quoted));
        long project = installed.project(
                connection(mySqlSource, false), List.of(connection(postgreSqlTarget, true), connection(mySqlTarget, true)),
                mySqlSource.name(), List.of(name), mySqlTarget.name());

        JsonNode run = installed.execute(project);

        assertThat(run.get("state").asString()).as(run.toString()).isEqualTo("SUCCEEDED");
        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM \"%s\".\"%s\"".formatted(mySqlTarget.name(), name.replace("\"", "\"\"")))).isEqualTo("2");
        assertThat(scalar(mySqlTarget, "SELECT count(*) FROM " + quoted)).isEqualTo("2");
    }

    @Test
    @Proves({"S16", "A23"})
    void aNameThatDoesNotFitTheTargetIsRefusedAndNeverCut() {
        String tooLong = "表".repeat(30); // 90 bytes, of which PostgreSQL would keep 63
        mySqlSource.execute("CREATE TABLE `%s` (id int PRIMARY KEY)".formatted(tooLong));

        var answer = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), installed.configuration(
                connection(mySqlSource, false), List.of(connection(postgreSqlTarget, true)), mySqlSource.name(), List.of(tooLong), postgreSqlTarget.name()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").asString()).contains(tooLong).contains("63 bytes");
    }

    @Test
    void cancellingEndsARunThatWaitsForALockAndLeavesTheOldContent() throws SQLException {
        fill(mySqlSource, "orders", 1_000);
        long project = installed.project(
                connection(mySqlSource, false), List.of(connection(postgreSqlTarget, true)), mySqlSource.name(), List.of("orders"), postgreSqlTarget.name());
        assertThat(installed.execute(project).get("state").asString()).isEqualTo("SUCCEEDED");
        mySqlSource.execute("DELETE FROM orders WHERE id > 500");
        try (Connection reader = postgreSqlTarget.connect(); Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE \"%s\".orders IN ACCESS SHARE MODE".formatted(postgreSqlTarget.name()));
            String id = installed.start(project);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !installed.tables(id).isEmpty() && installed.loads(id).getFirst().get("rows").asLong(0) > 0);

            installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/runs/" + id + "/cancel"), java.util.Map.of()).ok();

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> installed.run(id).get("state").asString().equals("CANCELLED"));
            reader.rollback();
        }
        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM \"%s\".orders".formatted(postgreSqlTarget.name()))).isEqualTo("1000");
        assertNothingLeft(postgreSqlTarget);
    }

    @Test
    @Proves({"S3", "S49", "S50", "A20"})
    void anUnsavedConfigurationRunsAndIsNotSaved() throws SQLException {
        fill(mySqlSource, "orders", 100);
        fill(mySqlSource, "more", 50);
        long source = connection(mySqlSource, false);
        long target = connection(postgreSqlTarget, true);
        long project = installed.project(source, List.of(target), mySqlSource.name(), List.of("orders"), postgreSqlTarget.name());
        var unsaved = installed.configuration(source, List.of(target), mySqlSource.name(), List.of("more"), postgreSqlTarget.name());

        String id = installed.start(java.util.Map.of("projectId", project, "configuration", unsaved));

        assertThat(installed.finished(id).get("state").asString()).isEqualTo("SUCCEEDED");
        assertSame(mySqlSource, postgreSqlTarget, "more");
        JsonNode saved = installed.api.get(installed.url(Service.CONFIG, "/api/v1/projects/" + project)).ok();
        assertThat(saved.toString()).contains("orders").doesNotContain("\"more\"");
    }

    private long connection(FreshDatabase database, boolean writable) {
        return installed.connection(database.server(), database.name(), writable);
    }

    private static boolean isMySql(FreshDatabase database) {
        return database.server() instanceof MySqlServer;
    }

    private static String schema(FreshDatabase database) {
        return isMySql(database) ? database.name() : "public";
    }

    static void fill(FreshDatabase database, String table, int rows) {
        DatabaseServer server = database.server();
        if (server instanceof MySqlServer) {
            database.execute("CREATE TABLE %s (id int PRIMARY KEY, name varchar(80), amount decimal(12,3), at datetime(6), raw varbinary(40))".formatted(table));
            database.execute("""
                    INSERT INTO %s
                    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < %d)
                    SELECT /*+ SET_VAR(cte_max_recursion_depth = 10000000) */
                           n, IF(n %% 7 = 0, NULL, CONCAT('name\\t', n, ' – 漢字 😀\\n\\\\')), n / 7, '2026-03-29 01:59:59.5' + INTERVAL n SECOND, UNHEX(MD5(n))
                    FROM n
                    """.formatted(table, rows));
        } else {
            database.execute("CREATE TABLE %s (id int PRIMARY KEY, name varchar(80), amount numeric(12,3), at timestamp(6), raw bytea)".formatted(table));
            database.execute("""
                    INSERT INTO %s
                    SELECT n, CASE WHEN n %% 7 <> 0 THEN E'name\\t' || n || E' – 漢字 😀\\n\\\\\\f\\v\\b' END, n / 7.0, timestamp '2026-03-29 01:59:59.5' + n * interval '1 second',
                           decode(md5(n::text), 'hex')
                    FROM generate_series(1, %d) n
                    """.formatted(table, rows));
        }
    }

    private static TableComparison.Side side(FreshDatabase database, Connection session, String table) {
        return new TableComparison.Side(session, table, Engine.of(database.server()));
    }

    /// The target's tables are in a schema with the database's own name, whatever the kind.
    static void assertSame(FreshDatabase source, FreshDatabase target, String table) throws SQLException {
        try (Connection left = source.connect(); Connection right = target.connect()) {
            Engine engine = Engine.of(target.server());
            String name = engine.quote(target.name()) + '.' + engine.quote(table);
            var result = TableComparison.compare(side(source, left, table), new TableComparison.Side(right, name, engine));
            assertThat(result.equal()).as(result.describe()).isTrue();
        }
        assertNothingLeft(target);
    }

    static void assertNothingLeft(FreshDatabase target) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (Connection session = target.connect(); Statement statement = session.createStatement();
                    ResultSet rows = statement.executeQuery("""
                            SELECT table_schema, table_name
                            FROM information_schema.tables
                            WHERE table_name LIKE '\\_syncline%' AND table_name <> '_syncline_ledger'
                            """ + (Engine.of(target.server()) == Engine.POSTGRESQL ? "" : "AND table_schema = '%s'".formatted(target.name())))) {
                assertThat(rows.next()).as("a staging table is left").isFalse();
            }
        });
    }

    private static List<String> primaryKey(FreshDatabase database, String table) throws SQLException {
        return primaryKey(database, database.name(), table);
    }

    static List<String> primaryKey(FreshDatabase database, String schema, String table) throws SQLException {
        List<String> columns = new java.util.ArrayList<>();
        if (Engine.of(database.server()) == Engine.CLICKHOUSE) {
            return List.of(scalar(database, "SELECT name FROM system.columns WHERE database = '%s' AND table = '%s' AND is_in_primary_key".formatted(schema, table)));
        }
        try (Connection session = database.connect();
                ResultSet rows = session.getMetaData().getPrimaryKeys(session.getCatalog(), isMySql(database) ? null : schema, table)) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    private static String scalar(FreshDatabase database, String query) throws SQLException {
        try (Connection session = database.connect(); Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
