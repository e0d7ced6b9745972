package dev.syncline.loader;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.Work.DiscoverTables;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.Work.InspectTarget;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveryFinished;
import dev.syncline.contracts.work.WorkResult.TableExtracted;
import dev.syncline.contracts.work.WorkResult.TableLoaded;
import dev.syncline.contracts.work.WorkResult.TablesDiscovered;
import dev.syncline.contracts.work.WorkResult.TargetInspected;
import dev.syncline.contracts.work.WorkResult.WorkFailed;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// What is saved before a run begins is what its workers use, however well they remember what was true a moment ago.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditedConnectionsIT {

    private static final TableName ORDERS = new TableName("public", "orders");

    private Workers workers;

    @BeforeAll
    void start() {
        workers = new Workers();
    }

    @AfterAll
    void stop() {
        workers.close();
    }

    @Test
    void theNextRunLoadsWhereTheEditedConnectionLeads() throws SQLException {
        try (FreshDatabase before = database(); FreshDatabase after = database()) {
            long connection = workers.connection(before);
            load(connection, 10);

            workers.edit(connection, settings -> leadingTo(settings, after));
            load(connection, 20);

            assertThat(count(before)).isEqualTo(10);
            assertThat(count(after)).isEqualTo(20);
        }
    }

    @Test
    void theNextRunReadsWhereTheEditedConnectionLeads() {
        try (FreshDatabase before = database(); FreshDatabase after = database()) {
            before.execute("CREATE TABLE orders AS SELECT 1 AS id");
            after.execute("CREATE TABLE orders AS SELECT generate_series(1, 7) AS id");
            long connection = workers.connection(before);
            assertThat(read(connection)).isEqualTo(1);

            workers.edit(connection, settings -> leadingTo(settings, after));

            assertThat(read(connection)).isEqualTo(7);
        }
    }

    @Test
    void theNextRunIsRefusedADeletedConnection() {
        try (FreshDatabase database = database()) {
            long connection = workers.connection(database);
            load(connection, 10);

            workers.delete(connection);
            LoadTable load = RowsPublisher.begin(workers).rows(1, 20).end().load(connection, ORDERS);
            workers.assign(load);

            assertThat(workers.end(load, WorkFailed.class).failure().code()).isEqualTo(FailureCode.NOT_FOUND);
        }
    }

    /// Discovery, reading, the look at a target and the load: each asks by itself.
    @Test
    void aRunWaitsWhileConfigServiceIsAway() throws SQLException {
        try (FreshDatabase database = database()) {
            database.execute("CREATE TABLE orders AS SELECT generate_series(1, 7) AS id");
            UUID run = UUID.randomUUID();
            DiscoverTables discovery = new DiscoverTables(UUID.randomUUID(), 1, run, workers.connection(database), List.of(), List.of(ORDERS), 2, List.of(), Map.of(), List.of());
            DiscoveryFinished found = afterWaiting(discovery, DiscoveryFinished.class);
            TableShape shape = Objects.requireNonNull(workers.results(discovery, TablesDiscovered.class).getFirst().tables().getFirst().shape());
            ExtractTable extraction = Workers.extraction(run, workers.connection(database), ORDERS, shape);
            TableExtracted extracted = afterWaiting(extraction, TableExtracted.class);
            InspectTarget inspection = new InspectTarget(
                    UUID.randomUUID(), 1, run, UUID.randomUUID(), workers.connection(database), ORDERS, ORDERS, shape, List.of("id"));
            TargetInspected inspected = afterWaiting(inspection, TargetInspected.class);
            LoadTable load = RowsPublisher.begin(workers).rows(1, 20).end().load(workers.connection(database), ORDERS);
            TableLoaded loaded = afterWaiting(load, TableLoaded.class);

            assertThat(found.tables()).isEqualTo(1);
            assertThat(extracted.manifest().rows()).isEqualTo(7);
            assertThat(inspected.state().exists()).isTrue();
            assertThat(count(database)).isEqualTo(20);
            assertThat(List.of(found, extracted, inspected, loaded)).allSatisfy(result -> assertThat(result.log())
                    .extracting(LogLine::text)
                    .anyMatch(text -> text.startsWith("Waited ") && text.endsWith(" s for config-service; in the end it is not there (HTTP 503)")));
        }
    }

    private <T extends WorkResult> T afterWaiting(Work work, Class<T> type) {
        workers.configAnswers(503);
        try {
            workers.assign(work);
            Awaitility.await().until(() -> "config-service, which is not there (HTTP 503)".equals(workers.waitsFor(work)));
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> !workers.ended(work)); // long enough for a line in the log
        } finally {
            workers.configAnswers(200);
        }
        return workers.end(work, type);
    }

    private void load(long connection, int rows) {
        LoadTable load = RowsPublisher.begin(workers).rows(1, rows).end().load(connection, ORDERS);
        workers.assign(load);
        assertThat(workers.end(load, TableLoaded.class).rows()).isEqualTo(rows);
    }

    private long read(long connection) {
        UUID discovered = UUID.randomUUID();
        TableShape shape = workers.discover(discovered, connection, ORDERS);
        ExtractTable extraction = Workers.extraction(discovered, connection, ORDERS, shape);
        workers.assign(extraction);
        return workers.end(extraction, TableExtracted.class).manifest().rows();
    }

    private static FreshDatabase database() {
        return SharedServers.postgreSql().freshDatabase("edited");
    }

    private static ConnectionSettings leadingTo(ConnectionSettings s, FreshDatabase database) {
        return new ConnectionSettings(
                s.id(), s.name(), s.version() + 1, s.kind(), s.host(), s.port(), database.name(), database.user(), database.password(), s.options(), true);
    }

    private static long count(FreshDatabase database) throws SQLException {
        try (var session = database.connect(); var statement = session.createStatement(); var row = statement.executeQuery("SELECT count(*) FROM orders")) {
            row.next();
            return row.getLong(1);
        }
    }
}
