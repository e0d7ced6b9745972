package dev.syncline.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.syncline.contracts.audit.AuditWay;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.security.CallerTokens;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What the pages of the console ask of runs, plans and workers.
class OverviewIT extends WholeRuns {

    @Test
    void aRunsLogHasWhatItsWorkersSayAndWhatWasDecided() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, (work, worker) -> {
            if (!(work instanceof Work.LoadTable load)) {
                Scripts.well(work, worker);
            } else if (attempt(work.runId()) == 1) {
                Scripts.failed(work, worker, FailureCode.CONNECTION_LOST, true);
            } else {
                worker.send(new WorkResult.TableLoaded(
                        load.runId(), load.id(), load.fence(), load.tableRunId(), 100, 1000, List.of(), new LoadReport(100, 0, 0, List.of()), Instant.now(),
                        List.of(new LogLine(Instant.now(), Level.WARN, "Connects again:\nnot a line of its own"))));
            }
        });
        UUID run = run(project(List.of("orders"), 1));
        end(run);

        String log = "/api/v1/runs/%s/log/lines".formatted(run);
        JsonNode all = get(log).path("items");
        JsonNode said = get(log + "?search=connects again&schema=shop&table=orders&level=warn").path("items");
        JsonNode first = get(log + "?limit=2");
        JsonNode then = get(log + "?limit=1000&cursor=" + first.path("next").asString());

        assertThat(texts(all)).anyMatch(text -> text.endsWith("asked for it")).anyMatch(text -> text.contains("began, into shop.orders"))
                .anyMatch(text -> text.startsWith("Attempt 1 at table shop.orders failed and is followed by another one"))
                .anyMatch(text -> text.startsWith("Table shop.orders is loaded into shop.orders: 100 rows")).last().isEqualTo("SUCCEEDED");
        assertThat(said).hasSize(1);
        assertThat(said.path(0).path("text").asString()).isEqualTo("Connects again:\\nnot a line of its own");
        assertThat(said.path(0).path("service").asString()).isEqualTo("loader");
        assertThat(said.path(0).path("attempt").asInt()).isEqualTo(2);
        assertThat(first.path("items").size() + then.path("items").size()).isEqualTo(all.size());
        assertThat(get("/api/v1/runs/" + run).path("logged")).as("by which a reader knows that there is more").isEqualTo(all.path(all.size() - 1).path("number"));
        assertThat(get(log + "?after=" + all.path(all.size() - 1).path("number").asLong()).path("items")).isEmpty();
        assertThat(status(log + "?level=loud")).isEqualTo(400);
        assertThat(status(log + "?table=orders")).isEqualTo(400);
        assertThat(status("/api/v1/runs/%s/log/lines".formatted(UUID.randomUUID()))).isEqualTo(404);
    }

    @Test
    void aRunSaysWhichOfOurServicesItWaitsFor() {
        ConcurrentLinkedQueue<Work> held = new ConcurrentLinkedQueue<>();
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.DiscoverTables && held.isEmpty()) {
                held.add(work);
                worker.waits(work, "config-service, which does not answer");
            } else {
                Scripts.well(work, worker);
            }
        });
        worker(WorkerKind.LOADER, Scripts::well);
        UUID run = run(project(List.of("orders"), 1));
        await().atMost(SOON).until(() -> get("/api/v1/runs/" + run).path("waitsFor").asString("").equals("config-service, which does not answer"));
        Work waiting = held.element();

        extractor.waits(waiting, null);
        await().atMost(SOON).until(() -> get("/api/v1/runs/" + run).path("waitsFor").isMissingNode() || get("/api/v1/runs/" + run).path("waitsFor").isNull());
        Scripts.well(waiting, extractor);

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(texts(get("/api/v1/runs/%s/log/lines?level=warn".formatted(run)).path("items"))).containsExactly("Waits for config-service, which does not answer");
    }

    @Test
    void aRunNamesWhoAskedForItAndWhoCancelledIt() {
        long project = project(List.of("orders"), 1);
        UUID run = run(project);
        String token = scheduler.bean(CallerTokens.class).issue(new CalledBy("ada", AuditWay.SESSION, "OPERATOR", null));
        int cancelled = scheduler.api().post().uri("/api/v1/runs/%s/cancel".formatted(run)).headers(headers -> headers.setBearerAuth(token))
                .exchange().returnResult(String.class).getStatus().value();
        JsonNode ended = end(run);
        String repeat = scheduler.api().post().uri("/api/v1/runs/%s/repeat".formatted(run)).contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> headers.setBearerAuth(token)).body("{}").exchange().expectStatus().isAccepted().expectBody(String.class).returnResult().getResponseBody();

        assertThat(cancelled).isEqualTo(202);
        assertThat(ended.path("by").asString()).as("the name of the token").isEqualTo("api");
        assertThat(ended.path("cancelledBy").asString()).isEqualTo("ada");
        assertThat(json(repeat).path("by").asString()).isEqualTo("ada");
        cancel(UUID.fromString(json(repeat).path("id").asString()));
    }

    @Test
    void oneTableCanBeCancelledAndTriedAgainWhileItsRunGoesOn() {
        worker(WorkerKind.EXTRACTOR, 8, Scripts::well);
        ConcurrentLinkedQueue<Work.LoadTable> held = new ConcurrentLinkedQueue<>();
        FakeWorker loader = worker(WorkerKind.LOADER, 8, (work, worker) -> {
            if (work instanceof Work.LoadTable load && load.table().table().equals("slow")) {
                held.add(load);
            } else if (work instanceof Work.LoadTable load && load.table().table().equals("bad") && attempts(load.runId(), "bad") == 1) {
                Scripts.failed(work, worker, FailureCode.PERMISSION_DENIED, true);
            } else {
                Scripts.well(work, worker);
            }
        });
        UUID run = run(project(List.of("slow", "bad", "good"), 1));
        await().atMost(SOON).until(() -> state(run, "good").equals("LOADED") && state(run, "bad").equals("FAILED") && !held.isEmpty());

        Answer nothing = onTable(run, "good", "retry");
        Answer tooLate = onTable(run, "bad", "cancel");
        Answer again = onTable(run, "bad", "retry");
        Answer cancelled = onTable(run, "slow", "cancel");
        await().atMost(SOON).until(() -> state(run, "bad").equals("LOADED") && state(run, "slow").equals("CANCELLED") || ended(run));
        Answer afterwards = onTable(run, "slow", "retry");

        assertThat(List.of(nothing.status(), tooLate.status(), again.status(), cancelled.status())).containsExactly(409, 409, 202, 202);
        assertThat(nothing.body().path("type").asString()).endsWith("/table-not-open");
        JsonNode end = end(run);
        assertThat(end.path("state").asString()).as("one was not executed").isEqualTo("FAILED");
        assertThat(state(run, "slow")).isEqualTo("CANCELLED");
        assertThat(afterwards.status()).isEqualTo(409);
        assertThat(loader.received()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(texts(get("/api/v1/runs/%s/log/lines?search=asked to be".formatted(run)).path("items")))
                .containsExactlyInAnyOrder("It was asked to be tried again, by api", "It was asked to be cancelled, by api");
        assertThat(post("/api/v1/runs/%s/tables/%s/retry".formatted(run, UUID.randomUUID()), "", null).status()).isEqualTo(404);
    }

    @Test
    void everythingIsSeenAtAGlance() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.DiscoverTables) {
                Scripts.well(work, worker);
            } else {
                worker.progress(work, 7, 70, 0);
            }
        });
        long project = project(List.of("orders"), 1);
        UUID run = run(project);
        await().atMost(SOON).until(() -> extractor.received().size() == 2);
        long plan = sleepingPlan(project, "high");

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode overview = get("/api/v1/overview?staleAfter=PT0S");
            assertThat(overview.path("runningInAll").asInt()).isPositive();
            assertThat(overview.path("workers").path(0).path("kind").asString()).isEqualTo("EXTRACTOR");
            assertThat(overview.path("workers").path(0).path("workers").asInt()).isPositive();
            assertThat(overview.path("workers").path(0).path("busy").asInt()).isPositive();
            JsonNode workers = get("/api/v1/workers").path("items");
            List<JsonNode> pieces = new ArrayList<>();
            workers.forEach(worker -> worker.path("inHand").forEach(pieces::add));
            assertThat(pieces).anySatisfy(piece -> {
                assertThat(piece.path("runId").asString()).isEqualTo(run.toString());
                assertThat(piece.path("table").path("table").asString()).isEqualTo("orders");
                assertThat(piece.path("rows").asLong()).isEqualTo(7);
            });
        });
        assertThat(get("/api/v1/plans/" + plan).path("projectId").asLong()).isEqualTo(project);
        assertThat(status("/api/v1/overview?staleAfter=-PT1S")).isEqualTo(400);
        cancel(run);
        await().atMost(SOON).until(() -> get("/api/v1/overview").path("lastDay").path("cancelled").asInt() > 0);
    }

    @Test
    void runsAreFoundByMoreThanOneStateByPlanAndByTable() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        long project = project(List.of("orders", "missing_one"), 1);
        UUID failed = run(project);
        end(failed);
        UUID part = run("{\"projectId\": %d, \"tables\": [{\"schema\": \"shop\", \"table\": \"orders\"}]}".formatted(project));
        end(part);

        String list = "/api/v1/runs?project=" + project;
        assertThat(get(list + "&state=failed&state=succeeded").path("items")).hasSize(2);
        assertThat(get(list + "&state=failed,cancelled").path("items")).hasSize(1);
        assertThat(get(list + "&schema=shop&table=missing_one").path("items")).hasSize(1);
        assertThat(get(list + "&search=OJECT " + project).path("items")).hasSize(2);
        assertThat(get(list + "&plan=1234567").path("items")).isEmpty();
        JsonNode histogram = get("/api/v1/runs/histogram?project=%d&from=%s&to=%s&span=P1D".formatted(project, Instant.now().minusSeconds(86_400), Instant.now().plusSeconds(60)));
        assertThat(histogram.path("items")).hasSize(1);
        assertThat(histogram.path("items").path(0).path("runs").path("FAILED").asInt()).isEqualTo(1);
        assertThat(histogram.path("items").path(0).path("runs").path("SUCCEEDED").asInt()).isEqualTo(1);
        assertThat(status("/api/v1/runs/histogram?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&span=PT1M")).isEqualTo(400);
        assertThat(status("/api/v1/runs/histogram?from=-999999999-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&span=P366D")).isEqualTo(400);
        assertThat(status("/api/v1/runs/histogram?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&span=PT9223372036854775807S")).isEqualTo(400);
    }

    @Test
    void aCalendarShowsWhatWasAndWhatWillBe() {
        long project = project(List.of("orders"), 1);
        long other = project(List.of("items"), 1);
        long plan = plan(project, """
                "schedules": [{"every": "hourly", "minutes": [0, 30]}], "dependencies": [{"projectId": %d}], "dependencyWait": "PT30M\"""".formatted(other));
        Instant due = makeDue(new Long[] {sleepingPlan(other, "high")});

        await().atMost(SOON).until(() -> calendar(due.minusSeconds(60), due.plusSeconds(3_600)).stream().anyMatch(shown ->
                shown.path("projectId").asLong() == other && shown.path("items").path(0).path("outcome").asString().equals("RUN")));
        cancel(calendar(due, due.plusSeconds(1)).stream().map(it -> it.path("items").path(0).path("runId")).filter(id -> !id.isMissingNode() && !id.isNull())
                .map(id -> UUID.fromString(id.asString())).findFirst().orElseThrow());
        JsonNode shown = calendar(due, due.plusSeconds(86_400)).stream().filter(it -> it.path("planId").asLong() == plan).findFirst().orElseThrow();
        JsonNode graph = get("/api/v1/plans/graph");

        assertThat(shown.path("items").size()).isBetween(47, 48);
        assertThat(shown.path("items").path(0).path("outcome").isNull()).isTrue();
        assertThat(shown.path("more").asBoolean()).isFalse();
        assertThat(items(graph.path("edges"))).anySatisfy(edge -> {
            assertThat(edge.path("planId").asLong()).isEqualTo(plan);
            assertThat(edge.path("waitsFor").asLong()).isEqualTo(other);
            assertThat(edge.path("dependencyWait").asString()).isEqualTo("PT30M");
        });
        assertThat(items(graph.path("nodes"))).anySatisfy(node -> {
            assertThat(node.path("projectId").asLong()).isEqualTo(project);
            assertThat(node.path("projectName").asString()).isEqualTo("project " + project);
        });
        assertThat(status("/api/v1/plans/calendar?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z")).isEqualTo(400);
        assertThat(status("/api/v1/plans/calendar?from=-999999999-01-01T00:00:00Z&to=-999999999-01-02T00:00:00Z")).isEqualTo(400);
    }

    @Test
    void aPlanIsDisabledAndEnabledWithoutSayingTheRest() {
        long plan = plan(project(List.of("orders"), 1), "\"schedules\": [{\"every\": \"hourly\", \"minutes\": [0]}]");
        String etag = "\"%d\"".formatted(get("/api/v1/plans/" + plan).path("version").asLong());

        JsonNode disabled = patch(plan, "{\"enabled\": false}", etag, 200);
        patch(plan, "{\"enabled\": true}", etag, 412);
        patch(plan, "{}", null, 400);
        JsonNode enabled = patch(plan, "{\"enabled\": true}", null, 200);

        assertThat(disabled.path("enabled").asBoolean()).isFalse();
        assertThat(disabled.path("next")).isEmpty();
        assertThat(enabled.path("enabled").asBoolean()).isTrue();
        assertThat(enabled.path("next")).hasSize(5);
        assertThat(enabled.path("name").asString()).isEqualTo("a plan");
    }

    private static JsonNode patch(long plan, String body, String etag, int status) {
        String answer = scheduler.api().patch().uri("/api/v1/plans/" + plan).contentType(MediaType.APPLICATION_JSON).headers(headers -> {
            if (etag != null) {
                headers.set(HttpHeaders.IF_MATCH, etag);
            }
        }).body(body).exchange().expectStatus().isEqualTo(status).expectBody(String.class).returnResult().getResponseBody();
        return json(answer);
    }

    private static long plan(long project, String rest) {
        cancel(run(project)); // so that it is known
        Answer answer = post("/api/v1/plans", "{\"name\": \"a plan\", \"projectId\": %d, \"zone\": \"UTC\", %s}".formatted(project, rest), null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("id").asLong();
    }

    private static List<JsonNode> calendar(Instant from, Instant to) {
        return items(get("/api/v1/plans/calendar?limit=1000&from=%s&to=%s".formatted(from, to)).path("items"));
    }

    private static List<JsonNode> items(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static List<String> texts(JsonNode lines) {
        return items(lines).stream().map(line -> line.path("text").asString()).toList();
    }

    private static Answer onTable(UUID run, String table, String what) {
        return post("/api/v1/runs/%s/tables/%s/%s".formatted(run, table(run, table).path("id").asString(), what), "", null);
    }

    private static JsonNode table(UUID run, String name) {
        return tables(run).stream().filter(table -> table.path("source").path("table").asString().equals(name)).findFirst().orElseThrow();
    }

    private static String state(UUID run, String name) {
        return tables(run).stream().filter(table -> table.path("source").path("table").asString().equals(name)).map(table -> table.path("state").asString()).findFirst().orElse("");
    }

    private static int attempts(UUID run, String name) {
        return table(run, name).path("attempt").asInt();
    }

    private static int attempt(UUID run) {
        return tables(run).getFirst().path("attempt").asInt();
    }

    private static boolean ended(UUID run) {
        return !get("/api/v1/runs/" + run).path("finishedAt").isNull();
    }

    private static void cancel(UUID run) {
        post("/api/v1/runs/" + run + "/cancel", "", null);
        end(run);
    }

    private static int status(String uri) {
        return scheduler.api().get().uri(uri).exchange().returnResult(String.class).getStatus().value();
    }
}
