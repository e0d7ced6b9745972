package dev.syncline.scheduler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.NewTables;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.ReadReport.TouchedCells;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.testsupport.Proves;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Whole runs by the policies of their projects, with a real database and a real broker, and workers that follow a script.
class PoliciesIT extends WholeRuns {

    private static final AtomicInteger PROJECTS = new AtomicInteger(500_000);
    private static final DatabaseKind MYSQL = new DatabaseKind("mysql");
    private static final DatabaseKind POSTGRESQL = new DatabaseKind("postgresql");
    private static final TableName ORDERS = new TableName("shop", "orders");
    private static final Extraction BY_ID = new Extraction.Incremental(List.of("id"), null, false);
    private static final TargetState MISSING = new TargetState(false, List.of(), null, List.of());

    private final Map<Long, TargetState> held = new ConcurrentHashMap<>();

    /// S22, S30, S42, S43, S52, A15.
    @Test
    void aFullTableIsTreatedByItsPlan() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        ConnectionPolicy policy = new ConnectionPolicy(
                FullMode.RETAIN_AND_CLEAR, null, false, true, 500, Map.of(ValueTrouble.ZERO_DATE, ValueAction.NULL));
        ProjectRevision project =
                project("orders").policy(policy).table(new TablePolicy(ORDERS, new Extraction.Full(), List.of("id"))).targets(2).publish();

        JsonNode ended = end(run(project.projectId()));

        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        Work.DiscoverTables discovery = only(extractor, Work.DiscoverTables.class);
        assertThat(discovery.values()).isEqualTo(policy.values());
        assertThat(discovery.targetKinds()).containsExactly(POSTGRESQL);
        Work.ExtractTable extract = only(extractor, Work.ExtractTable.class);
        assertThat(extract.plan()).isEqualTo(project.planOf(ORDERS));
        assertThat(extract.plan().pageSize()).isEqualTo(500);
        assertThat(extract.after()).isEmpty();
        List<Work.LoadTable> loads = all(loader, Work.LoadTable.class);
        assertThat(loads).hasSize(2).allSatisfy(load -> {
            assertThat(load.rules().mode()).isEqualTo(new LoadMode.Clear());
            assertThat(load.rules().incrementalKey()).isEmpty();
            assertThat(load.shape().primaryKey()).containsExactly("id");
            assertThat(load.rules().syncTime()).isNotNull().isEqualTo(load.rules().syncTime().truncatedTo(ChronoUnit.MILLIS));
        });
        assertThat(loads.get(0).rules().syncTime()).isEqualTo(loads.get(1).rules().syncTime());
        assertThat(all(loader, Work.InspectTarget.class)).as("nothing depends on what the target holds").isEmpty();
    }

    /// S36, S39, S40, A5: the source is read once, from the lowest of the targets' bounds.
    @Test
    void eachTargetOfAnIncrementalTableGetsWhatItLacks() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        ProjectRevision project = project("orders").incremental().targets(2).publish();
        holds(project, 0, at("7"));
        holds(project, 1, at("9"));

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        Work.InspectTarget inspection = all(loader, Work.InspectTarget.class).getFirst();
        assertThat(inspection.incrementalKey()).containsExactly("id");
        assertThat(only(extractor, Work.ExtractTable.class).after()).containsExactlyInAnyOrder(bound("7"), bound("9"));
        assertThat(mode(loader, project, 0)).isEqualTo(new LoadMode.Merge(bound("7")));
        assertThat(mode(loader, project, 1)).isEqualTo(new LoadMode.Merge(bound("9")));
        JsonNode table = table(run, "orders");
        assertThat(table.path("extraction").asString()).isEqualTo("incremental");
        assertThat(table.path("loads").path(0).path("mode").asString()).isEqualTo("merge");
        assertThat(table.path("loads").path(0).path("after").toString()).as("from where it was read").isEqualTo("[\"7\"]");
        assertThat(table.path("loads").path(1).path("after").toString()).isEqualTo("[\"9\"]");
    }

    /// Once, with a record that says so; what comes after goes on from what the target holds then.
    @Test
    void aFullRunLoadsIncrementalTablesAnewAndTheNextGoesOnFromThere() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        ProjectRevision project = project("orders").incremental().publish();
        holds(project, 0, at("7"));

        UUID run = run("{\"projectId\": %d, \"full\": true}".formatted(project.projectId()));

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(all(loader, Work.InspectTarget.class)).isEmpty();
        assertThat(only(extractor, Work.ExtractTable.class).after()).isEmpty();
        assertThat(mode(loader, project, 0)).isEqualTo(new LoadMode.Create(false));
        assertThat(get("/api/v1/runs/" + run).path("full").asBoolean()).isTrue();
        assertThat(table(run, "orders").path("loads").path(0).path("reason").asString()).contains("this once");
        assertThat(get("/api/v1/runs/" + run + "/record").path("timeline").toString()).contains("in full, this once");

        UUID again = UUID.fromString(post("/api/v1/runs/" + run + "/repeat", "{}", null).body().path("id").asString());
        assertThat(end(again).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(get("/api/v1/runs/" + again).path("full").asBoolean()).as("the same once more").isTrue();
        assertThat(mode(loader, project, 0)).isEqualTo(new LoadMode.Create(false));

        UUID next = run(project.projectId());
        assertThat(end(next).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(get("/api/v1/runs/" + next).path("full").asBoolean()).isFalse();
        assertThat(mode(loader, project, 0)).isEqualTo(new LoadMode.Merge(bound("7")));
    }

    /// S40, A5, A6.
    @Test
    void aTargetWithoutTheTableGetsItInFullAndTheOtherWhatIsNew() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        ProjectRevision project = project("orders").incremental().targets(2).publish();
        holds(project, 0, MISSING);
        holds(project, 1, at("9"));

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(only(extractor, Work.ExtractTable.class).after()).isEmpty();
        assertThat(mode(loader, project, 0)).isEqualTo(new LoadMode.Create(false));
        assertThat(mode(loader, project, 1)).isEqualTo(new LoadMode.Merge(bound("9")));
        JsonNode loads = table(run, "orders").path("loads");
        assertThat(loads.path(0).path("mode").asString()).isEqualTo("create");
        assertThat(loads.path(0).path("reason").asString()).contains("no such table");
        assertThat(loads.path(1).path("mode").asString()).isEqualTo("merge");
    }

    /// S25, S26.
    @Test
    void changedFieldsAreTreatedAsTheProjectSays() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        TargetState changed = new TargetState(true, List.of("Column note was added"), bound("7"), List.of("The maximum lies in the future"));
        ProjectRevision anew = project("orders").incremental().publish();
        ProjectRevision ignoring =
                project("orders").incremental().policy(new ConnectionPolicy(null, FieldChanges.IGNORE, false, false, null, null)).publish();
        holds(anew, 0, changed);
        holds(ignoring, 0, changed);

        UUID first = run(anew.projectId());
        UUID second = run(ignoring.projectId());

        assertThat(end(first).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(end(second).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(mode(loader, anew, 0)).isEqualTo(new LoadMode.Create(false));
        assertThat(mode(loader, ignoring, 0)).isEqualTo(new LoadMode.Merge(bound("7")));
        JsonNode load = table(second, "orders").path("loads").path(0);
        assertThat(load.path("changes").path(0).asString()).isEqualTo("Column note was added");
        assertThat(load.path("notes").path(0).asString()).isEqualTo("The maximum lies in the future");
    }

    /// S36, S39: what an unknown commit has left is seen, and not loaded twice.
    @Test
    void aRetryLooksAtTheTargetAnew() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        ProjectRevision project = project("orders").incremental().targets(2).publish();
        holds(project, 0, at("7"));
        holds(project, 1, at("8"));
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> {
            boolean first = held.get(target(project, 0)).equals(at("7"));
            if (work instanceof Work.LoadTable load && load.target() == target(project, 0) && first) {
                holds(project, 0, at("9"));
                Scripts.failed(work, worker, FailureCode.CONNECTION_LOST, true);
            } else {
                load(work, worker);
            }
        });

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(all(loader, Work.InspectTarget.class)).extracting(Work.InspectTarget::target)
                .containsExactlyInAnyOrder(target(project, 0), target(project, 1), target(project, 0));
        assertThat(all(extractor, Work.ExtractTable.class)).hasSize(2).last().extracting(Work.ExtractTable::after).isEqualTo(List.of(bound("9")));
        assertThat(mode(loader, project, 0)).isEqualTo(new LoadMode.Merge(bound("9")));
        JsonNode loads = table(run, "orders").path("loads");
        assertThat(loads).allSatisfy(load -> assertThat(load.path("proven").asBoolean()).isTrue());
        assertThat(loads.path(0).path("attempts").asInt()).isEqualTo(2);
        assertThat(loads.path(1).path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void aTargetThatCannotBeLookedAtFailsAlone() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        ProjectRevision project = project("orders").incremental().targets(2).publish();
        holds(project, 1, at("7"));
        worker(WorkerKind.LOADER, (work, worker) -> {
            if (work instanceof Work.InspectTarget inspect && inspect.target() == target(project, 0)) {
                Scripts.failed(work, worker, FailureCode.PERMISSION_DENIED, true);
            } else {
                load(work, worker);
            }
        });

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        JsonNode loads = table(run, "orders").path("loads");
        assertThat(loads.path(0).path("failure").path("code").asString()).isEqualTo("PERMISSION_DENIED");
        assertThat(loads.path(1).path("state").asString()).isEqualTo("LOADED");
    }

    @Test
    void aLookThatIsLostIsTakenOver() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        ProjectRevision project = project("orders").incremental().publish();
        holds(project, 0, at("7"));
        FakeWorker lost = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project.projectId());
        await().atMost(SOON).until(() -> lost.received().size() == 1);
        assertThat(table(run, "orders").path("state").asString()).isEqualTo("INSPECTING");

        lost.die();
        FakeWorker heir = worker(WorkerKind.LOADER, this::load);

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(only(heir, Work.InspectTarget.class).fence()).isEqualTo(2);
        assertThat(get("/api/v1/runs/%s/log/lines?level=warn".formatted(run)).path("items").toString()).contains(" fell silent; its work is given to another one");
    }

    @Test
    void aRunCanBeCancelledWhileTargetsAreLookedAt() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, Scripts::well);
        ProjectRevision project = project("orders").incremental().publish();
        FakeWorker loader = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project.projectId());
        await().atMost(SOON).until(() -> loader.received().size() == 1);

        post("/api/v1/runs/" + run + "/cancel", "", null);

        assertThat(end(run).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(loader.withdrawals()).hasSize(1);
        assertThat(all(extractor, Work.ExtractTable.class)).isEmpty();
    }

    /// S29, S32, A13, A23.
    @Test
    void tablesThatHaveAppearedAreCopiedToo() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, discovering("newcomer", "ORDERS"));
        worker(WorkerKind.LOADER, this::load);
        ProjectRevision project = project("orders").baseline("orders", "old").publish();

        UUID run = run(project.projectId());

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("FAILED");
        assertThat(ended.path("tables").asInt()).isEqualTo(3);
        assertThat(only(extractor, Work.DiscoverTables.class).watched()).isEqualTo(project.baseline());
        assertThat(table(run, "newcomer").path("state").asString()).isEqualTo("LOADED");
        assertThat(table(run, "newcomer").path("notes").path(0).asString()).contains("appeared since the project was saved");
        JsonNode collision = table(run, "ORDERS").path("failure");
        assertThat(collision.path("code").asString()).isEqualTo("UNUSABLE_NAME");
        assertThat(collision.path("message").asString()).contains("shop.orders", "shop.ORDERS");
        assertThat(table(run, "orders").path("state").asString()).isEqualTo("LOADED");
    }

    /// S29, S32: the schema's own word outranks the project's.
    @Test
    void newTablesAreLookedForOnlyWhereTheProjectWantsThem() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, discovering("newcomer"));
        worker(WorkerKind.LOADER, this::load);
        ProjectRevision ignoring = project("orders").baseline("orders").schema(new SchemaPolicy("shop", NewTables.IGNORE)).publish();
        ProjectRevision including = project("orders")
                .baseline("orders")
                .policy(new ConnectionPolicy(null, null, true, false, null, null))
                .schema(new SchemaPolicy("shop", NewTables.INCLUDE))
                .publish();

        assertThat(end(run(ignoring.projectId())).path("tables").asInt()).isEqualTo(1);
        assertThat(end(run(including.projectId())).path("tables").asInt()).isEqualTo(2);
        UUID part = run("{\"projectId\": %d, \"tables\": [{\"schema\": \"shop\", \"table\": \"orders\"}]}".formatted(including.projectId()));
        assertThat(end(part).path("tables").asInt()).as("only what was asked for").isEqualTo(1);
        assertThat(all(extractor, Work.DiscoverTables.class)).last().satisfies(work -> assertThat(work.watched()).isEmpty());
    }

    /// A13.
    @Test
    void newTablesAreLookedForOnceHoweverManyTablesThereAre() {
        String[] names = IntStream.range(0, 2_001).mapToObj(i -> "t" + i).toArray(String[]::new);
        ProjectRevision project = project(names).baseline(names).publish();
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (_, _) -> { });

        UUID run = run(project.projectId());

        await().atMost(SOON).until(() -> extractor.received().size() == 2);
        assertThat(all(extractor, Work.DiscoverTables.class)).filteredOn(work -> !work.watched().isEmpty()).hasSize(1);
        cancel(run);
    }

    @Test
    void aTableThatHasAppearedIsNotWrittenWhileAnotherRunWritesIt() {
        ProjectRevision other = project("newcomer").server("same").publish();
        ProjectRevision project = project("orders").server("same").baseline("orders").publish();
        UUID holder = run(other.projectId()); // no worker does anything for it yet
        worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (!work.runId().equals(holder)) {
                discovering("newcomer").on(work, worker);
            }
        });
        worker(WorkerKind.LOADER, this::load);

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        assertThat(table(run, "newcomer").path("failure").path("code").asString()).isEqualTo("LOCKED");
        assertThat(table(run, "newcomer").path("failure").path("message").asString()).contains(holder.toString());
        assertThat(table(run, "orders").path("state").asString()).isEqualTo("LOADED");
        cancel(holder);
    }

    /// A14.
    @Test
    void aTableThatHasGoneFromTheSourceIsSkippedWithAWarning() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        ProjectRevision project = project("orders", "missing").baseline("orders", "missing").publish();

        UUID run = run(project.projectId());

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("failed").asInt()).isZero();
        assertThat(ended.path("settled").asInt()).isEqualTo(2);
        assertThat(table(run, "missing").path("state").asString()).isEqualTo("SKIPPED");
        assertThat(table(run, "missing").path("failure").isNull()).isTrue();
        assertThat(ended.path("gone").asInt()).isEqualTo(1);
        assertThat(get("/api/v1/runs/" + run + "/record").path("notes").path(0).asString()).contains("shop.missing", "skipped");
        assertThat(loader.received()).as("its target is left alone").hasSize(1);
        UUID single = run("{\"projectId\": %d, \"table\": {\"schema\": \"shop\", \"table\": \"missing\"}}".formatted(project.projectId()));
        assertThat(end(single).path("state").asString()).as("who asks for it wants to know").isEqualTo("FAILED");
    }

    /// A13, A14: the project does not name it, so only earlier runs know of it; a save begins anew.
    @Test
    @Proves({"A13", "A14"})
    void aTableThatWasFoundAsNewAndHasGoneIsToldUntilTheProjectIsSavedAgain() {
        AtomicReference<FakeWorker.Script> source = new AtomicReference<>(discovering("newcomer"));
        worker(WorkerKind.EXTRACTOR, (work, worker) -> source.get().on(work, worker));
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);
        ProjectRevision project = project("orders").baseline("orders").publish();
        assertThat(end(run(project.projectId())).path("gone").asInt()).isZero();
        int loaded = all(loader, Work.LoadTable.class).size();

        source.set(Scripts::well);

        for (int times = 1; times <= 2; times++) {
            UUID run = run(project.projectId());
            JsonNode ended = end(run);
            assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(ended.path("gone").asInt()).isEqualTo(1);
            assertThat(table(run, "newcomer").path("state").asString()).isEqualTo("SKIPPED");
            assertThat(get("/api/v1/runs/" + run + "/record").path("notes").path(0).asString()).contains("shop.newcomer", "appeared", "left as it is");
        }
        assertThat(all(loader, Work.LoadTable.class)).as("its target is left alone").hasSize(loaded + 2);
    }

    /// A15.
    @Test
    void aTableWithAnUpdateTimeOfItsOwnFailsAtOnce() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.DiscoverTables discover) {
                found(discover, worker, new DiscoveredTable(ORDERS, shape("id", "hs_sync_time"), 1, 1, null));
            }
        });
        ProjectRevision project = project("orders").policy(new ConnectionPolicy(null, null, false, true, null, null)).publish();

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        assertThat(table(run, "orders").path("failure").path("message").asString()).contains("hs_sync_time");
        assertThat(extractor.received()).hasSize(1);
    }

    /// S70, S71, A24.
    @Test
    void oneTableCanBeRunByItself() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, discovering("newcomer"));
        worker(WorkerKind.LOADER, this::load);
        ProjectRevision project = project("orders")
                .baseline("orders")
                .policy(new ConnectionPolicy(FullMode.DROP_FIRST, null, false, false, null, null))
                .publish();
        String request = "{\"projectId\": %d, \"table\": {\"schema\": \"shop\", \"table\": \"customers\"}}".formatted(project.projectId());

        UUID run = run(request);

        JsonNode ended = end(run);
        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("singleTable").asBoolean()).isTrue();
        assertThat(ended.path("tables").asInt()).isEqualTo(1);
        assertThat(table(run, "customers").path("loads").path(0).path("mode").asString()).isEqualTo("create");
        assertThat(only(extractor, Work.DiscoverTables.class).watched()).isEmpty();
        assertThat(get("/api/v1/runs/" + run + "/record").path("chosen").path(0).path("table").asString()).isEqualTo("customers");
        assertThat(end(run(project.projectId())).path("singleTable").asBoolean()).isFalse();
        Answer both = post("/api/v1/runs", request.replace("\"table\": {", "\"tables\": [], \"table\": {"), null);
        assertThat(both.status()).isEqualTo(400);
    }

    /// Two connections may lead to one database.
    @Test
    void aTableIsWrittenByOneRunWhicheverConnectionLeadsThere() {
        ProjectRevision first = project("orders").server("server-7").publish();
        ProjectRevision second = project("orders").server("server-7").publish();
        ProjectRevision elsewhere = project("orders").server("server-8").publish();
        UUID run = run(first.projectId());

        Answer refused = post("/api/v1/runs", "{\"projectId\": %d}".formatted(second.projectId()), null);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asString()).endsWith("/run-in-progress");
        assertThat(refused.body().path("detail").asString()).contains(run.toString(), "shop.orders");
        cancel(run(elsewhere.projectId()));
        cancel(run);
        cancel(run(second.projectId()));
    }

    @Test
    void aTableIsNotCopiedOntoItself() {
        ProjectRevision project = project("orders").server("source").publish();

        Answer refused = post("/api/v1/runs", "{\"projectId\": %d}".formatted(project.projectId()), null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("detail").asString()).contains("shop.orders");
    }

    @Test
    void aTableThatWasAlteredIsReadAgainWithItsNewShape() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, altering("id", "note"));
        FakeWorker loader = worker(WorkerKind.LOADER, this::load);

        UUID run = run(project("orders").publish().projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(all(extractor, Work.ExtractTable.class)).hasSize(2).last().satisfies(again ->
                assertThat(again.shape()).isEqualTo(shape("id", "note")));
        assertThat(only(loader, Work.LoadTable.class).shape().columns()).hasSize(2);
    }

    @Test
    void aTableThatWasAlteredToWhatCannotBeCopiedFails() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, altering("id", "hs_sync_time"));
        ProjectRevision project = project("orders").policy(new ConnectionPolicy(null, null, false, true, null, null)).publish();

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("FAILED");
        assertThat(table(run, "orders").path("failure").path("message").asString()).contains("hs_sync_time");
        assertThat(all(extractor, Work.ExtractTable.class)).as("no retry").hasSize(1);
    }

    /// S69, A7: what there is to tell is told, and what was loaded is shown to be what was read.
    @Test
    void theRecordSaysWhatBecameOfTheRows() {
        worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.ExtractTable extract) {
                Scripts.started(extract, worker);
                ReadReport report = new ReadReport(
                        3, List.of(new TouchedCells("paid_on", ValueTrouble.ZERO_DATE, 5)), List.of("The source has no index on id"), new Pace(4, 500, 60, 7));
                worker.send(new WorkResult.TableExtracted(
                        work.runId(), work.id(), work.fence(), extract.tableRunId(), new Manifest(1, 100, 1000, 42), report, Instant.now()));
            } else {
                Scripts.well(work, worker);
            }
        });
        worker(WorkerKind.LOADER, (work, worker) -> {
            if (work instanceof Work.LoadTable load) {
                LoadReport report = new LoadReport(60, 30, 10, List.of("Column note was added"), new Pace(2, 0, 30, 800));
                worker.send(new WorkResult.TableLoaded(
                        work.runId(), work.id(), work.fence(), load.tableRunId(), 100, 1000, List.of(), report, Instant.now()));
            } else {
                load(work, worker);
            }
        });
        ProjectRevision project = project("orders").incremental().publish();
        holds(project, 0, at("7"));

        UUID run = run(project.projectId());

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        JsonNode table = get("/api/v1/runs/" + run + "/record").path("tables").path(0);
        assertThat(table.path("nullKeys").asLong()).isEqualTo(3);
        assertThat(table.path("touched").path(0).path("cells").asLong()).isEqualTo(5);
        assertThat(table.path("touched").path(0).path("column").asString()).isEqualTo("paid_on");
        assertThat(table.path("notes").valueStream().map(JsonNode::asString))
                .anyMatch(note -> note.contains("no index on id")).anyMatch(note -> note.contains("keyFields are an empty list"));
        JsonNode load = table.path("loads").path(0);
        assertThat(table.path("pace").toString()).isEqualTo("{\"streams\":4,\"sourceMillis\":500,\"brokerMillis\":60,\"targetMillis\":7}");
        assertThat(load.path("pace").toString()).isEqualTo("{\"streams\":2,\"sourceMillis\":0,\"brokerMillis\":30,\"targetMillis\":800}");
        assertThat(load.path("rows").asLong()).isEqualTo(100);
        assertThat(load.path("inserted").asLong()).isEqualTo(60);
        assertThat(load.path("updated").asLong()).isEqualTo(30);
        assertThat(load.path("duplicates").asLong()).isEqualTo(10);
        assertThat(load.path("notes").path(0).asString()).isEqualTo("Column note was added");
        assertThat(load.path("checksum").asString()).isEqualTo(table.path("checksum").asString()).isEqualTo("2a");
        assertThat(load.path("proven").asBoolean()).isTrue();
    }

    @Test
    void oldRunsAreForgotten() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, this::load);
        UUID old = run(project("orders").publish().projectId());
        UUID recent = run(project("orders").publish().projectId());
        end(old);
        end(recent);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);

        jdbc.sql("UPDATE run SET finished_at = now() - interval '91 days' WHERE id = :run").param("run", old).update();

        await().atMost(SOON).until(() -> jdbc.sql("SELECT count(*) FROM run WHERE id = :run").param("run", old).query(Long.class).single() == 0);
        assertThat(jdbc.sql("SELECT count(*) FROM table_run WHERE run_id = :run").param("run", old).query(Long.class).single()).isZero();
        assertThat(tables(recent)).hasSize(1);
    }

    /// Looks at targets as they are held here, and does the rest as it should.
    private void load(Work work, FakeWorker worker) {
        if (work instanceof Work.InspectTarget inspect) {
            worker.send(new WorkResult.TargetInspected(
                    inspect.runId(), inspect.id(), inspect.fence(), inspect.tableRunId(), held.getOrDefault(inspect.target(), MISSING),
                    Instant.now()));
        } else {
            Scripts.well(work, worker);
        }
    }

    /// Finds these tables too, where new ones are looked for.
    private static FakeWorker.Script discovering(String... appeared) {
        return (work, worker) -> {
            if (work instanceof Work.DiscoverTables discover && !discover.watched().isEmpty()) {
                List<DiscoveredTable> found = new ArrayList<>();
                discover.tables().forEach(table -> found.add(new DiscoveredTable(table, shape("id"), 1, 1, null)));
                for (String name : appeared) {
                    found.add(new DiscoveredTable(new TableName("shop", name), shape("id"), 1, 1, null));
                }
                found(discover, worker, found.toArray(DiscoveredTable[]::new));
            } else {
                Scripts.well(work, worker);
            }
        };
    }

    /// Meets another shape than discovery did.
    private static FakeWorker.Script altering(String... columns) {
        TableShape altered = shape(columns);
        return (work, worker) -> {
            if (work instanceof Work.ExtractTable extract && !extract.shape().equals(altered)) {
                worker.send(new WorkResult.TablesDiscovered(
                        work.runId(), work.id(), work.fence(), List.of(new DiscoveredTable(extract.table(), altered, 1, 1, null)), Instant.now()));
                worker.send(new WorkResult.WorkFailed(
                        work.runId(), work.id(), work.fence(), extract.tableRunId(), new Failure(FailureCode.TABLE_CHANGED, "It was altered"),
                        true, Instant.now()));
            } else {
                Scripts.well(work, worker);
            }
        };
    }

    private static void found(Work.DiscoverTables work, FakeWorker worker, DiscoveredTable... tables) {
        worker.send(new WorkResult.TablesDiscovered(work.runId(), work.id(), work.fence(), List.of(tables), Instant.now()));
        worker.send(new WorkResult.DiscoveryFinished(work.runId(), work.id(), work.fence(), tables.length, Instant.now()));
    }

    private static TableShape shape(String... columns) {
        return new TableShape(
                MYSQL,
                List.of(columns).stream().map(name -> new Column(name, new ColumnType.Int(64, false), false, null)).toList(),
                List.of("id"));
    }

    private void holds(ProjectRevision project, int target, TargetState state) {
        held.put(target(project, target), state);
    }

    private static TargetState at(String maximum) {
        return new TargetState(true, List.of(), bound(maximum), List.of());
    }

    private static Bound bound(String value) {
        return new Bound(List.of(value));
    }

    private static long target(ProjectRevision project, int target) {
        return project.targets().get(target).id();
    }

    /// How the last load into a target was to be done.
    private static LoadMode mode(FakeWorker loader, ProjectRevision project, int target) {
        return all(loader, Work.LoadTable.class).stream()
                .filter(load -> load.target() == target(project, target))
                .reduce((_, last) -> last)
                .orElseThrow()
                .rules()
                .mode();
    }

    private static <T extends Work> List<T> all(FakeWorker worker, Class<T> kind) {
        return worker.received().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T extends Work> T only(FakeWorker worker, Class<T> kind) {
        assertThat(all(worker, kind)).hasSize(1);
        return all(worker, kind).getFirst();
    }

    private static JsonNode table(UUID run, String name) {
        return tables(run).stream()
                .filter(table -> table.path("source").path("table").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void cancel(UUID run) {
        post("/api/v1/runs/" + run + "/cancel", "", null);
        end(run);
    }

    private static Builder project(String... tables) {
        return new Builder(List.of(tables).stream().map(table -> new TableName("shop", table)).toList());
    }

    /// A project, to be published as config-service does.
    private static final class Builder {

        private final long id = PROJECTS.incrementAndGet();
        private final List<TableName> tables;
        private final List<TablePolicy> tablePolicies = new ArrayList<>();
        private final List<SchemaPolicy> schemas = new ArrayList<>();
        private final List<BaselineSchema> baseline = new ArrayList<>();
        private @Nullable ConnectionPolicy policy;
        private @Nullable String server;
        private int targets = 1;

        Builder(List<TableName> tables) {
            this.tables = tables;
        }

        Builder policy(ConnectionPolicy wanted) {
            policy = wanted;
            return this;
        }

        Builder table(TablePolicy wanted) {
            tablePolicies.add(wanted);
            return this;
        }

        Builder incremental() {
            return table(new TablePolicy(ORDERS, BY_ID, List.of()));
        }

        Builder schema(SchemaPolicy wanted) {
            schemas.add(wanted);
            return this;
        }

        Builder baseline(String... names) {
            baseline.add(new BaselineSchema("shop", List.of(names)));
            return this;
        }

        Builder targets(int number) {
            targets = number;
            return this;
        }

        /// The database that the target connection leads to; `source` is the source's.
        Builder server(String name) {
            server = name;
            return this;
        }

        ProjectRevision publish() {
            List<ConnectionRef> connections = IntStream.range(0, targets)
                    .mapToObj(i -> new ConnectionRef(id * 10 + 1 + i, "target " + i, POSTGRESQL, server))
                    .toList();
            ProjectRevision revision = new ProjectRevision(
                    id, "project " + id, 1, new ConnectionRef(id * 10, "source", MYSQL, "source"), connections, new SchemaNaming.Original(),
                    tables, null, policy, schemas, tablePolicies, baseline, null);
            WholeRuns.publish(revision);
            return revision;
        }
    }
}
