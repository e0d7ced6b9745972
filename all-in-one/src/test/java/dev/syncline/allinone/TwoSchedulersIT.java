package dev.syncline.allinone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceProcess;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Two schedulers, each a process of its own, on one database: 24 plans a minute while one of them is killed, and the other one stopped in the middle
/// of its turn for longer than any lease.
class TwoSchedulersIT {

    private static final int PLANS = 24;
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Path DIRECTORY = Path.of("target", "two-schedulers-" + ProcessHandle.current().pid());
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /// The two halves of the number of the lock that whoever decides holds.
    private static final String HOLDS_THE_TURN = """
            SELECT count(*)
            FROM pg_locks
            JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND classid = %d AND objid = %d AND application_name = '%s'
            """.formatted(0x53594e43, 0x5455524e, "second");

    private static KafkaServer kafka;
    private static ServiceSettings settings;
    private static ServiceProcess first;
    private static ServiceProcess second;
    private static FakeExtractor extractor;
    private static Connection database;

    @BeforeAll
    static void start() throws SQLException {
        kafka = KafkaServer.start(DIRECTORY.resolve("kafka"), 0);
        settings = Installed.settings(DIRECTORY.toString(), kafka.bootstrapServers());
        first = scheduler("first", settings);
        first.awaitReady();
        second = scheduler("second", withOtherPort());
        second.awaitReady();
        extractor = new FakeExtractor(kafka.bootstrapServers());
        database = SharedServers.postgreSql().connect(settings.database(Service.SCHEDULER).orElseThrow());
    }

    @AfterAll
    static void stop() throws SQLException {
        database.close();
        extractor.close();
        second.resume();
        first.close();
        second.close();
        kafka.close();
    }

    private static ServiceProcess scheduler(String name, ServiceSettings settings) {
        return ServiceProcess.start(
                Service.SCHEDULER, settings, JVM, List.of("--spring.datasource.hikari.data-source-properties.ApplicationName=" + name),
                DIRECTORY.resolve(name + ".log"));
    }

    private static ServiceSettings withOtherPort() {
        Map<Service, Integer> ports = new EnumMap<>(settings.ports());
        ports.put(Service.SCHEDULER, Ports.free());
        return new ServiceSettings(
                settings.kafka(), settings.postgreSqlHostAndPort(), settings.user(), settings.password(), settings.databases(), settings.installation(), ports);
    }

    @Test
    @Proves({"S64", "A19"})
    void everyDueInstantFiresOnceWhileOneSchedulerIsKilledAndTheOtherOneStopped() throws SQLException {
        Map<Long, Integer> seconds = new HashMap<>();
        for (int i = 0; i < PLANS; i++) {
            int second = i * 60 / PLANS;
            seconds.put(plan(i + 1, second), second);
        }
        awaitFires(10);
        first.kill();
        awaitFires(6);
        first.restart().awaitReady();
        boolean inItsTurn = freezeSecond();
        awaitFires(12);
        second.resume();
        awaitFires(10);
        second.kill();
        awaitFires(2);
        second.restart().awaitReady();
        awaitFires(8);

        Instant end = time("SELECT clock_timestamp()");
        Awaitility.await().atMost(LIMIT).until(() -> number("SELECT count(*) FROM plan WHERE next_due_at <= '%s'".formatted(end)) == 0);
        Awaitility.await().atMost(LIMIT).until(() -> number("SELECT count(*) FROM run WHERE finished_at IS NULL AND due_at <= '%s'".formatted(end)) == 0);
        long sent = number("SELECT coalesce(max(id), 0) FROM outbox");
        Awaitility.await().atMost(LIMIT).until(() -> number("SELECT count(*) FROM outbox WHERE id <= " + sent) == 0);

        seconds.forEach((plan, second) -> assertThat(fired(plan, end)).as("plan of second %d", second).containsExactlyElementsOf(due(plan, second, end)));
        assertThat(number("SELECT count(*) FROM fire WHERE outcome NOT IN ('RUN', 'JOINED')")).isZero();
        assertThat(number("""
                SELECT count(*)
                FROM (SELECT * FROM fire WHERE outcome = 'RUN') AS fire
                FULL JOIN run ON run.id = fire.run_id AND run.plan_id = fire.plan_id AND run.due_at = fire.due_at
                WHERE fire.plan_id IS NULL OR run.id IS NULL
                """)).as("fires without their run, and runs without their fire").isZero();
        assertThat(number("SELECT count(*) FROM fire WHERE outcome = 'JOINED' AND run_id NOT IN (SELECT id FROM run)")).isZero();
        assertThatEachRunBeganAndEndedOnce(end);
        report(inItsTurn);
    }

    private static long plan(long project, int second) {
        ProjectRevision revision = new ProjectRevision(
                project, "project " + project, 1, new ConnectionRef(project * 10, "source", new DatabaseKind("mysql")),
                List.of(new ConnectionRef(project * 10 + 1, "target", new DatabaseKind("postgresql"))), new SchemaNaming.Original(),
                List.of(new TableName("shop", "orders")));
        extractor.send(Topics.PROJECTS, Long.toString(project), new ProjectEvent.ProjectSaved(project, revision, Instant.now()));
        Map<String, Object> body = Map.of(
                "name", "every minute at second " + second,
                "projectId", project,
                "zone", "Europe/Berlin",
                "schedules", List.of(Map.of("every", "cron", "expression", second + " * * * * *")));
        Api api = new Api(settings.installation().apiToken());
        return Awaitility.await().atMost(LIMIT)
                .until(() -> api.post(settings.url(Service.SCHEDULER) + "/api/v1/plans", body), answer -> answer.status() == 201)
                .ok().get("id").asLong();
    }

    private static void awaitFires(int more) throws SQLException {
        long before = number("SELECT count(*) FROM fire");
        Awaitility.await().atMost(LIMIT).until(() -> number("SELECT count(*) FROM fire") >= before + more);
    }

    /// At the worst moment, if that can be hit: while everybody waits for it.
    ///
    /// @return whether it could
    private static boolean freezeSecond() throws SQLException {
        Instant limit = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(limit)) {
            if (number(HOLDS_THE_TURN) > 0) {
                second.freeze();
                // What it has sent before is done first.
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                if (number(HOLDS_THE_TURN) > 0) {
                    return true;
                }
                second.resume();
            }
        }
        second.freeze();
        return false;
    }

    private static List<Instant> fired(long plan, Instant end) {
        try {
            return times("SELECT due_at FROM fire WHERE plan_id = %d AND due_at <= '%s' ORDER BY due_at".formatted(plan, end));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Instant> due(long plan, int second, Instant end) {
        List<Instant> due = new ArrayList<>();
        try {
            Instant created = time("SELECT changed_at FROM plan WHERE id = " + plan);
            for (Instant at = created.truncatedTo(ChronoUnit.MINUTES).plusSeconds(second); !at.isAfter(end); at = at.plusSeconds(60)) {
                if (at.isAfter(created)) {
                    due.add(at);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return due;
    }

    private static void assertThatEachRunBeganAndEndedOnce(Instant end) throws SQLException {
        Map<String, Set<String>> events = new HashMap<>();
        events().forEach(event -> events.computeIfAbsent(event.at("/data/runId").asString(), _ -> new TreeSet<>()).add(event.get("id").asString()));
        for (String run : texts("SELECT id FROM run WHERE finished_at <= '%s'".formatted(end))) {
            assertThat(events.getOrDefault(run, Set.of())).as("events of run %s", run)
                    .containsExactly(run + "/dev.syncline.run.failed.v1", run + "/dev.syncline.run.started.v1");
        }
    }

    private static List<JsonNode> events() {
        JsonMapper json = JsonMapper.builder().build();
        List<JsonNode> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RUNS).stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> events.add(json.readTree(message.value())));
            }
        }
        return events;
    }

    /// Figures for people; how busy the machine is decides on them.
    private static void report(boolean inItsTurn) throws SQLException {
        System.out.printf("fires: %d, runs: %d; stopped in the middle of a turn: %s; lateness: %s%n",
                number("SELECT count(*) FROM fire"), number("SELECT count(*) FROM run"), inItsTurn,
                texts("""
                        SELECT format('p50 %s, p99 %s, longest %s; %s of %s later than 2 s',
                            percentile_disc(0.5) WITHIN GROUP (ORDER BY late), percentile_disc(0.99) WITHIN GROUP (ORDER BY late), max(late),
                            count(*) FILTER (WHERE late > interval '2 s'), count(*))
                        FROM (SELECT decided_at - due_at AS late FROM fire) AS lateness
                        """).getFirst());
    }

    private static long number(String query) throws SQLException {
        return Long.parseLong(texts(query).getFirst());
    }

    private static Instant time(String query) throws SQLException {
        return times(query).getFirst();
    }

    private static List<Instant> times(String query) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(query)) {
            List<Instant> times = new ArrayList<>();
            while (row.next()) {
                times.add(row.getTimestamp(1).toInstant());
            }
            return times;
        }
    }

    private static List<String> texts(String query) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }
}
