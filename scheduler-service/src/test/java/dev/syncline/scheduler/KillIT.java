package dev.syncline.scheduler;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.WholeTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// No run without its events, no event without its run, and one answer for each trigger, although whoever decides or sends is killed at each
/// step, some times in a row (R7). The number of rounds is a setting: `-Dsyncline.kill.rounds=50`.
class KillIT extends WholeRuns {

    /// Where the holder is killed.
    enum Step {
        /// A listener has received messages, and its transaction holds nothing yet.
        RECEIVED,
        /// A trigger has been marked as taken.
        TAKEN,
        /// The state of a run has been stored.
        STORED,
        /// Events are in the outbox, and the transaction begins to commit.
        TOLD,
        /// The transaction has committed, and no relay has looked.
        COMMITTED,
        /// The broker has acknowledged the messages, and the relay is about to remove them.
        SENT,
        /// The relay has removed them and begins to commit.
        REMOVED,
        /// Everything is stored and sent, and nothing of what has been consumed is acknowledged.
        HANDLED
    }

    private static final long RELAY = 0x53594e4f55544258L;
    private static final long TURN = 0x53594e435455524eL;
    private static final int ROUNDS = Integer.getInteger("syncline.kill.rounds", 2);
    private static final int KILLS = 3; // of one message: each time a listener waits twice as long as before
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String PREFIX = "dev.syncline.";

    private JdbcClient jdbc;

    @BeforeEach
    void prepare() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        connect();
        jdbc.sql("CREATE SEQUENCE victim").update();
        jdbc.sql("CREATE TABLE victims (numbers bigint[] NOT NULL)").update();
        // Ends its own backend if it is a victim; a sequence counts also what is rolled back.
        jdbc.sql("""
                        CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF nextval('victim') IN (SELECT unnest(numbers) FROM victims) THEN
                                PERFORM pg_terminate_backend(pg_backend_pid());
                                PERFORM pg_sleep(10);
                            END IF;
                            RETURN NULL;
                        END $$
                        """).update();
    }

    @AfterEach
    void leaveNothing() {
        for (String table : List.of("inbox", "run", "outbox")) {
            jdbc.sql("DROP TRIGGER IF EXISTS die ON " + table).update();
        }
        jdbc.sql("DROP FUNCTION die").update();
        jdbc.sql("DROP TABLE victims").update();
        jdbc.sql("DROP SEQUENCE victim").update();
    }

    @ParameterizedTest
    @EnumSource
    void runsAndEventsAgree(Step step) throws SQLException {
        for (int seed = 1; seed <= ROUNDS; seed++) {
            round(step, seed);
        }
    }

    private void round(Step step, int seed) throws SQLException {
        Map<TopicPartition, Long> dead = Topic.ends(Topics.DEAD_LETTERS);
        Map<TopicPartition, Long> triggers = Topic.ends(Topics.TRIGGERS);
        Map<TopicPartition, Long> results = Topic.ends(Topics.RESULTS);
        Round round = new Round();
        List<Long> numbers = seed == 1
                ? IntStream.rangeClosed(1, KILLS).mapToObj(it -> (long) it).toList()
                : new Random(seed).ints(1, 10).distinct().limit(KILLS).sorted().mapToObj(it -> (long) it).toList();

        switch (step) {
            case RECEIVED -> killWhoWaits(round);
            case TAKEN -> kill("TRIGGER die AFTER INSERT ON inbox FOR EACH ROW", numbers, round);
            case STORED -> kill("TRIGGER die AFTER INSERT OR UPDATE ON run FOR EACH ROW", numbers, round);
            case TOLD -> kill("CONSTRAINT TRIGGER die AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW", numbers, round);
            case COMMITTED -> restartBeforeTheRelayLooks(round);
            case SENT -> kill("TRIGGER die BEFORE DELETE ON outbox FOR EACH STATEMENT", numbers, round);
            case REMOVED -> kill("CONSTRAINT TRIGGER die AFTER DELETE ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW", numbers, round);
            case HANDLED -> {
                round.ask();
                round.awaitEnd();
                scheduler.stop();
                Groups.rewind("scheduler-triggers", triggers);
                Groups.rewind("scheduler", results);
                scheduler.start();
                connect();
                Groups.awaitHandled("scheduler-triggers", Topics.TRIGGERS);
                Groups.awaitHandled("scheduler", Topics.RESULTS);
                Groups.awaitTaken(scheduler.bean(WholeTopic.class), Topics.PROJECTS);
            }
        }

        round.awaitEnd();
        round.check();
        assertThat(Topic.read(Topics.DEAD_LETTERS, dead)).as("nothing good is put aside").isEmpty();
    }

    private void connect() {
        jdbc = scheduler.bean(JdbcClient.class);
    }

    private void kill(String trigger, List<Long> numbers, Round round) {
        jdbc.sql("SELECT setval('victim', 1, false)").query(Long.class).single();
        jdbc.sql("DELETE FROM victims").update();
        jdbc.sql("INSERT INTO victims VALUES (:numbers)").param("numbers", numbers.toArray(Long[]::new)).update();
        jdbc.sql("CREATE %s EXECUTE FUNCTION die()".formatted(trigger)).update();

        round.ask();
        round.awaitEnd();

        for (String table : List.of("inbox", "run", "outbox")) {
            jdbc.sql("DROP TRIGGER IF EXISTS die ON " + table).update();
        }
        assertThat(jdbc.sql("SELECT last_value FROM victim").query(Long.class).single()).as("they were killed").isGreaterThanOrEqualTo(numbers.getFirst());
    }

    private void killWhoWaits(Round round) throws SQLException {
        try (Connection connection = scheduler.database().connect(); Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d)".formatted(TURN));
            round.askByTriggers();
            round.wakePlans();
            for (int i = 0; i < KILLS; i++) {
                // One of the instance: the listener and whoever else wants a transaction wait behind it.
                await().atMost(LIMIT).until(() -> !waiting().isEmpty());
                for (Integer backend : waiting()) {
                    statement.execute("SELECT pg_terminate_backend(%d, 5000)".formatted(backend));
                }
            }
        }
        round.askByRest();
    }

    private void restartBeforeTheRelayLooks(Round round) throws SQLException {
        try (Connection connection = scheduler.database().connect(); Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d)".formatted(RELAY));
            round.ask();
            Groups.awaitHandled("scheduler-triggers", Topics.TRIGGERS);
            await().atMost(LIMIT).until(() -> round.firings() == round.plans.size());
            assertThat(jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single()).isGreaterThanOrEqualTo(round.triggers.size());
            scheduler.stop();
        }
        scheduler.start();
        connect();
    }

    private List<Integer> waiting() {
        try (Connection connection = scheduler.database().connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT pid FROM pg_locks
                        WHERE locktype = 'advisory' AND NOT granted
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""")) {
            List<Integer> backends = new ArrayList<>();
            while (rows.next()) {
                backends.add(rows.getInt(1));
            }
            return backends;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// Some projects, and what is asked of them in each way there is.
    private final class Round {

        private final Map<TopicPartition, Long> from = Topic.ends(Topics.RUNS);
        private final List<Long> triggered = IntStream.range(0, 3).mapToObj(_ -> project(List.of("a"), 1)).toList();
        private final List<Long> planned = IntStream.range(0, 2).mapToObj(_ -> project(List.of("a"), 1)).toList();
        private final List<Long> asked = IntStream.range(0, 2).mapToObj(_ -> project(List.of("a"), 1)).toList();
        private final Set<Long> all = new HashSet<>();
        private final List<Long> plans;
        private final Set<String> triggers = new HashSet<>();
        private final Set<UUID> answers = new HashSet<>();

        Round() {
            all.addAll(triggered);
            all.addAll(planned);
            all.addAll(asked);
            await().atMost(LIMIT).until(() -> count("SELECT count(*) FROM project WHERE id = ANY(:ids)", ids(all)) == all.size());
            plans = planned.stream().flatMap(project -> java.util.stream.Stream.of(project, project)).map(project -> sleepingPlan(project, "medium")).toList();
        }

        void ask() {
            askByTriggers();
            wakePlans();
            askByRest();
        }

        void askByTriggers() {
            for (int number = 0; number < 3; number++) {
                for (long project : triggered) {
                    String id = UUID.randomUUID().toString();
                    triggers.add(id);
                    String trigger = """
                            {"specversion": "1.0", "id": "%s", "source": "/kill", "type": "dev.syncline.run.requested.v1", "subject": "project/%d"}"""
                            .formatted(id, project);
                    scheduler.bean(KafkaTemplate.class).send(Topics.TRIGGERS, Long.toString(project), trigger.getBytes(StandardCharsets.UTF_8)).join();
                }
            }
        }

        void wakePlans() {
            // The connection that is taken from the pool may be one that was just killed.
            await().atMost(LIMIT).ignoreExceptions().until(() -> makeDue(plans.toArray(Long[]::new)) != null);
        }

        /// As a caller does who has no answer: again with the same key.
        void askByRest() {
            for (long project : asked) {
                String key = UUID.randomUUID().toString();
                await().atMost(LIMIT).ignoreExceptions().until(() -> tried(project, key));
            }
        }

        private boolean tried(long project, String key) {
            var answer = scheduler.api().post().uri("/api/v1/runs").contentType(MediaType.APPLICATION_JSON).header("Idempotency-Key", key)
                    .body("{\"projectId\": %d}".formatted(project)).exchange().expectBody(String.class).returnResult();
            if (answer.getStatus().value() != 202) {
                return false;
            }
            answers.add(UUID.fromString(json(answer.getResponseBody()).path("id").asString()));
            return true;
        }

        long firings() {
            return count("SELECT count(*) FROM fire WHERE plan_id = ANY(:ids)", plans.toArray(Long[]::new));
        }

        void awaitEnd() {
            await().atMost(LIMIT).ignoreExceptions().until(() -> firings() == plans.size()
                    && count("SELECT count(*) FROM inbox WHERE id LIKE 'trigger/%' AND split_part(id, '/', 5) = ANY(:ids)", triggers.toArray(String[]::new)) == triggers.size()
                    && count("SELECT count(*) FROM run WHERE project_id = ANY(:ids) AND finished_at IS NULL", ids(all)) == 0
                    && jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single() == 0);
        }

        void check() {
            Map<UUID, Map<String, Object>> runs = new HashMap<>();
            jdbc.sql("SELECT id, origin, state, began_at, cause ->> 'id' AS trigger FROM run WHERE project_id = ANY(:ids)")
                    .param("ids", ids(all))
                    .query()
                    .listOfRows()
                    .forEach(run -> runs.put((UUID) run.get("id"), run));
            Map<String, JsonNode> events = events();

            assertThat(runs.values()).allSatisfy(run -> assertThat(run).containsEntry("state", "SUCCEEDED"));
            assertThat(runsOf(events, "run.started.v1")).containsExactlyInAnyOrderElementsOf(runs.keySet());
            assertThat(runsOf(events, "table.loaded.v1")).containsExactlyInAnyOrderElementsOf(runs.keySet());
            assertThat(runsOf(events, "run.succeeded.v1", "run.failed.v1", "run.cancelled.v1")).containsExactlyInAnyOrderElementsOf(runs.keySet());

            List<JsonNode> accepted = events.values().stream().filter(event -> event.path("type").asString().equals(PREFIX + "trigger.accepted.v1")).toList();
            assertThat(accepted).extracting(event -> event.path("data").path("id").asString()).containsExactlyInAnyOrderElementsOf(triggers);
            assertThat(accepted).allSatisfy(event -> assertThat(runs).containsKey(runOf(event)));
            Map<String, UUID> makers = new HashMap<>();
            accepted.stream().filter(event -> !event.path("data").path("joined").asBoolean())
                    .forEach(event -> makers.put(event.path("data").path("id").asString(), runOf(event)));
            Map<String, UUID> made = new HashMap<>();
            runs.values().stream().filter(run -> run.get("origin").equals("EVENT")).forEach(run -> made.put((String) run.get("trigger"), (UUID) run.get("id")));
            assertThat(made).isEqualTo(makers);

            Set<UUID> fired = new HashSet<>(jdbc.sql("SELECT run_id FROM fire WHERE plan_id = ANY(:ids) AND outcome = 'RUN'")
                    .param("ids", plans.toArray(Long[]::new)).query(UUID.class).list());
            assertThat(ofOrigin(runs, "PLAN")).isEqualTo(fired);
            assertThat(ofOrigin(runs, "MANUAL")).isEqualTo(answers).hasSameSizeAs(asked);
        }

        /// The events about these projects, of those with one source and id one; all of them say the same.
        private Map<String, JsonNode> events() {
            Map<String, JsonNode> events = new HashMap<>();
            Topic.read(Topics.RUNS, from).forEach(record -> {
                JsonNode event = json(new String(record.value(), StandardCharsets.UTF_8));
                if (all.contains(event.path("data").path("projectId").asLong())) {
                    JsonNode before = events.put(event.path("source").asString() + " " + event.path("id").asString(), event);
                    assertThat(before).isIn(null, event);
                }
            });
            return events;
        }

        private static List<UUID> runsOf(Map<String, JsonNode> events, String... types) {
            Set<String> wanted = new HashSet<>();
            for (String type : types) {
                wanted.add(PREFIX + type);
            }
            return events.values().stream().filter(event -> wanted.contains(event.path("type").asString())).map(Round::runOf).toList();
        }

        private static UUID runOf(JsonNode event) {
            return UUID.fromString(event.path("data").path("runId").asString());
        }

        private static Set<UUID> ofOrigin(Map<UUID, Map<String, Object>> runs, String origin) {
            Set<UUID> ids = new HashSet<>();
            runs.values().stream().filter(run -> run.get("origin").equals(origin)).forEach(run -> ids.add((UUID) run.get("id")));
            return ids;
        }

        private static Long[] ids(Set<Long> ids) {
            return ids.toArray(Long[]::new);
        }

        private long count(String query, Object[] ids) {
            return jdbc.sql(query).param("ids", ids).query(Long.class).single();
        }
    }
}
