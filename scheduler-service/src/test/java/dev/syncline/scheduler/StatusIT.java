package dev.syncline.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.LogLine.Step;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerKind;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Where projects and tables stand, told by the turns that settle loads.
class StatusIT extends WholeRuns {

    @Test
    void eachTableOfAProjectSaysWhereItStandsInEachTarget() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        long project = project(List.of("orders", "items", "missing_one"), 2);
        Instant before = Instant.now();
        UUID first = run(project);
        end(first);
        UUID second = run(project);
        end(second);

        String tables = "/api/v1/overview/projects/%d/tables".formatted(project);
        JsonNode page = get(tables + "?limit=4");
        JsonNode rest = get(tables + "?limit=4&cursor=" + page.path("next").asString());
        JsonNode failed = get(tables + "?state=failed&search=MISSING");
        JsonNode searched = get(tables + "?search=ders");

        assertThat(names(page)).containsExactly("items", "items", "missing_one", "missing_one");
        assertThat(names(rest)).containsExactly("orders", "orders");
        assertThat(rest.path("next").isNull()).isTrue();
        JsonNode orders = searched.path("items").path(0);
        assertThat(names(searched)).containsExactly("orders", "orders");
        assertThat(orders.path("state").asString()).isEqualTo("LOADED");
        assertThat(orders.path("rows").asLong()).isEqualTo(100);
        assertThat(orders.path("mode").asString()).isEqualTo("create");
        assertThat(orders.path("lastRun").asString()).isEqualTo(second.toString());
        assertThat(orders.path("now").isNull()).isTrue();
        assertThat(Instant.parse(orders.path("freshAsOf").asString())).isAfter(before).isBeforeOrEqualTo(Instant.parse(orders.path("loadedAt").asString()));
        assertThat(names(failed)).containsExactly("missing_one", "missing_one");
        assertThat(failed.path("items").path(0).path("failing").asInt()).as("in two runs").isEqualTo(2);
        assertThat(failed.path("items").path(0).path("failure").path("code").asString()).isEqualTo("NOT_FOUND");
        assertThat(scheduler.api().get().uri(tables + "?state=good").exchange().returnResult(String.class).getStatus().value()).isEqualTo(400);
        assertThat(scheduler.api().get().uri(tables + "?cursor=eA").exchange().returnResult(String.class).getStatus().value()).isEqualTo(400);
    }

    @Test
    void aProjectSaysWhatItLastDidAndForHowLongItHasFailed() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, Scripts::well);
        long project = project(List.of("orders"), 1);
        UUID good = run(project);
        end(good);
        loader.close();
        AtomicInteger failures = new AtomicInteger();
        worker(WorkerKind.LOADER, (work, worker) -> {
            if (work instanceof Work.LoadTable) {
                failures.incrementAndGet();
                Scripts.failed(work, worker, FailureCode.PERMISSION_DENIED, true);
            } else {
                Scripts.well(work, worker);
            }
        });
        end(run(project));
        UUID last = run(project);
        end(last);

        JsonNode status = get("/api/v1/overview/projects?project=%d&project=1".formatted(project)).path("items").path(0);
        JsonNode runs = get("/api/v1/overview/projects/%d/tables/runs?schema=shop&table=orders&limit=2".formatted(project));
        JsonNode earlier = get("/api/v1/overview/projects/%d/tables/runs?schema=shop&table=orders&limit=2&cursor=%s".formatted(project, runs.path("next").asString()));

        assertThat(status.path("projectName").asString()).isEqualTo("project " + project);
        assertThat(status.path("failing").asInt()).isEqualTo(2);
        assertThat(status.path("lastRun").path("id").asString()).isEqualTo(last.toString());
        assertThat(status.path("lastRun").path("state").asString()).isEqualTo("FAILED");
        assertThat(status.path("running").isNull()).isTrue();
        assertThat(status.path("tables").asInt()).isEqualTo(1);
        assertThat(status.path("tablesFailing").asInt()).isEqualTo(1);
        assertThat(Instant.parse(status.path("lastSuccess").asString())).isBefore(Instant.parse(status.path("failingSince").asString()));
        assertThat(Instant.parse(status.path("freshAsOf").asString())).as("what a failure leaves is what was there").isBefore(Instant.parse(status.path("lastSuccess").asString()));
        assertThat(runs.path("items")).hasSize(2);
        assertThat(runs.path("items").path(0).path("runId").asString()).isEqualTo(last.toString());
        assertThat(runs.path("items").path(0).path("table").path("loads").path(0).path("targetName").asString()).isEqualTo("target 0");
        assertThat(earlier.path("items")).hasSize(1);
        assertThat(earlier.path("items").path(0).path("runId").asString()).isEqualTo(good.toString());
        assertThat(ids(get("/api/v1/overview/projects?failing=true&limit=1000"))).contains(project);
        assertThat(ids(get("/api/v1/overview/projects?search=OJECT %d".formatted(project)))).containsExactly(project);
    }

    @Test
    void eachAttemptSaysWhenItsStepsWereDone() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, (work, worker) -> {
            if (!(work instanceof Work.LoadTable load)) {
                Scripts.well(work, worker);
            } else if (get("/api/v1/runs/" + work.runId() + "/tables").path("items").path(0).path("attempt").asInt() == 1) {
                Scripts.failed(work, worker, FailureCode.CONNECTION_LOST, true);
            } else {
                worker.send(loaded(load));
            }
        });
        UUID run = run(project(List.of("orders"), 1));
        end(run);

        JsonNode table = tables(run).getFirst();
        String target = table.path("loads").path(0).path("targetId").asString();

        assertThat(table.path("attempts")).hasSize(2);
        JsonNode first = table.path("attempts").path(0);
        JsonNode second = table.path("attempts").path(1);
        assertThat(first.path("loads").path(target).path("swapped").isNull()).isTrue();
        assertThat(first.path("loads").path(target).path("ended").isNull()).isFalse();
        JsonNode load = second.path("loads").path(target);
        List<Instant> steps = new ArrayList<>();
        List.of(first.path("began"), second.path("began"), second.path("queued"), second.path("started"), load.path("queued"), load.path("loaded"), load.path("proven"),
                load.path("swapped"), load.path("ended")).forEach(step -> steps.add(Instant.parse(step.asString())));
        assertThat(steps).isSorted();
        assertThat(second.path("read").isNull()).isFalse();
        assertThat(second.path("inspected").isNull()).as("a full extraction asks no target").isTrue();
    }

    @Test
    void aRunHasItsCurve() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker slow = worker(WorkerKind.LOADER, (work, worker) -> worker.progress(work, 40, 400, 0));
        UUID run = run(project(List.of("orders"), 1));

        await().atMost(SOON).until(() -> samples(run).stream().anyMatch(sample -> sample.path("rowsRead").asLong() == 100
                && sample.path("rowsLoaded").asLong() == 40 && sample.path("rowsWaiting").asLong() == 60));
        slow.received().stream().filter(work -> work.runId().equals(run)).toList().forEach(work -> Scripts.well(work, slow));
        end(run);
        // As a turn of the sampler notes it that began before the end was there.
        scheduler.bean(JdbcClient.class).sql("INSERT INTO run_sample (run_id, at, rows_read, bytes_read, rows_loaded, bytes_loaded, rows_waiting) VALUES (:run, now(), 100, 1000, 40, 400, 60)")
                .param("run", run)
                .update();

        JsonNode last = samples(run).getLast();
        assertThat(last.path("rowsLoaded").asLong()).isEqualTo(100);
        assertThat(last.path("rowsWaiting").asLong()).isZero();
        assertThat(last.path("bytesRead").asLong()).isEqualTo(1000);
        assertThat(last.path("at")).isEqualTo(get("/api/v1/runs/" + run).path("finishedAt"));
    }

    private static List<JsonNode> samples(UUID run) {
        List<JsonNode> samples = new ArrayList<>();
        get("/api/v1/runs/" + run + "/samples").path("items").forEach(samples::add);
        return samples;
    }

    private static WorkResult loaded(Work.LoadTable load) {
        Instant now = Instant.now();
        List<LogLine> lines = List.of(
                new LogLine(now.minusSeconds(3_600), Level.INFO, Step.LOADED, "a clock that goes wrong"),
                new LogLine(now, Level.INFO, Step.PROVEN, "proven"),
                new LogLine(now.plusSeconds(3_600), Level.INFO, Step.SWAPPED, "another one"));
        return new WorkResult.TableLoaded(
                load.runId(), load.id(), load.fence(), load.tableRunId(), 100, 1000, List.of(), new LoadReport(100, 0, 0, List.of()), now, lines);
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("items").forEach(item -> names.add(item.path("source").path("table").asString()));
        return names;
    }

    private static List<Long> ids(JsonNode page) {
        List<Long> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("projectId").asLong()));
        return ids;
    }
}
