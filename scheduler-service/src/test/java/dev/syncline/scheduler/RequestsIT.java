package dev.syncline.scheduler;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What can be asked of the scheduler, and what it refuses.
class RequestsIT extends WholeRuns {

    @Test
    void aProjectIsNotExecutedTwiceAtOnce() {
        long project = project(List.of("a"), 1);
        UUID run = run(project);

        Answer refused = post("/api/v1/runs", "{\"projectId\": %d}".formatted(project), null);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asString()).endsWith("/run-in-progress");
        assertThat(refused.body().path("runId").asString()).isEqualTo(run.toString());
        cancel(run);
    }

    @Test
    void twoRunsDoNotWriteTheSameTable() {
        ConnectionRef target = new ConnectionRef(777, "target", DatabaseKindOf.POSTGRESQL);
        publish(revision(900_001, 1, target, List.of("a", "b")));
        publish(revision(900_002, 1, target, List.of("b", "c")));
        UUID run = run(900_001);

        Answer refused = post("/api/v1/runs", "{\"projectId\": 900002}", null);
        Answer accepted = post("/api/v1/runs", "{\"projectId\": 900002, \"tables\": [{\"schema\": \"shop\", \"table\": \"c\"}]}", null);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("runId").asString()).isEqualTo(run.toString());
        assertThat(accepted.status()).isEqualTo(202);
        cancel(run);
        cancel(UUID.fromString(accepted.body().path("id").asString()));
        assertThat(post("/api/v1/runs", "{\"projectId\": 900002}", null).status()).as("the tables are free again").isEqualTo(202);
    }

    @Test
    void aRequestThatIsRepeatedWithItsKeyBeginsNoSecondRun() {
        long project = project(List.of("a"), 1);
        String request = "{\"projectId\": %d}".formatted(project);
        String key = "key-" + UUID.randomUUID();

        Answer first = post("/api/v1/runs", request, key);
        Answer second = post("/api/v1/runs", request, key);
        Answer other = post("/api/v1/runs", "{\"projectId\": %d, \"retry\": {\"attempts\": 1}}".formatted(project), key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(other.status()).isEqualTo(409);
        cancel(UUID.fromString(first.body().path("id").asString()));
        assertThat(post("/api/v1/runs", request, key).body().path("state").asString()).as("also later").isEqualTo("CANCELLED");
    }

    @Test
    void whatCannotBeExecutedIsRefusedWithItsReason() {
        long project = project(List.of("a"), 1);
        run(project); // so that the project is known
        assertThat(post("/api/v1/runs", "{\"projectId\": 424242424}", null).status()).isEqualTo(404);
        assertThat(post("/api/v1/runs", "{}", null).status()).isEqualTo(400);
        assertThat(post("/api/v1/runs", "{\"projectId\": %d, \"tables\": []}".formatted(project), null).status()).isEqualTo(400);
        Answer unknown = post(
                "/api/v1/runs", "{\"projectId\": %d, \"tables\": [{\"schema\": \"shop\", \"table\": \"x\"}]}".formatted(project), null);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body().path("detail").asString()).contains("shop.x");
        assertThat(post("/api/v1/runs", "{\"projectId\": %d, \"revision\": 7}".formatted(project), null).status()).isEqualTo(409);
        assertThat(post("/api/v1/runs", "{\"projectId\": %d, \"retry\": {\"attempts\": 99}}".formatted(project), null).status())
                .isEqualTo(400);
        assertThat(post("/api/v1/runs/" + UUID.randomUUID() + "/cancel", "", null).status()).isEqualTo(404);
    }

    @Test
    void anUnsavedConfigurationNeedsConfigService() {
        Answer answer = post("/api/v1/runs", "{\"projectId\": 1, \"configuration\": {\"name\": \"x\"}}", null);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().path("type").asString()).endsWith("/service-unavailable");
    }

    @Test
    void aTargetTableHasOneSource() {
        ProjectRevision both = new ProjectRevision(
                900_003, "p", 1, new ConnectionRef(1, "source", DatabaseKindOf.MYSQL),
                List.of(new ConnectionRef(2, "target", DatabaseKindOf.POSTGRESQL)), new SchemaNaming.Fixed("all"),
                List.of(new TableName("x", "t"), new TableName("y", "t")));
        publish(both);

        assertThat(post("/api/v1/runs", "{\"projectId\": 900003}", null).body().path("detail").asString()).contains("all.t");
    }

    @Test
    void runsAreListedTheLatestFirstAPageAtATime() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        long project = project(List.of("a", "b", "c"), 1);
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID run = run(project);
            end(run);
            runs.addFirst(run.toString());
        }

        JsonNode first = get("/api/v1/runs?limit=2&state=succeeded&origin=manual&project=" + project);
        JsonNode rest = get("/api/v1/runs?limit=2&project=" + project + "&cursor=" + first.path("next").asString());
        JsonNode tables = get("/api/v1/runs/" + runs.getFirst() + "/tables?limit=2");
        JsonNode lastTables = get("/api/v1/runs/" + runs.getFirst() + "/tables?limit=2&cursor=" + tables.path("next").asString());

        assertThat(ids(first)).containsExactly(runs.get(0), runs.get(1));
        assertThat(ids(rest)).containsExactly(runs.get(2));
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(tables.path("items")).hasSize(2);
        assertThat(lastTables.path("items")).hasSize(1);
        assertThat(get("/api/v1/runs?project=" + project + "&from=2099-01-01T00:00:00Z").path("items")).isEmpty();
    }

    @Test
    void whoComesLateSeesThePresentStateAndTheEnd() throws Exception {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker slow = worker(WorkerKind.LOADER, (work, worker) -> worker.progress(work, 40, 400, 0));
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> slow.received().stream().anyMatch(work -> work.runId().equals(run)));

        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> watching = watch(run, seen);
        await().atMost(SOON).until(() -> seen.toString().contains("\"rows\":40"));
        // It may have been given what an earlier test has left.
        slow.received().stream().filter(work -> work.runId().equals(run)).toList().forEach(work -> Scripts.well(work, slow));

        watching.get(30, TimeUnit.SECONDS);
        assertThat(seen.toString()).contains("event:table", "event:run", "event:finished", "\"state\":\"SUCCEEDED\"");
        Queue<String> afterwards = new ConcurrentLinkedQueue<>();
        watch(run, afterwards).get(30, TimeUnit.SECONDS);
        assertThat(afterwards.toString()).contains("event:run", "event:finished").doesNotContain("event:table");
        Queue<String> since = new ConcurrentLinkedQueue<>();
        watch("/api/v1/runs/" + run + "/events", "0", since).get(30, TimeUnit.SECONDS);
        assertThat(since.toString()).as("what it has missed").contains("event:table", "event:finished");
        assertThat(since.stream().filter(line -> line.startsWith("id:")).map(line -> Long.valueOf(line.substring(3)))).hasSize(1).allMatch(turn -> turn > 0);
    }

    @Test
    void allWhoWatchARunShareItsReading() throws Exception {
        UUID run = run(project(List.of("a"), 1)); // and no worker is there
        Map<Queue<String>, CompletableFuture<Void>> watchers = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            Queue<String> seen = new ConcurrentLinkedQueue<>();
            watchers.put(seen, watch(run, seen));
        }

        await().atMost(SOON).until(() -> watchers.keySet().stream().allMatch(seen -> seen.toString().contains("event:run")));

        MeterRegistry meters = scheduler.bean(MeterRegistry.class);
        assertThat(meters.get("syncline.run.watchers").gauge().value()).isEqualTo(30);
        assertThat(meters.get("syncline.run.followed").gauge().value()).as("one reader for all").isEqualTo(1);
        cancel(run);
        for (Map.Entry<Queue<String>, CompletableFuture<Void>> watcher : watchers.entrySet()) {
            watcher.getValue().get(30, TimeUnit.SECONDS);
            assertThat(watcher.getKey().toString()).contains("event:finished");
        }
        await().atMost(SOON).until(() -> meters.get("syncline.run.followed").gauge().value() == 0);
    }

    @Test
    void aDecisionWaitsForNoReader() throws Exception {
        UUID run = run(project(List.of("a"), 1));
        DataSource readers = scheduler.bean("readerConnections", DataSource.class);
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            taken.add(readers.getConnection());
        }
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(
                () -> get("/api/v1/runs/" + run).path("tables").asInt(), Executors.newVirtualThreadPerTaskExecutor());

        int cancelled = post("/api/v1/runs/" + run + "/cancel", "", null).status();

        assertThat(cancelled).isEqualTo(202);
        assertThat(reading).as("whoever only looks waits").isNotDone();
        for (Connection connection : taken) {
            connection.close();
        }
        reading.get(30, TimeUnit.SECONDS);
        end(run);
    }

    @Test
    void onlyNewsOfLaterRevisionsCounts() {
        ConnectionRef target = new ConnectionRef(888, "target", DatabaseKindOf.POSTGRESQL);
        Outgoing outgoing = scheduler.bean(Outgoing.class);
        publish(revision(900_004, 2, target, List.of("new")));
        publish(revision(900_004, 1, target, List.of("old")));
        UUID run = run(900_004);
        assertThat(get("/api/v1/runs/" + run + "/record").path("configuration").path("tables").path(0).path("table").asString())
                .isEqualTo("new");
        cancel(run);

        outgoing.send(Topics.PROJECTS, "900004", new ProjectEvent.ProjectDeleted(900_004, 2, Instant.now()));
        publish(revision(900_004, 2, target, List.of("new")));
        publish(revision(900_005, 1, target, List.of("after")));
        cancel(run(900_005)); // what was sent before has arrived, since all came in order

        await().atMost(SOON).until(() -> post("/api/v1/runs", "{\"projectId\": 900004}", null).status() == 404);
    }

    @Test
    void oneStreamShowsAllRunsAndTheTablesOfOne() throws Exception {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        UUID other = run(project(List.of("z"), 1));
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        HttpClient client = HttpClient.newHttpClient();
        CompletableFuture<Void> watching = watch(client, "/api/v1/events?tables=unsettled&run=" + other, "", seen);
        await().atMost(SOON).until(() -> seen.toString().contains("event:table"));

        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> seen.toString().contains(run.toString()));
        cancel(run);
        cancel(other);

        await().atMost(SOON).until(() -> seen.stream().filter(line -> line.contains("\"state\":\"CANCELLED\"") && line.contains("\"projectId\"")).count() == 2);
        assertThat(watching).as("it goes on").isNotDone();
        client.shutdownNow();
        cancel(run(project(List.of("b"), 1))); // so that there is something to tell, and nobody to whom
        await().atMost(SOON).until(() -> scheduler.bean(MeterRegistry.class).get("syncline.run.watchers").gauge().value() == 0);
        assertThat(scheduler.api().get().uri("/api/v1/events?tables=all").exchange().returnResult(String.class).getStatus().value()).isEqualTo(400);
    }

    @Test
    void nobodyGetsInWithoutAToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheduler.url() + "/api/v1/runs")).build();

        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    /// Completed when the stream of events ends; each line is seen as it comes.
    private static CompletableFuture<Void> watch(UUID run, Queue<String> seen) {
        return watch("/api/v1/runs/" + run + "/events", "", seen);
    }

    private static CompletableFuture<Void> watch(String stream, String lastEventId, Queue<String> seen) {
        return watch(HttpClient.newHttpClient(), stream, lastEventId, seen);
    }

    private static CompletableFuture<Void> watch(HttpClient client, String stream, String lastEventId, Queue<String> seen) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheduler.url() + stream))
                .header("Authorization", "Bearer " + RunningScheduler.API_TOKEN)
                .header("Last-Event-ID", lastEventId)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(response -> response.body().forEach(seen::add), Executors.newVirtualThreadPerTaskExecutor());
    }

    private static void cancel(UUID run) {
        post("/api/v1/runs/" + run + "/cancel", "", null);
        end(run);
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private static ProjectRevision revision(long id, long revision, ConnectionRef target, List<String> tables) {
        return new ProjectRevision(
                id, "project " + id, revision, new ConnectionRef(1, "source", DatabaseKindOf.MYSQL), List.of(target),
                new SchemaNaming.Original(), tables.stream().map(table -> new TableName("shop", table)).toList());
    }

    private static final class DatabaseKindOf {
        static final DatabaseKind MYSQL = new DatabaseKind("mysql");
        static final DatabaseKind POSTGRESQL = new DatabaseKind("postgresql");
    }
}
