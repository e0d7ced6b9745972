package dev.syncline.scheduler;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.testkit.SharedServers;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What tests of whole runs need: the service, workers, projects, and the REST interface.
abstract class WholeRuns {

    static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger PROJECTS = new AtomicInteger(1000);

    static RunningScheduler scheduler;

    private final List<FakeWorker> workers = new ArrayList<>();

    @BeforeAll
    static void start() {
        scheduler = RunningScheduler.shared();
    }

    @AfterEach
    void dismissWorkers() {
        workers.forEach(FakeWorker::close);
    }

    FakeWorker worker(WorkerKind kind, FakeWorker.Script script) {
        FakeWorker worker = FakeWorker.start(kind, 4, script);
        workers.add(worker);
        return worker;
    }

    /// Publishes a project as config-service does.
    static long project(List<String> tables, int targets) {
        long id = PROJECTS.incrementAndGet();
        List<ConnectionRef> connections = IntStream.range(0, targets)
                .mapToObj(i -> new ConnectionRef(id * 10 + 1 + i, "target " + i, new DatabaseKind("postgresql")))
                .toList();
        ProjectRevision revision = new ProjectRevision(
                id, "project " + id, 1, new ConnectionRef(id * 10, "source", new DatabaseKind("mysql")), connections, new SchemaNaming.Original(),
                tables.stream().map(table -> new TableName("shop", table)).toList());
        publish(revision);
        return id;
    }

    static void publish(ProjectRevision revision) {
        long id = revision.projectId();
        scheduler.bean(Outgoing.class).send(Topics.PROJECTS, Long.toString(id), new ProjectEvent.ProjectSaved(id, revision, Instant.now()));
    }

    static UUID run(long project) {
        return run("{\"projectId\": %d}".formatted(project));
    }

    static UUID run(String request) {
        Answer answer = post("/api/v1/runs", request, null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return UUID.fromString(answer.body().path("id").asString());
    }

    static Answer post(String uri, String body, @Nullable String key) {
        var answer = scheduler
                .api()
                .post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .body(body)
                .exchange()
                .expectBody(String.class)
                .returnResult();
        return new Answer(answer.getStatus().value(), json(answer.getResponseBody()));
    }

    record Answer(int status, JsonNode body) {}

    /// The types of all events that are about a run as a whole, in their order.
    static List<String> events(UUID run) {
        return allEvents(run).stream().map(event -> event.path("type").asString()).filter(type -> type.startsWith("dev.syncline.run.")).toList();
    }

    /// All events with the run's key, in their order.
    static List<JsonNode> allEvents(UUID run) {
        return eventsOf(run.toString());
    }

    static List<JsonNode> eventsOf(String key) {
        List<JsonNode> types = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RUNS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.key().equals(key)) {
                        types.add(json(new String(record.value(), StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        return types;
    }

    static JsonNode end(UUID run) {
        await().atMost(SOON).until(() -> !get("/api/v1/runs/" + run).path("finishedAt").isNull());
        return get("/api/v1/runs/" + run);
    }

    static List<JsonNode> tables(UUID run) {
        List<JsonNode> tables = new ArrayList<>();
        get("/api/v1/runs/" + run + "/tables").path("items").forEach(tables::add);
        return tables;
    }

    static JsonNode get(String uri) {
        return json(scheduler.api().get().uri(uri).exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }

    static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
