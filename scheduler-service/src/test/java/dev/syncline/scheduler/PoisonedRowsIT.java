package dev.syncline.scheduler;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Records;
import dev.syncline.scheduler.project.KnownProjects;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// One row that this version cannot read stops nobody but the run, or the plan, it belongs to; what workers say of other runs counts.
class PoisonedRowsIT extends WholeRuns {

    private final Map<Long, Runnable> held = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> holding = new ConcurrentHashMap<>();
    private JdbcClient jdbc;

    @BeforeEach
    void startWorkers() {
        jdbc = scheduler.bean(JdbcClient.class);
        worker(WorkerKind.EXTRACTOR, 8, this::wellOrHeld);
        worker(WorkerKind.LOADER, 8, this::wellOrHeld);
    }

    /// Of projects that are held, what is to be answered last is answered when the test says so.
    private void wellOrHeld(Work work, FakeWorker worker) {
        long project = work instanceof Work.LoadTable load ? load.target() / 10 : work.connection() / 10;
        boolean last = switch (work) {
            case Work.DiscoverTables _ -> Boolean.TRUE.equals(holding.get(-project));
            case Work.ExtractTable _ -> Boolean.TRUE.equals(holding.get(project));
            case Work.InspectTarget _, Work.LoadTable _, Work.CleanUpLoad _, Work.SweepTarget _ -> false;
        };
        if (last) {
            held.put(project, () -> Scripts.well(work, worker));
        } else {
            Scripts.well(work, worker);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            run       | targets     | "'{""a"": 1}'"
            run       | cause       | "'{""type"": ""danced""}'"
            run       | alerting    | "'7'"
            run       | state       | "'DANCING'"
            table_run | plan        | "'{""extraction"": {""mode"": ""danced""}}'"
            table_run | shape       | "'[]'"
            table_run | extraction  | "'DANCING'"
            table_run | partition   | NULL
            load      | state       | "'DANCING'"
            load      | inspection  | "'7'"
            load      | statements  | "'{""a"": 1}'"
            work      | payload     | "'{""type"": ""work.danced""}'"
            work      | payload     | "'{}'"
            work      | payload     | "'null'"
            work      | state       | "'DANCING'"
            """)
    void aRowOfARunThatCannotBeReadFailsThisRunOnly(String table, String column, String value) {
        long poisoned = knownProject();
        holding.put(poisoned, true);
        UUID run = run(poisoned);
        await().atMost(SOON).until(() -> held.containsKey(poisoned) && firstIsHeard(run, table));
        double before = contained("run");

        assertThat(jdbc.sql("UPDATE %s SET %s = %s WHERE %s = :run".formatted(table, column, value, table.equals("run") ? "id" : "run_id"))
                        .param("run", run)
                        .update())
                .isPositive();
        held.get(poisoned).run();
        UUID other = run(knownProject());

        assertThat(end(other).path("state").asString()).isEqualTo("SUCCEEDED");
        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("FAILED");
        assertThat(ended.path("failure").path("code").asString()).isEqualTo("INTERNAL");
        assertThat(contained("run")).isGreaterThan(before);
        await().atMost(SOON).untilAsserted(() -> assertThat(events(run)).last().isEqualTo("dev.syncline.run.failed.v1"));
        assertThat(get("/api/v1/runs").path("items")).isNotEmpty();
        assertThat(tables(run)).isNotEmpty();
        assertThat(deadResults()).doesNotContain(other.toString(), run.toString());
    }

    // A load is begun with the extraction's first record, which is not what is held.
    private boolean firstIsHeard(UUID run, String table) {
        return !table.equals("load") || jdbc.sql("SELECT count(*) FROM load WHERE run_id = :run").param("run", run).query(Long.class).single() > 0;
    }

    @Test
    void aConfigurationThatCannotBeReadWhileTablesAreFoundFailsThisRunOnly() {
        long poisoned = knownProject();
        holding.put(-poisoned, true);
        UUID run = run(poisoned);
        await().atMost(SOON).until(() -> held.containsKey(poisoned));

        jdbc.sql("UPDATE run SET configuration = '{\"revision\": []}' WHERE id = :run").param("run", run).update();
        held.get(poisoned).run();
        UUID other = run(knownProject());

        assertThat(end(other).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(end(run).path("failure").path("code").asString()).isEqualTo("INTERNAL");
        assertThat(deadResults()).doesNotContain(other.toString(), run.toString());
    }

    @Test
    void aRunInTheQueueThatCannotBeReadFailsAlone() {
        long project = knownProject();
        holding.put(project, true);
        UUID first = run(project);
        await().atMost(SOON).until(() -> held.containsKey(project));
        long plan = sleepingPlan(project, "high");
        makeDue(new Long[] {plan});
        await().atMost(SOON).until(() -> runsOf(plan).size() == 1);
        UUID queued = runsOf(plan).getFirst();

        jdbc.sql("UPDATE run SET configuration = '{\"revision\": []}' WHERE id = :run").param("run", queued).update();
        holding.clear();
        held.get(project).run();
        UUID other = run(knownProject());

        assertThat(end(first).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(end(other).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(end(queued).path("failure").path("code").asString()).isEqualTo("INTERNAL");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            plan    | document      | "document || '{""schedules"": [{""every"": ""blue moon""}]}'"
            plan    | document      | "'{}'"
            plan    | document      | "'7'"
            plan    | document      | "document || '{""zone"": ""Mars/Olympus"", ""dependencies"": 7}'"
            project | configuration | "'{""revision"": []}'"
            """)
    void aPlanThatCannotBeExecutedStopsNoOther(String table, String column, String value) {
        long poisonedProject = knownProject();
        long poisoned = sleepingPlan(poisonedProject, "high");
        long other = sleepingPlan(knownProject(), "low");
        double before = contained("plan");
        if (table.equals("plan")) {
            makeDue(new Long[] {poisoned, other});
        }
        jdbc.sql("UPDATE %s SET %s = %s WHERE id = :id".formatted(table, column, value))
                .param("id", table.equals("plan") ? poisoned : poisonedProject)
                .update();
        if (table.equals("plan")) {
            makeDueAgain(poisoned);
        } else {
            makeDue(new Long[] {poisoned, other});
        }

        await().atMost(SOON).until(() -> !runsOf(other).isEmpty());
        assertThat(end(runsOf(other).getLast()).path("state").asString()).isEqualTo("SUCCEEDED");
        await().atMost(SOON).untilAsserted(() -> assertThat(get("/api/v1/plans/" + poisoned).path("note").asString()).isNotBlank());
        assertThat(get("/api/v1/plans?limit=100").path("items")).isNotEmpty();
        assertThat(contained("plan")).isGreaterThan(before);
    }

    private void makeDueAgain(long plan) {
        jdbc.sql("UPDATE plan SET handled_until = clock_timestamp() - interval '1 s', next_due_at = clock_timestamp() WHERE id = :plan")
                .param("plan", plan)
                .update();
    }

    private List<UUID> runsOf(long plan) {
        return jdbc.sql("SELECT id FROM run WHERE plan_id = :plan ORDER BY number").param("plan", plan).query(UUID.class).list();
    }

    private static long knownProject() {
        long project = project(List.of("a"), 1);
        await().atMost(SOON).until(() -> scheduler.bean(KnownProjects.class).find(project).isPresent());
        return project;
    }

    private static double contained(String kind) {
        return scheduler.bean(MeterRegistry.class).counter("syncline.contained", "kind", kind).count();
    }

    private static List<String> deadResults() {
        return Topic.read(Topics.DEAD_LETTERS).stream()
                .filter(letter -> Records.texts(letter.headers()).getOrDefault("syncline-from", "").startsWith(Topics.RESULTS))
                .map(ConsumerRecord::key)
                .toList();
    }
}
