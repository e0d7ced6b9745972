package dev.syncline.allinone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceProcess;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.contracts.Topics;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What happens when a process dies at the worst time. Extractor, loader and scheduler are processes with 512 MiB of heap each.
class CrashIT {

    private static final int ROWS = 600_000;
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> SOON = List.of(
            "--syncline.rows.delete-after=1s", "--syncline.leftovers.holders-turn=3s", "--syncline.leftovers.settle=3s",
            "--syncline.extractor.streams.per-table=4", "--syncline.loader.write.streams=4");
    private static final Path DIRECTORY = Path.of("target", "crash-" + ProcessHandle.current().pid());
    private static final Map<Service, ServiceProcess> PROCESSES = new EnumMap<>(Service.class);

    private static KafkaServer kafka;
    private static Services config;
    private static Services notification;
    private static Installed installed;
    private static FreshDatabase manyRows;
    private static Supplier<ServiceProcess> consoles;

    private FreshDatabase source;
    private FreshDatabase target;
    private @Nullable DatabaseServer ownServer;

    @BeforeAll
    static void startServices() {
        kafka = KafkaServer.start(DIRECTORY.resolve("kafka"), 0);
        ServiceSettings settings = Installed.settings(DIRECTORY.toString(), kafka.bootstrapServers());
        for (Service service : List.of(Service.SCHEDULER, Service.EXTRACTOR, Service.LOADER)) {
            PROCESSES.put(service, ServiceProcess.start(service, settings, JVM, SOON, DIRECTORY.resolve(service.serviceName() + ".log")));
        }
        config = Services.start(settings, EnumSet.of(Service.CONFIG));
        notification = Services.start(settings, EnumSet.of(Service.NOTIFICATION));
        PROCESSES.values().forEach(ServiceProcess::awaitReady);
        installed = Installed.of(settings);
        manyRows = SharedServers.mySql().freshDatabase("source");
        makeRows(manyRows, ROWS);
        manyRows.execute("ANALYZE TABLE orders"); // by how many a table is read goes by the server's estimate
        consoles = () -> ServiceProcess.start(Service.CONSOLE, settings, JVM, List.of(), DIRECTORY.resolve("console.log")).awaitReady();
    }

    @AfterAll
    static void stopServices() {
        manyRows.close();
        PROCESSES.values().forEach(ServiceProcess::close);
        notification.close();
        config.close();
        kafka.close();
    }

    @BeforeEach
    void databases() {
        source = SharedServers.mySql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
    }

    private void useClickHouse() {
        use(SharedServers.clickHouse());
    }

    private void use(DatabaseServer server) {
        target.close();
        target = server.freshDatabase("target");
    }

    @AfterEach
    void drop() {
        if (source != manyRows) {
            source.close();
        }
        target.close();
        if (ownServer != null) {
            ownServer.close();
        }
    }

    /// It has no transactions: what the ledger and the server's own memory of blocks are for.
    @Test
    void aLoaderThatDiesMidTableIsContinuedInClickHouseToo() throws SQLException {
        useClickHouse();
        aLoaderThatDiesMidTableIsContinuedFromItsLedger();
    }

    @Test
    void aLoaderThatWasOnlyAsleepWritesNothingToClickHouseEither() throws SQLException {
        useClickHouse();
        aLoaderThatWasOnlyAsleepWritesNothingWhenItWakesUp();
    }

    @Test
    void aClickHouseThatDiesMidTableIsWaitedFor() throws SQLException {
        useClickHouse();
        String run = startWithManyRows();
        awaitRows(run, 1);

        target.server().kill();
        target.server().restart();

        assertSucceedsWithEqualContent(run);
        assertThat(extractionsOf(run)).as("no row is read again from the source").isEqualTo(1);
    }

    @Test
    void aLoaderThatDiesMidTableIsContinuedFromItsLedger() throws SQLException {
        String run = startWithManyRows();
        awaitRows(run, 1);

        PROCESSES.get(Service.LOADER).kill();
        PROCESSES.get(Service.LOADER).restart();

        assertSucceedsWithEqualContent(run);
        assertThat(extractionsOf(run)).as("no row is read again from the source").isEqualTo(1);
    }

    @Test
    void anExtractorThatDiesMidTableIsReplacedUnderANewFence() throws SQLException {
        String run = startWithManyRows();
        awaitRows(run, 1);

        PROCESSES.get(Service.EXTRACTOR).kill();
        PROCESSES.get(Service.EXTRACTOR).restart();

        assertSucceedsWithEqualContent(run);
        assertThat(installed.tables(run).toString()).containsPattern("was read by [234] sessions at once");
    }

    @Test
    void aSchedulerThatDiesGoesOnWhereItWas() throws SQLException {
        String run = startWithManyRows();
        awaitRows(run, 1);

        PROCESSES.get(Service.SCHEDULER).kill();
        PROCESSES.get(Service.SCHEDULER).restart().awaitReady();

        assertSucceedsWithEqualContent(run);
        assertThat(extractionsOf(run)).isEqualTo(1);
    }

    /// It is the run that counts, whoever answers in between; and asking again never begins a second one.
    @Test
    void whoWaitsByTheCommandLineSeesTheEndThoughConsoleAndSchedulerDie() throws Exception {
        source.close();
        source = manyRows;
        long project = project();
        Client client = Client.of(installed.settings, DIRECTORY.toAbsolutePath(), Map.of());
        try (ServiceProcess console = consoles.get(); ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Client.Said> waiting = thread.submit(() -> client.call("run", "#" + project, "--wait"));
            String runs = installed.url(Service.SCHEDULER, "/api/v1/runs?project=" + project);
            String run = Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> installed.api.get(runs).ok().get("items"), items -> !items.isEmpty()).get(0).get("id").asString();
            awaitRows(run, 1);

            console.kill();
            PROCESSES.get(Service.SCHEDULER).kill();
            PROCESSES.get(Service.SCHEDULER).restart().awaitReady();
            console.restart().awaitReady();

            Client.Said said = waiting.get(180, TimeUnit.SECONDS);
            assertThat(said.code()).as(said.out() + said.err()).isZero();
            assertThat(said.out()).contains("succeeded");
            assertThat(said.err()).contains("asking again until it does", "It answers again.");
            assertSucceedsWithEqualContent(run);
            assertThat(installed.api.get(runs).ok().get("items")).as("one run").hasSize(1);
        }
    }

    /// As where it is brought up to date while runs begin.
    @Test
    void aRunThatBeginsWhileConfigServiceIsAwayWaitsForIt() throws SQLException {
        makeRows(source, 1_000);
        long project = project();
        String run;
        config.close();
        try {
            run = installed.start(project);
        } finally {
            config = Services.start(config.settings(), EnumSet.of(Service.CONFIG));
        }

        assertSucceedsWithEqualContent(run);
        assertThat(installed.log(run)).anyMatch(line -> line.matches("Waited \\d+ s for config-service; in the end it does not answer"));
    }

    @Test
    void aBrokerThatDiesIsWaitedFor() throws SQLException {
        String run = startWithManyRows();
        awaitRows(run, 1);

        kafka.kill();
        kafka.restart();

        assertSucceedsWithEqualContent(run);
    }

    @Test
    void aLoaderThatWasOnlyAsleepWritesNothingWhenItWakesUp() throws SQLException {
        ServiceProcess second = ServiceProcess.start(
                Service.LOADER, withOtherPort(), JVM, List.of(), DIRECTORY.resolve("second-loader.log"));
        try {
            second.awaitReady();
            String run = startWithManyRows();
            awaitRows(run, 1);
            // Whichever has the work: the other one takes over once the lease is over.
            PROCESSES.get(Service.LOADER).freeze();
            second.freeze();
            second.resume();
            installedAfterLease(run);
            PROCESSES.get(Service.LOADER).resume();

            assertSucceedsWithEqualContent(run);
        } finally {
            PROCESSES.get(Service.LOADER).resume();
            second.close();
        }
    }

    private static void installedAfterLease(String run) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            JsonNode now = installed.run(run);
            return now.get("state").asString().equals("SUCCEEDED") || installed.loads(run).getFirst().path("rows").asLong() >= ROWS / 2;
        });
    }

    private static ServiceSettings withOtherPort() {
        ServiceSettings settings = installed.settings;
        Map<Service, Integer> ports = new EnumMap<>(settings.ports());
        ports.put(Service.LOADER, Ports.free());
        return new ServiceSettings(
                settings.kafka(), settings.postgreSqlHostAndPort(), settings.user(), settings.password(), settings.databases(), settings.installation(), ports);
    }

    @Test
    void twoMillionRowsPassThroughWorkersWithHalfAGigabyte() throws SQLException {
        makeRows(source, 2_000_000);

        assertSucceedsWithEqualContent(start());
    }

    @Test
    void aRowOfThirtyMebibytesArrives() throws SQLException {
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, huge longblob, text longtext)");
        source.execute("SET GLOBAL max_allowed_packet = 1073741824");
        source.execute("INSERT INTO orders VALUES (1, NULL, 'before'), (3, NULL, 'after')");
        source.execute("INSERT INTO orders SELECT 2, REPEAT(UNHEX('00FF0A5C09'), 3 * 1024 * 1024), REPEAT('täb\\t', 3 * 1024 * 1024)");

        assertSucceedsWithEqualContent(start());
    }

    /// The table is swapped, its loader has said so, and is about to remove what is left.
    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"MYSQL", "POSTGRESQL"})
    void whatIsLeftInATargetThatDiesAfterTheSwapIsInTheRecordUntilItIsGone(Engine engine) throws SQLException {
        useMortal(engine);
        try (CleanUpHeldUp cleanUp = secondRun()) {
            String run = cleanUp.run();

            target.server().kill();

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> installed.loads(run).getFirst().path("left").path("tries").asInt() >= 2);
            JsonNode load = installed.loads(run).getFirst();
            assertThat(load.get("leftBehind").asBoolean()).isTrue();
            assertThat(load.at("/left/state").asString()).isEqualTo("LEFT");
            assertThat(load.at("/left/failure/code").asString()).isEqualTo("UNREACHABLE");
            assertThat(installed.api.get(installed.url(Service.SCHEDULER, "/api/v1/leftovers")).ok().toString()).contains(run);
            target.server().restart();
            assertIsGoneWithinAMinute(run);
        }
    }

    @Test
    void whatALoaderThatDiesAfterTheSwapHasLeftIsInTheRecordUntilItIsGone() throws SQLException {
        try (CleanUpHeldUp cleanUp = secondRun()) {
            String run = cleanUp.run();

            PROCESSES.get(Service.LOADER).kill();

            assertThat(installed.finished(run).get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(installed.loads(run).getFirst().get("leftBehind").asBoolean()).isTrue();
            cleanUp.close();
            PROCESSES.get(Service.LOADER).restart().awaitReady();
            assertIsGoneWithinAMinute(run);
        }
    }

    /// One that may die: the shared PostgreSQL has the databases of the services, too.
    private void useMortal(Engine engine) {
        if (engine == Engine.POSTGRESQL) {
            ownServer = PostgreSqlServer.start(DIRECTORY.resolve("postgresql"), 0, PostgreSqlServer.DURABLE);
            use(ownServer);
        } else {
            use(SharedServers.mySql());
        }
    }

    /// The first makes the ledger.
    private CleanUpHeldUp secondRun() throws SQLException {
        makeRows(source, 100);
        long project = project();
        installed.execute(project);
        return CleanUpHeldUp.of(target, () -> installed.start(project));
    }

    private void assertIsGoneWithinAMinute(String run) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !installed.loads(run).getFirst().get("leftBehind").asBoolean());
        assertThat(installed.loads(run).getFirst().get("left").isNull()).isTrue();
        assertThat(installed.run(run).get("state").asString()).isEqualTo("SUCCEEDED");
        CopyIT.assertNothingLeft(target);
        assertLedgerIsEmpty();
    }

    /// From a table that all such runs read, and none changes.
    private String startWithManyRows() {
        source.close();
        source = manyRows;
        return start();
    }

    private static void makeRows(FreshDatabase source, int rows) {
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, customer bigint, name varchar(80), amount decimal(12,3), at datetime(6), note text)");
        source.execute("""
                INSERT INTO orders
                WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < %d)
                SELECT /*+ SET_VAR(cte_max_recursion_depth = 10000000) */
                       n, n * 2654435761, CONCAT('name\\t', n, ' – 漢字 😀'), n / 7, '2026-03-29 01:59:59.5' + INTERVAL n SECOND, REPEAT(MD5(n), 4)
                FROM n
                """.formatted(rows));
    }

    private String start() {
        return installed.start(project());
    }

    /// Its reader has the right `LOCK TABLES`, which is not among those printed, so that several sessions read.
    private long project() {
        return installed.project(
                installed.connection(source.server(), null, false, Map.of("user", source.server().user(), "secret", source.server().password())),
                List.of(installed.connection(target.server(), target.name(), true)),
                source.name(), List.of("orders"), target.name());
    }

    private static void awaitRows(String run, long rows) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> {
            List<JsonNode> tables = installed.tables(run);
            return !tables.isEmpty() && !tables.getFirst().get("loads").isEmpty() && tables.getFirst().get("loads").get(0).path("rows").asLong() >= rows;
        });
    }

    private void assertSucceedsWithEqualContent(String run) throws SQLException {
        JsonNode finished = installed.finished(run);
        assertThat(finished.get("state").asString()).as(() -> finished + " " + installed.tables(run)).isEqualTo("SUCCEEDED");
        try (Connection left = source.connect(); Connection right = target.connect()) {
            var result = TableComparison.compare(
                    new TableComparison.Side(left, "orders", Engine.MYSQL), new TableComparison.Side(right, in("orders"), Engine.of(target.server())));
            assertThat(result.equal()).as(result.describe()).isTrue();
        }
        CopyIT.assertNothingLeft(target);
        assertLedgerIsEmpty();
        assertNoRowsTopic(run);
        assertThat(messages(Topics.RUNS, run)).extracting(event -> event.at("/data/type").asString())
                .as("each event once")
                .containsExactlyInAnyOrder("run.started", "table.loaded", "run.succeeded");
    }

    private String in(String table) {
        Engine engine = Engine.of(target.server());
        return engine.quote(target.name()) + '.' + engine.quote(table);
    }

    private void assertLedgerIsEmpty() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            try (Connection session = target.connect(); Statement statement = session.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + in("_syncline_ledger"))) {
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            }
        });
    }

    private static void assertNoRowsTopic(String run) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(topic -> topic.endsWith(run)));
        }
    }

    /// How often the source's table was begun to be read.
    private static long extractionsOf(String run) {
        return messages(Topics.RESULTS, run).stream()
                .filter(result -> result.get("type").asString().equals("extraction-started"))
                .map(result -> result.get("fence").asLong())
                .distinct()
                .count();
    }

    private static List<JsonNode> messages(String topic, String run) {
        return Messages.with(kafka.bootstrapServers(), topic, run);
    }
}
