package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Whole runs with a real database and a real broker, and workers that follow a script.
class RunsIT extends WholeRuns {

    private static final String STARTED = "dev.syncline.run.started.v1";
    private static final String SUCCEEDED = "dev.syncline.run.succeeded.v1";
    private static final String FAILED = "dev.syncline.run.failed.v1";
    private static final String CANCELLED = "dev.syncline.run.cancelled.v1";

    @Test
    void aRunSucceedsWhenEveryTableIsLoaded() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);

        UUID run = run(project(List.of("a", "b", "c"), 1));

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("tables").asInt()).isEqualTo(3);
        assertThat(ended.path("rows").asLong()).isEqualTo(300);
        assertThat(tables(run)).hasSize(3).allSatisfy(table -> {
            assertThat(table.path("state").asString()).isEqualTo("LOADED");
            assertThat(table.path("rowsRead").asLong()).isEqualTo(100);
            assertThat(table.path("loads").path(0).path("statements").path(0).asString()).isEqualTo("CREATE TABLE x");
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).containsExactly(STARTED, SUCCEEDED));
        JsonNode record = get("/api/v1/runs/" + run + "/record");
        assertThat(record.path("configuration").path("tables")).hasSize(3);
        assertThat(record.path("tables")).hasSize(3);
    }

    @Test
    void aTableThatIsMissingFailsAtOnceAndTheOthersAreLoaded() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);

        UUID run = run(project(List.of("a", "missing"), 1));

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("FAILED");
        assertThat(ended.path("failed").asInt()).isEqualTo(1);
        assertThat(table(run, "a").path("state").asString()).isEqualTo("LOADED");
        assertThat(table(run, "missing").path("failure").path("code").asString()).isEqualTo("NOT_FOUND");
    }

    @Test
    void aTargetThatFailsDoesNotKeepTheOtherFromItsTable() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            if (work instanceof Work.LoadTable load && load.target() % 10 == 2) {
                Scripts.failed(work, worker, FailureCode.PERMISSION_DENIED, true);
            } else {
                Scripts.well(work, worker);
            }
        });

        UUID run = run(project(List.of("a"), 2));

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        JsonNode loads = table(run, "a").path("loads");
        assertThat(loads.path(0).path("state").asString()).isEqualTo("LOADED");
        assertThat(loads.path(1).path("state").asString()).isEqualTo("FAILED");
        assertThat(loads.path(1).path("failure").path("code").asString()).isEqualTo("PERMISSION_DENIED");
        assertThat(loader.received()).as("no retry of what cannot succeed").hasSize(2);
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).containsExactly(STARTED, FAILED));
    }

    @Test
    void onlyTheTargetThatFailedIsLoadedAgain() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        Set<Long> failedOnce = ConcurrentHashMap.newKeySet();
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            if (work instanceof Work.LoadTable load && load.target() % 10 == 2 && failedOnce.add(load.target())) {
                Scripts.failed(work, worker, FailureCode.LOCKED, true);
            } else {
                Scripts.well(work, worker);
            }
        });

        UUID run = run(project(List.of("a"), 2));

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(loader.received()).hasSize(3);
        assertThat(extractor.received()).as("discovery and two extractions").hasSize(3);
        JsonNode again = table(run, "a").path("loads").path(1);
        assertThat(again.path("attempts").asInt()).isEqualTo(2);
        assertThat(again.path("failedAttempts").path(0).path("failure").path("code").asString()).isEqualTo("LOCKED");
    }

    @Test
    void whatAWorkerDoesNotKnowAnotherOneDoesAndNoAttemptIsLost() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker old = worker(WorkerKind.LOADER, 64, (work, worker) ->
                worker.send(new WorkResult.WorkRefused(work.runId(), work.id(), work.fence(), worker.id(), Instant.now())));
        FakeWorker present = worker(WorkerKind.LOADER, 1, Scripts::well);

        UUID run = run("{\"projectId\": %d, \"retry\": {\"attempts\": 1}}".formatted(project(List.of("a", "b"), 1)));

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(old.received()).extracting(Work::id).as("each once").doesNotHaveDuplicates().isNotEmpty();
        assertThat(present.received()).filteredOn(Work.LoadTable.class::isInstance).hasSize(2);
        assertThat(get("/api/v1/runs/%s/log/lines".formatted(run)).toString()).contains("does not know this kind of work, which is given to another one");
    }

    @Test
    void attemptsEndWithAFailure() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader =
                worker(WorkerKind.LOADER, (work, worker) -> Scripts.failed(work, worker, FailureCode.UNREACHABLE, true));

        UUID run = run("{\"projectId\": %d, \"retry\": {\"attempts\": 2, \"backoff\": \"PT0.1S\"}}".formatted(project(List.of("a"), 1)));

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        assertThat(loader.received()).hasSize(2).allSatisfy(work -> assertThat(((Work.LoadTable) work).attempts())
                .as("among which the loader shares out what a run may wait for a lock").isEqualTo(2));
        assertThat(extractor.received()).filteredOn(Work.ExtractTable.class::isInstance).extracting(work -> ((Work.ExtractTable) work).packing())
                .as("whether rows may travel packed").containsExactly(true, false);
    }

    @Test
    void aSourceThatCannotBeReachedFailsTheRunAfterTheLastAttempt() {
        FakeWorker extractor =
                worker(WorkerKind.EXTRACTOR, (work, worker) -> Scripts.failed(work, worker, FailureCode.UNREACHABLE, true));

        UUID run = run(project(List.of("a"), 1));

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("FAILED");
        assertThat(ended.path("failure").path("code").asString()).isEqualTo("UNREACHABLE");
        assertThat(extractor.received()).extracting(Work::fence).as("each attempt has a higher fence").hasSize(3).doesNotHaveDuplicates().isSorted();
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).containsExactly(STARTED, FAILED));
    }

    @Test
    void anExtractionThatIsLostBeginsAnewAndItsLoadToo() {
        CountDownLatch loadBegan = new CountDownLatch(1);
        FakeWorker lost = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.ExtractTable extract) {
                Scripts.started(extract, worker);
            } else {
                Scripts.well(work, worker);
            }
        });
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            loadBegan.countDown();
            if (work instanceof Work.LoadTable load && load.extractionFence() > 1) {
                Scripts.well(work, worker);
            }
        });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> loadBegan.getCount() == 0);

        lost.die();
        worker(WorkerKind.EXTRACTOR, Scripts::well);

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        List<Work.LoadTable> loads = loader.received().stream().map(Work.LoadTable.class::cast).toList();
        assertThat(loads).extracting(Work.LoadTable::extractionFence).containsExactly(1L, 2L);
        assertThat(loads.get(1).id()).isEqualTo(loads.get(0).id());
        assertThat(loads.get(1).fence()).isGreaterThan(loads.get(0).fence());
        assertThat(loads.get(1).offset()).isGreaterThan(loads.get(0).offset());
        assertThat(loader.withdrawals()).as("told at least once, and again while it announces what it has lost").isNotEmpty();
    }

    @Test
    void aLoadThatIsLostGoesOnWithAHigherFence() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker lost = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> lost.received().size() == 1);

        lost.die();
        FakeWorker heir = worker(WorkerKind.LOADER, Scripts::well);
        await().atMost(SOON).until(() -> heir.received().size() == 1);
        lost.sendRaw(Scripts.result((Work.LoadTable) lost.received().getFirst()));

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        Work.LoadTable first = (Work.LoadTable) lost.received().getFirst();
        Work.LoadTable second = (Work.LoadTable) heir.received().getFirst();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.fence()).isEqualTo(first.fence() + 1);
        assertThat(second.offset()).isEqualTo(first.offset());
        assertThat(end(run).path("rows").asLong()).as("counted once").isEqualTo(100);
    }

    @Test
    void aWorkerThatShutsDownHandsItsWorkOnAtOnce() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker leaving = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> leaving.received().size() == 1);
        Work.LoadTable load = (Work.LoadTable) leaving.received().getFirst();

        leaving.send(new WorkResult.WorkStopped(run, load.id(), load.fence(), load.tableRunId(), false, Instant.now()));
        leaving.close();
        worker(WorkerKind.LOADER, Scripts::well);

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(get("/api/v1/runs/%s/log/lines".formatted(run)).path("items").toString()).contains(" was stopped; its work is given to another one");
    }

    @Test
    void resultsThatComeTwiceOrInAnotherOrderChangeNothing() {
        worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.ExtractTable extract) {
                WorkResult started = Scripts.started(extract);
                worker.sendRaw(started);
                worker.send(started);
            } else {
                Scripts.well(work, worker);
            }
        });
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            WorkResult result = Scripts.result((Work.LoadTable) work);
            worker.sendRaw(new WorkResult.WorkFailed(
                    work.runId(), work.id(), work.fence() - 1, Scripts.tableRunOf(work),
                    new dev.syncline.contracts.failure.Failure(FailureCode.INTERNAL, "of another holder"), true, Instant.now()));
            worker.sendRaw(result);
            worker.sendRaw(result);
            worker.send(result);
        });
        UUID run = run(project(List.of("a"), 1));

        // The news that the table was read comes last of all, and twice.
        await().atMost(SOON).until(() -> loader.received().size() == 1);
        await().atMost(SOON).until(() -> table(run, "a").path("loads").path(0).path("state").asString().equals("LOADED"));
        Work.LoadTable load = (Work.LoadTable) loader.received().getFirst();
        WorkResult extracted = new WorkResult.TableExtracted(
                run, load.extraction(), 1, load.tableRunId(), new dev.syncline.contracts.chunk.Manifest(1, 100, 1000, 42), ReadReport.EMPTY, Instant.now());
        loader.sendRaw(extracted);
        loader.sendRaw(extracted);

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(end(run).path("rows").asLong()).isEqualTo(100);
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).containsExactly(STARTED, SUCCEEDED));
    }

    @Test
    void whatALoadLeavesBehindIsCleanedUpBeforeTheRunEnds() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            if (work instanceof Work.LoadTable) {
                Scripts.failed(work, worker, FailureCode.UNUSABLE_VALUE, false);
            } else {
                Scripts.well(work, worker);
            }
        });

        UUID run = run(project(List.of("a"), 1));

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        Work.CleanUpLoad cleanUp = (Work.CleanUpLoad) loader.received().getLast();
        assertThat(cleanUp.load()).isEqualTo(loader.received().getFirst().id());
        await().atMost(SOON).until(() -> !table(run, "a").path("loads").path(0).path("leftBehind").asBoolean());
    }

    @Test
    void whatCannotBeCleanedUpIsNotedInTheRecord() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, (work, worker) -> Scripts.failed(work, worker, FailureCode.PERMISSION_DENIED, false)).sweepByScript();

        UUID run = run(project(List.of("a"), 1));

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        await().atMost(SOON).untilAsserted(() -> assertThat(get("/api/v1/runs/" + run + "/record").path("notes")).hasSize(1));
    }

    @Test
    void aCancelledRunEndsSoonAndLeavesNothing() {
        worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.ExtractTable extract) {
                Scripts.started(extract, worker);
            } else {
                Scripts.well(work, worker);
            }
        });
        FakeWorker loader = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project(List.of("a", "b", "c", "d", "e", "f", "g", "h"), 1));
        await().atMost(SOON).until(() -> loader.received().size() == 4);

        assertThat(post("/api/v1/runs/" + run + "/cancel", "", null).status()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(10)).until(() -> !get("/api/v1/runs/" + run).path("finishedAt").isNull());
        assertThat(end(run).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(tables(run)).hasSize(8).allSatisfy(table -> assertThat(table.path("state").asString()).isEqualTo("CANCELLED"));
        assertThat(post("/api/v1/runs/" + run + "/cancel", "", null).status()).isEqualTo(409);
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).containsExactly(STARTED, CANCELLED));
    }

    @Test
    void aCancelledRunEndsAlsoWhenItsWorkersAreDead() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> loader.received().size() == 1);
        extractor.die();
        loader.die();

        post("/api/v1/runs/" + run + "/cancel", "", null);

        assertThat(end(run).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(get("/api/v1/runs/" + run + "/record").path("notes")).as("nobody was there to clean up").hasSize(1);
    }

    @Test
    void aRunCanBeCancelledBeforeItsTablesAreKnown() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (_, _) -> { });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> extractor.received().size() == 1);

        post("/api/v1/runs/" + run + "/cancel", "", null);

        assertThat(end(run).path("state").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void aRunGoesOnAfterARestartOfTheScheduler() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        CountDownLatch restarted = new CountDownLatch(1);
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            try {
                assertThat(restarted.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Scripts.well(work, worker);
        });
        UUID run = run(project(List.of("a", "b", "c"), 1));
        await().atMost(SOON).until(() -> loader.received().size() == 3);

        scheduler.stop();
        restarted.countDown();
        scheduler.start();

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).containsExactly(STARTED, SUCCEEDED));
    }

    @Test
    void noLeaseEndsWhileTheBrokerIsAway() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        CountDownLatch back = new CountDownLatch(1);
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            try {
                assertThat(back.await(90, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Scripts.well(work, worker);
        });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> loader.received().size() == 1);

        SharedServers.kafka().kill();
        await().pollDelay(Duration.ofSeconds(6)).atMost(SOON).until(() -> true); // twice as long as a lease
        SharedServers.kafka().restart();
        back.countDown();

        await().atMost(Duration.ofSeconds(90)).until(() -> !get("/api/v1/runs/" + run).path("finishedAt").isNull());
        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(loader.received()).as("never given to anybody else").hasSize(1);
    }

    @Test
    void newsWaitsWhileTheSchedulersDatabaseIsAway() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> loader.received().size() == 1);

        SharedServers.postgreSql().kill();
        Scripts.well(loader.received().getFirst(), loader);
        await().pollDelay(Duration.ofSeconds(2)).atMost(SOON).until(() -> true);
        SharedServers.postgreSql().restart();

        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> !runOf(run).path("finishedAt").isNull());
        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).containsExactly(STARTED, SUCCEEDED));
    }

    private static JsonNode runOf(UUID run) {
        try {
            return get("/api/v1/runs/" + run);
        } catch (AssertionError e) {
            throw new IllegalStateException("The scheduler does not answer yet", e);
        }
    }

    @Test
    void aMessageThatNobodyUnderstandsDoesNotStopTheOthers() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        Outgoing outgoing = scheduler.bean(Outgoing.class);
        outgoing.send(Topics.RESULTS, "x", java.util.Map.of("type", "of-tomorrow"));
        outgoing.send(Topics.WORKERS, "x", java.util.Map.of("worker", 1, "inHand", "?"));

        assertThat(end(run(project(List.of("a"), 1))).path("state").asString()).isEqualTo("SUCCEEDED");
    }

    private static JsonNode table(UUID run, String name) {
        return tables(run).stream()
                .filter(table -> table.path("source").path("table").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
