package dev.syncline.scheduler;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
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
        return worker(kind, 4, script);
    }

    FakeWorker worker(WorkerKind kind, int slots, FakeWorker.Script script) {
        FakeWorker worker = FakeWorker.start(kind, slots, script);
        workers.add(worker);
        return worker;
    }

    static long nextProject() {
        return PROJECTS.incrementAndGet();
    }

    /// Publishes a project as config-service does.
    static long project(List<String> tables, int targets) {
        long id = nextProject();
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
        return Topic.read(Topics.RUNS).stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> json(new String(record.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    /// A plan that was due long ago.
    static long sleepingPlan(long project, String priority) {
        Answer answer = post(
                "/api/v1/plans",
                """
                        {"name": "a plan", "projectId": %d, "zone": "UTC", "priority": "%s",
                         "schedules": [{"every": "once", "at": ["2020-01-01T00:00:00"]}]}""".formatted(project, priority),
                null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("id").asLong();
    }

    /// Makes sleeping plans due, all at one instant, which is now: to wait for the next whole minute would prove no more.
    static Instant makeDue(Long[] plans) {
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        Instant due = jdbc.sql("SELECT date_trunc('second', clock_timestamp())").query(OffsetDateTime.class).single().toInstant();
        jdbc.sql("""
                        UPDATE plan
                        SET document = jsonb_set(document, '{schedules,0}', jsonb_build_object('every', 'cron', 'expression', :expression)),
                            handled_until = :due - interval '1 s', next_due_at = :due
                        WHERE id = ANY(:plans)
                        """)
                .param("expression", DateTimeFormatter.ofPattern("s m H d M '*'").format(due.atZone(ZoneOffset.UTC)))
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("plans", plans)
                .update();
        return due;
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
