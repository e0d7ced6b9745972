package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.run.RunTrigger;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.message.WholeTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Messages that come twice, late or in another order change nothing (R9). Every type that the scheduler hears is among them:
/// a new one fails here until the test makes it come.
class ReplayIT extends WholeRuns {

    private static final Map<String, String> GROUPS = Map.of(
            Topics.TRIGGERS, "scheduler-triggers",
            Topics.RESULTS, "scheduler",
            Topics.WORKERS, "scheduler-workers",
            Topics.WORK, "scheduler-unreadable-work");
    private static final Map<String, Class<?>> TYPES = Map.of(
            Topics.TRIGGERS, RunTrigger.class,
            Topics.RESULTS, WorkResult.class,
            Topics.WORKERS, WorkerAnnounced.class,
            Topics.PROJECTS, ProjectEvent.class);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final Set<UUID> failed = ConcurrentHashMap.newKeySet();
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();

    @Test
    void theSchedulerHearsNothingElse() {
        assertThat(scheduler.bean(KafkaListenerEndpointRegistry.class).getListenerContainers())
                .flatExtracting(container -> Arrays.asList(container.getContainerProperties().getTopics()))
                .containsExactlyInAnyOrderElementsOf(GROUPS.keySet());
    }

    @Test
    void whatComesAgainInAnyOrderChangesNothing() {
        Map<String, Map<TopicPartition, Long>> begin = new HashMap<>();
        TYPES.keySet().forEach(topic -> begin.put(topic, Topic.ends(topic)));
        worker(WorkerKind.EXTRACTOR, this::readUnlessUnknown);
        worker(WorkerKind.EXTRACTOR, this::readUnlessUnknown);
        worker(WorkerKind.LOADER, this::load);
        UUID held = makeEverythingHappen();
        awaitRest();

        List<ConsumerRecord<String, byte[]>> messages = begin.entrySet().stream()
                .flatMap(topic -> Topic.read(topic.getKey(), topic.getValue()).stream())
                .toList();
        assertThat(typesOf(messages)).containsAll(allTypes());
        Map<TopicPartition, Long> told = Topic.ends(Topics.RUNS);
        Map<String, List<String>> before = content();

        replay(Stream.concat(messages.stream(), messages.stream()).toList());
        assertThat(content()).as("all of it twice").isEqualTo(before);
        replay(messages.reversed());
        assertThat(content()).as("the last first").isEqualTo(before);
        for (int seed = 1; seed <= 3; seed++) {
            List<ConsumerRecord<String, byte[]>> shuffled = new ArrayList<>(messages);
            Collections.shuffle(shuffled, new Random(seed));
            replay(shuffled);
            assertThat(content()).as("shuffled by %d", seed).isEqualTo(before);
        }

        assertThat(Topic.read(Topics.RUNS, told)).as("nothing is told again").isEmpty();
        gate.countDown();
        assertThat(end(held).path("state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void resultsThatAllComeTwiceWhileARunGoesOnCountOnce() {
        List<Integer> looks = Collections.synchronizedList(new ArrayList<>());
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.DiscoverTables) {
                looks.add(1);
                if (looks.size() <= 2) {
                    Scripts.failed(work, worker, FailureCode.UNREACHABLE, true);
                    return;
                }
            }
            Scripts.well(work, worker);
        });
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        extractor.stutter();
        loader.stutter();

        UUID run = run("{\"projectId\": %d, \"retry\": {\"attempts\": 3, \"backoff\": \"PT0.1S\"}}".formatted(project(List.of("a", "dirty", "c"), 2)));

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("rows").asLong()).isEqualTo(600);
        assertThat(looks).hasSize(3);
        assertThat(tables(run)).hasSize(3).allSatisfy(table -> {
            boolean dirty = table.path("source").path("table").asString().equals("dirty");
            assertThat(table.path("loads")).allSatisfy(load -> {
                assertThat(load.path("attempts").asInt()).isEqualTo(dirty ? 2 : 1);
                assertThat(load.path("failedAttempts")).hasSize(dirty ? 1 : 0);
            });
        });
        await().atMost(LIMIT).untilAsserted(() -> assertThat(allEvents(run)).hasSize(8));
    }

    /// The first of the workers that is asked for a look does not know what that is.
    private void readUnlessUnknown(Work work, FakeWorker worker) {
        if (work instanceof Work.DiscoverTables look && refused.add(look.runId())) {
            worker.send(new WorkResult.WorkRefused(look.runId(), look.id(), look.fence(), worker.id(), Instant.now()));
        } else {
            read(work, worker);
        }
    }

    /// A look that fails at first.
    private void read(Work work, FakeWorker worker) {
        if (work instanceof Work.DiscoverTables discover && failed.add(discover.runId())) {
            Scripts.failed(work, worker, FailureCode.UNREACHABLE, true);
        } else {
            Scripts.well(work, worker);
        }
    }

    /// One load leaves something behind at first, one waits for the gate, and one never ends by itself.
    private void load(Work work, FakeWorker worker) {
        if (!(work instanceof Work.LoadTable load)) {
            Scripts.well(work, worker);
            return;
        }
        switch (load.table().table()) {
            case "dirty" -> {
                if (failed.add(new UUID(load.tableRunId().getMostSignificantBits(), load.target()))) {
                    Scripts.failed(work, worker, FailureCode.LOCKED, false);
                } else {
                    Scripts.well(work, worker);
                }
            }
            case "held" -> {
                pass(gate);
                Scripts.well(work, worker);
            }
            case "endless" -> { }
            default -> Scripts.well(work, worker);
        }
    }

    /// @return a run that has not ended
    private UUID makeEverythingHappen() {
        long project = incremental();
        long gone = project(List.of("a"), 1);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        await().atMost(LIMIT).until(() -> jdbc.sql("SELECT count(*) FROM project WHERE id IN (:ids)").param("ids", List.of(project, gone)).query(Long.class).single() == 2);
        scheduler.bean(Outgoing.class).send(Topics.PROJECTS, "connections", new ProjectEvent.ConnectionsChanged(Instant.now(), null)).join();
        long plan = sleepingPlan(project, "low");
        scheduler.bean(Outgoing.class).send(Topics.PROJECTS, Long.toString(gone), new ProjectEvent.ProjectDeleted(gone, 1, Instant.now())).join();
        trigger(project);
        trigger(gone + 1_000_000);
        await().atMost(LIMIT).until(() -> jdbc.sql("SELECT count(*) FROM run WHERE project_id = :id AND finished_at IS NOT NULL").param("id", project).query(Long.class).single() == 1);
        makeDue(new Long[] {plan});
        await().atMost(LIMIT).until(() -> jdbc.sql("SELECT count(*) FROM run WHERE project_id = :id AND finished_at IS NOT NULL").param("id", project).query(Long.class).single() == 2);
        UUID cancelled = run(project(List.of("endless"), 1));
        await().atMost(LIMIT).until(() -> jdbc.sql("SELECT count(*) FROM work WHERE run_id = :id AND kind = 'LOAD' AND state = 'ASSIGNED'").param("id", cancelled).query(Long.class).single() == 1);
        assertThat(post("/api/v1/runs/" + cancelled + "/cancel", "", null).status()).isEqualTo(202);
        assertThat(end(cancelled).path("state").asString()).isEqualTo("CANCELLED");
        UUID held = run(project(List.of("a", "held"), 1));
        await().atMost(LIMIT).until(() -> get("/api/v1/runs/" + held).path("settled").asInt() == 1);
        return held;
    }

    /// A project that has been saved twice, with a table whose target is looked at before it is read.
    private static long incremental() {
        long id = nextProject();
        TableName growing = new TableName("shop", "growing");
        for (int number = 1; number <= 2; number++) {
            publish(new ProjectRevision(
                    id, "project " + id, number, new ConnectionRef(id * 10, "source", new DatabaseKind("mysql")),
                    List.of(new ConnectionRef(id * 10 + 1, "target", new DatabaseKind("postgresql"))), new SchemaNaming.Original(),
                    List.of(growing, new TableName("shop", "dirty"), new TableName("shop", "a")), null, null, null,
                    List.of(new TablePolicy(growing, new Extraction.Incremental(List.of("id"), null, false), List.of())), null, null));
        }
        return id;
    }

    private static void trigger(long project) {
        scheduler.bean(Outgoing.class).send(
                Topics.TRIGGERS, Long.toString(project),
                new RunTrigger("1.0", UUID.randomUUID().toString(), "/replay", RunTrigger.TYPE, "project/" + project, Instant.now(), null)).join();
    }

    private static void replay(List<ConsumerRecord<String, byte[]>> messages) {
        @SuppressWarnings("unchecked")
        KafkaTemplate<String, byte[]> kafka = scheduler.bean(KafkaTemplate.class);
        messages.stream()
                .map(message -> kafka.send(new ProducerRecord<>(message.topic(), message.partition(), message.key(), message.value())))
                .toList()
                .forEach(sent -> sent.join());
        awaitRest();
    }

    private static void awaitRest() {
        GROUPS.forEach((topic, group) -> Groups.awaitHandled(group, topic));
        Groups.awaitTaken(scheduler.bean(WholeTopic.class), Topics.PROJECTS);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        await().atMost(LIMIT).until(() -> jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single() == 0);
    }

    /// Everything that is stored, but for the numbers of transactions, the ends of leases, who of the workers has spoken when, and how far runs were while time passed.
    private static Map<String, List<String>> content() {
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        Map<String, List<String>> content = new TreeMap<>();
        jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('flyway_schema_history', 'outbox', 'worker', 'run_sample')")
                .query(String.class)
                .list()
                .forEach(table -> content.put(table, jdbc.sql("""
                                SELECT CAST(to_jsonb(one) - ARRAY['turn', 'lease_until'] AS text) AS content
                                FROM %s AS one
                                ORDER BY content
                                """.formatted(table))
                        .query(String.class)
                        .list()));
        assertThat(content).containsKeys("run", "table_run", "load", "work", "fire", "run_note", "run_log", "table_state", "project", "inbox");
        return content;
    }

    private static Set<Class<?>> typesOf(List<ConsumerRecord<String, byte[]>> messages) {
        Set<Class<?>> types = new HashSet<>();
        messages.forEach(message -> types.add(Json.read(message.value(), TYPES.get(message.topic())).getClass()));
        return types;
    }

    private static Set<Class<?>> allTypes() {
        Set<Class<?>> types = new HashSet<>();
        TYPES.values().forEach(type -> types.addAll(type.isSealed() ? List.of(type.getPermittedSubclasses()) : List.of(type)));
        return types;
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
