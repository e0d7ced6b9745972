package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.outbox.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Whole runs with a real database and a real broker, and workers that follow a script.
class RunsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger PROJECTS = new AtomicInteger((int) (System.currentTimeMillis() / 1000 % 1_000_000) * 100);
    private static RunningScheduler scheduler;

    private final List<FakeWorker> workers = new ArrayList<>();

    @BeforeAll
    static void start() {
        scheduler = RunningScheduler.shared();
    }

    @AfterEach
    void dismissWorkers() {
        workers.forEach(FakeWorker::close);
    }

    @Test
    void aRunSucceedsWhenEveryTableIsLoaded() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        long project = project(List.of("a", "b", "c"), 1);

        UUID run = run(project);

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("tables").asInt()).isEqualTo(3);
        assertThat(ended.path("rows").asLong()).isEqualTo(300);
        assertThat(tables(run)).hasSize(3).allSatisfy(table -> {
            assertThat(table.path("state").asString()).isEqualTo("LOADED");
            assertThat(table.path("rowsRead").asLong()).isEqualTo(100);
            assertThat(table.path("loads").path(0).path("statements").path(0).asString()).isEqualTo("CREATE TABLE x");
        });
    }

    private FakeWorker worker(WorkerKind kind, FakeWorker.Script script) {
        FakeWorker worker = FakeWorker.start(kind, 4, script);
        workers.add(worker);
        return worker;
    }

    /// Publishes a project as config-service does.
    private static long project(List<String> tables, int targets) {
        long id = PROJECTS.incrementAndGet();
        List<ConnectionRef> connections = IntStream.range(0, targets)
                .mapToObj(i -> new ConnectionRef(id * 10 + 1 + i, "target " + i, new DatabaseKind("postgresql")))
                .toList();
        ProjectRevision revision = new ProjectRevision(
                id, "project " + id, 1, new ConnectionRef(id * 10, "source", new DatabaseKind("mysql")), connections, new SchemaNaming.Original(),
                tables.stream().map(table -> new TableName("shop", table)).toList());
        scheduler.bean(Outgoing.class).send(Topics.PROJECTS, Long.toString(id), new ProjectEvent.ProjectSaved(id, revision, Instant.now()));
        return id;
    }

    private static UUID run(long project) {
        JsonNode run = json(scheduler.api()
                .post()
                .uri("/api/v1/runs")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"projectId\": %d}".formatted(project))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        return UUID.fromString(run.path("id").asString());
    }

    private static JsonNode end(UUID run) {
        await().atMost(SOON).until(() -> !get("/api/v1/runs/" + run).path("finishedAt").isNull());
        return get("/api/v1/runs/" + run);
    }

    private static List<JsonNode> tables(UUID run) {
        List<JsonNode> tables = new ArrayList<>();
        get("/api/v1/runs/" + run + "/tables").path("items").forEach(tables::add);
        return tables;
    }

    private static JsonNode get(String uri) {
        return json(scheduler.api().get().uri(uri).exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
