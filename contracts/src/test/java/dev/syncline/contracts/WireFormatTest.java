package dev.syncline.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.EventData;
import dev.syncline.contracts.run.PlanMissed;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.run.RunOrigin;
import dev.syncline.contracts.run.TriggerAnswer;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Every message survives the wire, and the names on it are the ones that other versions and other systems know.
class WireFormatTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000002a");
    private static final Instant AT = Instant.parse("2026-03-29T01:59:59.999999Z");
    private static final TableName TABLE = new TableName("sales", "orders");
    private static final Failure FAILURE = new Failure(FailureCode.LOCKED, "Cannot replace sales.orders");
    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("mysql"),
            List.of(new Column("id", new ColumnType.Int(64, true), false, "bigint unsigned"), new Column("note", new ColumnType.Text(0, false), true, null)),
            List.of("id"));
    private static final ProjectRevision REVISION = new ProjectRevision(
            7, "nightly", 3, new ConnectionRef(1, "shop", new DatabaseKind("mysql")), List.of(new ConnectionRef(2, "dw", new DatabaseKind("postgresql"))),
            new SchemaNaming.Prefix("ods_"), List.of(TABLE));

    private static final RunCause PLAN = new RunCause.Plan(3, "At night", AT);

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("project.saved", ProjectEvent.class, new ProjectEvent.ProjectSaved(7, REVISION, AT)),
                Arguments.of("project.deleted", ProjectEvent.class, new ProjectEvent.ProjectDeleted(7, 3, AT)),
                Arguments.of("run.started", EventData.class, new RunEvent.RunStarted(ID, 7, "nightly", RunOrigin.MANUAL, AT, new RunCause.Manual("k"))),
                Arguments.of("table.loaded", EventData.class, new RunEvent.TableLoaded(
                        ID, 7, "nightly", TABLE, TABLE, 2, "dw", "merge", 5, 6, AT, new RunCause.Event("/erp", "e-1"))),
                Arguments.of("schema.changed", EventData.class, new RunEvent.SchemaChanged(
                        ID, 7, "nightly", TABLE, TABLE, 2, "dw", List.of("a change"), AT, new RunCause.Repeat(ID, true))),
                Arguments.of("run.succeeded", EventData.class, new RunEvent.RunSucceeded(ID, 7, "nightly", 1, 2, 3, AT, PLAN, true, Alerting.DEFAULT)),
                Arguments.of("run.failed", EventData.class, new RunEvent.RunFailed(
                        ID, 7, "nightly", null, 2, 1, List.of(new RunEvent.TableFailure(TABLE, "dw", FAILURE)), AT, PLAN,
                        new Alerting(true, true, true, List.of("ops@example.com")), 3)),
                Arguments.of("run.cancelled", EventData.class, new RunEvent.RunCancelled(ID, 7, "nightly", AT, PLAN)),
                Arguments.of("trigger.accepted", EventData.class, new TriggerAnswer.TriggerAccepted("/erp", "e-1", 7, ID, true, AT)),
                Arguments.of("trigger.refused", EventData.class, new TriggerAnswer.TriggerRefused("/erp", "e-1", null, "not-found", "There is no project 8", AT)),
                Arguments.of("plan.missed", EventData.class, new PlanMissed(3, "At night", 7, "nightly", 2, AT, AT, 1, Alerting.DEFAULT, AT)),
                Arguments.of("work.assign", WorkCommand.class, new WorkCommand.Assign(
                        "loader-1", new Work.LoadTable(ID, 2, ID, ID, 9, TABLE, TABLE, SHAPE, ID, 1, 3, 17, new LoadRules(new LoadRules.LoadMode.Merge(new Bound(List.of("7"))), List.of("id"), true, AT), "mysql:one", 3))),
                Arguments.of("work.withdraw", WorkCommand.class, new WorkCommand.Withdraw("loader-1", ID, 2)),
                Arguments.of("work.dismiss", WorkCommand.class, new WorkCommand.Dismiss("loader-1")),
                Arguments.of("discover-tables", Work.class, new Work.DiscoverTables(ID, 1, ID, 1, List.of(2L, 3L), List.of(TABLE), 4, List.of(new BaselineSchema("sales", List.of("orders"))),
                        Map.of(ValueTrouble.ZERO_DATE, ValueAction.NULL), List.of(new DatabaseKind("postgresql")))),
                Arguments.of("inspect-target", Work.class, new Work.InspectTarget(ID, 1, ID, ID, 9, TABLE, TABLE, SHAPE, List.of("id"))),
                Arguments.of("extract-table", Work.class, new Work.ExtractTable(ID, 1, ID, ID, 1, TABLE, SHAPE, 2, REVISION.planOf(TABLE), List.of(new Bound(List.of("7"))), List.of(new DatabaseKind("postgresql")), true)),
                Arguments.of("clean-up-load", Work.class, new Work.CleanUpLoad(ID, 1, ID, ID, 9, TABLE, ID)),
                Arguments.of("sweep-target", Work.class, new Work.SweepTarget(ID, 1, ID, 9, List.of(new Work.EndedLoad(ID, TABLE)))),
                Arguments.of("tables-discovered", WorkResult.class, new WorkResult.TablesDiscovered(
                        ID, ID, 1, List.of(new WorkResult.DiscoveredTable(TABLE, SHAPE, 10, 20, null), new WorkResult.DiscoveredTable(TABLE, null, -1, -1, FAILURE)), AT)),
                Arguments.of("discovery-finished", WorkResult.class, new WorkResult.DiscoveryFinished(ID, ID, 1, 2, AT)),
                Arguments.of("target-inspected", WorkResult.class, new WorkResult.TargetInspected(
                        ID, ID, 1, ID, new TargetState(true, List.of("a change"), new Bound(List.of("7")), List.of()), AT)),
                Arguments.of("extraction-started", WorkResult.class, new WorkResult.ExtractionStarted(ID, ID, 1, ID, 2, 17, AT, "mysql:one")),
                Arguments.of("table-extracted", WorkResult.class, new WorkResult.TableExtracted(ID, ID, 1, ID, new Manifest(1, 2, 3, -4),
                        new ReadReport(1, List.of(new ReadReport.TouchedCells("at", ValueTrouble.ZERO_DATE, 2)), List.of("a note"), new Pace(4, 5, 6, 7)), AT)),
                Arguments.of("table-loaded", WorkResult.class, new WorkResult.TableLoaded(ID, ID, 1, ID, 2, 3, List.of("CREATE TABLE …"),
                        new LoadReport(1, 1, 0, List.of()), AT)),
                Arguments.of("load-cleaned-up", WorkResult.class, new WorkResult.LoadCleanedUp(ID, ID, 1, ID, AT)),
                Arguments.of("target-swept", WorkResult.class, new WorkResult.TargetSwept(
                        ID, ID, 1, List.of(new WorkResult.Look(ID, List.of(new WorkResult.Remnant("table a.b", 7)), FAILURE)), FAILURE, AT)),
                Arguments.of("work-failed", WorkResult.class, new WorkResult.WorkFailed(ID, ID, 1, null, FAILURE, true, AT)),
                Arguments.of("work-stopped", WorkResult.class, new WorkResult.WorkStopped(ID, ID, 1, ID, false, AT)),
                Arguments.of("work-refused", WorkResult.class, new WorkResult.WorkRefused(ID, ID, 1, "loader-1", AT)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageComesBackAsItWas(String name, Class<?> topic, Object message) {
        String text = JSON.writerFor(topic).writeValueAsString(message);

        assertThat(JSON.readTree(text).get("type").asString()).isEqualTo(name);
        Object back = JSON.readValue(text, topic);
        assertThat(back).isEqualTo(message);
    }

    static Stream<ColumnType> types() {
        return Stream.of(
                new ColumnType.Bool(), new ColumnType.Int(24, true), new ColumnType.Decimal(65, 30), new ColumnType.UnboundedDecimal(),
                new ColumnType.Floating(32), new ColumnType.Text(10, true), new ColumnType.Binary(4_294_967_295L), new ColumnType.Date(),
                new ColumnType.TimeOfDay(6), new ColumnType.ZonedTime(3), new ColumnType.Duration(0), new ColumnType.Interval(),
                new ColumnType.Timestamp(6), new ColumnType.Instant(6), new ColumnType.Json(true), new ColumnType.Uuid(), new ColumnType.Bits(64, false),
                new ColumnType.Geometry(), new ColumnType.Undecided("vector(3)"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyColumnTypeComesBackAsItWas(ColumnType type) {
        ColumnType back = JSON.readValue(JSON.writerFor(ColumnType.class).writeValueAsString(type), ColumnType.class);

        assertThat(back).isEqualTo(type);
    }

    @Test
    void everyColumnTypeIsTested() {
        assertThat(types().map(Object::getClass)).hasSize(ColumnType.class.getPermittedSubclasses().length);
    }

    @Test
    void aWorkerAnnouncesWhatItHolds() {
        WorkerAnnounced announced = new WorkerAnnounced("loader-1", WorkerKind.LOADER, 4, List.of(new WorkerAnnounced.InHand(ID, 2, 3, 4, 5, "config-service"), new WorkerAnnounced.InHand(ID, 2, 3, 4, 5)), AT);

        WorkerAnnounced back = JSON.readValue(JSON.writeValueAsString(announced), WorkerAnnounced.class);

        assertThat(back).isEqualTo(announced);
    }

    @Test
    void aRunEventLeavesAsACloudEventWithAStableId() {
        RunEvent event = new RunEvent.RunCancelled(ID, 7, "nightly", AT, null);

        String text = JSON.writeValueAsString(CloudEvent.of(event));

        assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree("""
                {"specversion": "1.0", "id": "00000000-0000-0000-0000-00000000002a/dev.syncline.run.cancelled.v1", "source": "/syncline/scheduler",
                 "type": "dev.syncline.run.cancelled.v1", "subject": "project/7", "time": "2026-03-29T01:59:59.999999Z",
                 "datacontenttype": "application/json",
                 "data": {"type": "run.cancelled", "runId": "00000000-0000-0000-0000-00000000002a", "projectId": 7, "projectName": "nightly",
                          "at": "2026-03-29T01:59:59.999999Z", "cause": null}}
                """));
    }

    @Test
    void aConnectionsTextHidesItsSecret() {
        ConnectionSettings settings = new ConnectionSettings(
                1, "shop", 1, new DatabaseKind("mysql"), "db", 3306, null, "reader", "c4n4ry", Map.of(), false);

        assertThat(settings.toString()).doesNotContain("c4n4ry").contains("shop").contains("db:3306");
    }
}
