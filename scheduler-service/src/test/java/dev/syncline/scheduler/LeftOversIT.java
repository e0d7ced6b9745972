package dev.syncline.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.contracts.work.WorkerKind;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What loads leave in their targets is known until looks have shown that it is gone.
class LeftOversIT extends WholeRuns {

    private static final List<Remnant> STAGING = List.of(new Remnant("table shop._syncline_1", 8192));
    private static final BiConsumer<Work.SweepTarget, FakeWorker> NOTHING = (sweep, worker) -> worker.send(Scripts.swept(sweep, List.of()));
    private static final BiConsumer<Work.SweepTarget, FakeWorker> LOCKED = (sweep, worker) -> worker.send(Scripts.swept(sweep, STAGING));
    private static final BiConsumer<Work.SweepTarget, FakeWorker> AWAY =
            (sweep, worker) -> Scripts.failed(sweep, worker, FailureCode.UNREACHABLE, false);

    private final AtomicReference<BiConsumer<Work.SweepTarget, FakeWorker>> look = new AtomicReference<>(NOTHING);

    @BeforeEach
    void forget() {
        scheduler.bean(JdbcClient.class).sql("DELETE FROM leftover").update();
    }

    /// A loader that falls silent right after its result, or cannot reach the target any more.
    private FakeWorker loaderThatOnlyLoads() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        return loader((work, worker) -> worker.send(Scripts.result(work)));
    }

    private FakeWorker loader(BiConsumer<Work.LoadTable, FakeWorker> load) {
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            switch (work) {
                case Work.LoadTable it -> load.accept(it, worker);
                case Work.SweepTarget sweep -> look.get().accept(sweep, worker);
                case Work.DiscoverTables _, Work.InspectTarget _, Work.ExtractTable _, Work.CleanUpLoad _ -> Scripts.well(work, worker);
            }
        });
        loader.sweepByScript();
        return loader;
    }

    @Test
    void aRunThatSucceedsIsSaidToLeaveNothingOnlyAfterItsLoaderSaidSo() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = loader(Scripts::loaded);

        UUID run = run(project(List.of("a", "b"), 2));

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        await().atMost(SOON).until(() -> tables(run).stream().noneMatch(table -> share(table).path("leftBehind").asBoolean()));
        assertThat(loader.received()).noneMatch(Work.SweepTarget.class::isInstance);
    }

    @Test
    void aLoadWhoseLoaderSaysNoMoreIsLookedForUntilNothingIsFoundTwice() {
        look.set(LOCKED);
        FakeWorker loader = loaderThatOnlyLoads();

        UUID run = run(project(List.of("a"), 1));

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(share(run).path("leftBehind").asBoolean()).isTrue();
        await().atMost(SOON).until(() -> share(run).path("left").path("state").asString().equals("LEFT"));
        JsonNode left = share(run).path("left");
        assertThat(left.path("targetName").asString()).isEqualTo("target 0");
        assertThat(left.path("found").path(0).path("what").asString()).isEqualTo("table shop._syncline_1");
        assertThat(left.path("found").path(0).path("bytes").asLong()).isEqualTo(8192);
        assertThat(left.path("failure").path("code").asString()).isEqualTo("LOCKED");
        assertThat(get("/api/v1/runs/" + run + "/record").path("notes").path(0).asString()).contains("table shop._syncline_1, 8192 bytes", "Somebody reads it");
        assertThat(get("/api/v1/leftovers")).hasSize(1);
        assertThat(gauge("syncline.leftovers")).isEqualTo(1);
        assertThat(gauge("syncline.leftovers.bytes")).isEqualTo(8192);

        look.set(NOTHING);

        await().atMost(SOON).until(() -> !share(run).path("leftBehind").asBoolean());
        assertThat(sweeps(loader)).as("one that finds nothing is no proof").hasSizeGreaterThanOrEqualTo(3);
        assertThat(get("/api/v1/leftovers")).isEmpty();
        assertThat(get("/api/v1/runs/" + run + "/record").path("notes")).isEmpty();
    }

    @Test
    void whatIsLeftOutlivesTheRecordAndTheScheduler() {
        look.set(AWAY);
        FakeWorker loader = loaderThatOnlyLoads();
        UUID run = run(project(List.of("a"), 1));
        end(run);
        await().atMost(SOON).until(() -> get("/api/v1/leftovers").size() == 1);

        scheduler.bean(JdbcClient.class).sql("DELETE FROM run WHERE id = :run").param("run", run).update();
        scheduler.stop();
        scheduler.start();

        assertThat(get("/api/v1/leftovers")).hasSize(1);
        look.set(NOTHING);
        await().atMost(SOON).until(() -> get("/api/v1/leftovers").isEmpty());
        assertThat(sweeps(loader).getLast().loads()).extracting(Work.EndedLoad::load).containsExactly(loader.received().getFirst().id());
    }

    @Test
    void aTargetThatIsAwayTakesOneSlotWhateverTheNumberOfLoads() {
        look.set(AWAY);
        FakeWorker loader = loaderThatOnlyLoads();

        UUID run = run(project(List.of("a", "b", "c", "d", "e"), 1));

        end(run);
        await().atMost(SOON).until(() -> sweeps(loader).stream().anyMatch(sweep -> sweep.loads().size() == 5));
        assertThat(scheduler.bean(JdbcClient.class).sql("SELECT count(DISTINCT sweep_id) FROM leftover").query(Long.class).single()).isLessThanOrEqualTo(1);
    }

    @Test
    void aLoadIntoATargetThatWasAwayMakesTheNextLookDueAtOnce() {
        look.set(AWAY);
        loaderThatOnlyLoads();
        long project = project(List.of("a"), 1);
        UUID first = run(project);
        end(first);
        await().atMost(SOON).until(() -> share(first).path("left").path("tries").asInt() > 0);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        jdbc.sql("UPDATE leftover SET look_at = now() + INTERVAL '1 hour'").update();
        look.set(NOTHING);

        UUID second = run(project);

        end(second);
        await().atMost(SOON).until(() -> !share(first).path("leftBehind").asBoolean());
    }

    @Test
    void aTargetIsLookedIntoBeforeTheNextRunLoadsIntoIt() {
        look.set(LOCKED);
        FakeWorker loader = loaderThatOnlyLoads();
        long project = project(List.of("a"), 1);
        UUID first = run(project);
        end(first);
        await().atMost(SOON).until(() -> share(first).path("left").path("state").asString().equals("LEFT"));
        await().atMost(SOON).until(() -> scheduler.bean(JdbcClient.class)
                        .sql("UPDATE leftover SET look_at = now() + INTERVAL '1 hour' WHERE sweep_id IS NULL").update() == 1);
        int before = loader.received().size();

        end(run(project));

        List<Work> since = loader.received().subList(before, loader.received().size());
        assertThat(since.getFirst()).isInstanceOf(Work.SweepTarget.class);
    }

    @Test
    void aConnectionThatIsDeletedEndsTheSearchAndTheRecordSaysSo() {
        look.set((sweep, worker) -> Scripts.failed(sweep, worker, FailureCode.NOT_FOUND, false));
        FakeWorker loader = loaderThatOnlyLoads();

        UUID run = run(project(List.of("a"), 1));

        end(run);
        await().atMost(SOON).until(() -> share(run).path("left").path("state").asString().equals("GIVEN_UP"));
        assertThat(share(run).path("leftBehind").asBoolean()).isTrue();
        assertThat(get("/api/v1/runs/" + run + "/record").path("notes").path(0).asString())
                .contains("_syncline_" + loader.received().getFirst().id().toString().replace("-", ""));
    }

    /// As where a segment of Greenplum is away: the load stops, and nobody knows what comes of what it had begun.
    @Test
    void aRunThatIsCancelledWhileItsTargetIsAwayLeavesNothingUnsaid() {
        look.set(AWAY);
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            switch (work) {
                case Work.SweepTarget sweep -> look.get().accept(sweep, worker);
                case Work.CleanUpLoad _ -> Scripts.failed(work, worker, FailureCode.UNREACHABLE, false);
                case Work.LoadTable _ -> { } // until it is withdrawn
                case Work.DiscoverTables _, Work.InspectTarget _, Work.ExtractTable _ -> Scripts.well(work, worker);
            }
        });
        loader.sweepByScript();
        loader.disobey();
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> loader.received().stream().anyMatch(Work.LoadTable.class::isInstance));
        Work.LoadTable load = (Work.LoadTable) loader.received().stream().filter(Work.LoadTable.class::isInstance).findFirst().orElseThrow();

        post("/api/v1/runs/" + run + "/cancel", "{}", null);
        await().atMost(SOON).until(() -> !loader.withdrawals().isEmpty());
        loader.send(new WorkResult.WorkStopped(run, load.id(), load.fence(), load.tableRunId(), false, Instant.now()));

        assertThat(end(run).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(share(run).path("state").asString()).isEqualTo("DROPPED");
        assertThat(share(run).path("leftBehind").asBoolean()).isTrue();
        look.set(NOTHING);
        await().atMost(SOON).until(() -> !share(run).path("leftBehind").asBoolean());
    }

    /// What older holders had begun may end after the last one has looked.
    @Test
    void theWordOfAHolderIsNoProofWhereAnEarlierOneWasLost() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker lost = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> !lost.received().isEmpty());
        lost.die();
        FakeWorker loader = loader(Scripts::loaded);

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");

        await().atMost(SOON).until(() -> !sweeps(loader).isEmpty());
        await().atMost(SOON).until(() -> !share(run).path("leftBehind").asBoolean());
    }

    @Test
    void whatARunHadBegunThatCannotBeLedAnyFurtherIsLookedForToo() {
        look.set(LOCKED);
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        AtomicReference<Runnable> answer = new AtomicReference<>();
        loader((load, worker) -> answer.set(() -> worker.send(Scripts.result(load))));
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> answer.get() != null);

        scheduler.bean(JdbcClient.class).sql("UPDATE load SET state = 'DANCING' WHERE run_id = :run").param("run", run).update();
        answer.get().run();

        assertThat(end(run).path("failure").path("code").asString()).isEqualTo("INTERNAL");
        await().atMost(SOON).until(() -> get("/api/v1/leftovers").path(0).path("state").asString().equals("LEFT"));
        assertThat(get("/api/v1/leftovers").path(0).path("targetName").asString()).isEqualTo("target 0");
        assertThat(get("/api/v1/leftovers").path(0).path("table").path("table").asString()).isEqualTo("a");
        look.set(NOTHING);
        await().atMost(SOON).until(() -> get("/api/v1/leftovers").isEmpty());
    }

    @Test
    void aSweepThatCannotBeReadIsDroppedAndAnotherOneLooks() {
        AtomicReference<Runnable> answer = new AtomicReference<>();
        look.set((sweep, worker) -> answer.set(() -> worker.send(Scripts.swept(sweep, List.of()))));
        loaderThatOnlyLoads();
        end(run(project(List.of("a"), 1)));
        await().atMost(SOON).until(() -> answer.get() != null);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);

        jdbc.sql("UPDATE work SET payload = '{}' WHERE kind = 'SWEEP'").update();
        answer.get().run();

        await().atMost(SOON)
                .until(() -> jdbc.sql("SELECT count(*) FROM leftover WHERE sweep_id IS NULL AND look_at > now()").query(Long.class).single() == 1);
        assertThat(jdbc.sql("SELECT count(*) FROM work WHERE kind = 'SWEEP'").query(Long.class).single()).isZero();
        look.set(NOTHING);
        jdbc.sql("UPDATE leftover SET look_at = now()").update();
        await().atMost(SOON).until(() -> jdbc.sql("SELECT count(*) FROM leftover").query(Long.class).single() == 0);
    }

    private static List<Work.SweepTarget> sweeps(FakeWorker loader) {
        return loader.received().stream().filter(Work.SweepTarget.class::isInstance).map(Work.SweepTarget.class::cast).toList();
    }

    private static double gauge(String name) {
        return scheduler.bean(MeterRegistry.class).get(name).gauge().value();
    }

    private static JsonNode share(UUID run) {
        return share(tables(run).getFirst());
    }

    private static JsonNode share(JsonNode table) {
        return table.path("loads").path(0);
    }
}
