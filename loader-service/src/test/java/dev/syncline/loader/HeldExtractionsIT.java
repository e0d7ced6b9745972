package dev.syncline.loader;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Work.DiscoverTables;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.TableExtracted;
import dev.syncline.contracts.work.WorkResult.WorkFailed;
import dev.syncline.contracts.work.WorkResult.WorkStopped;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldExtractionsIT {

    private static final TableName ORDERS = new TableName("public", "orders");
    private static final int ROWS = 100_000;

    private Workers workers;
    private FreshDatabase source;
    private long connection;
    private UUID run;

    @BeforeAll
    void start() {
        workers = new Workers(
                "syncline.extractor.rows.chunk-bytes=100KB",
                "syncline.extractor.rows.run-budget=2MB",
                "syncline.extractor.rows.budget-step=500KB",
                "syncline.extractor.rows.alive-every=1s",
                "syncline.loader.intake.stall-limit=3s");
    }

    @AfterAll
    void stop() {
        workers.close();
    }

    @BeforeEach
    void makeSource() {
        source = SharedServers.postgreSql().freshDatabase("source");
        source.execute("CREATE TABLE orders AS SELECT n AS id, repeat('x', 100) AS name FROM generate_series(1, %d) n".formatted(ROWS));
        connection = workers.connection(source);
        run = UUID.randomUUID();
    }

    @AfterEach
    void dropSource() {
        source.close();
    }

    @Test
    void aReaderWaitsWhileTooMuchIsUnread() {
        ExtractTable extraction = extraction();
        workers.assign(extraction);
        Awaitility.await().until(() -> workers.rows(extraction) > 0);

        Awaitility.await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(3)).until(() -> workers.rows(extraction) < ROWS / 2);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            forgetUnread();
            return workers.ended(extraction);
        });
        assertThat(workers.end(extraction, TableExtracted.class).manifest().rows()).isEqualTo(ROWS);
    }

    @Test
    void aReaderThatIsHeldBackKeepsLoadersFromGivingUp() {
        try (FreshDatabase target = SharedServers.postgreSql().freshDatabase("target")) {
            ExtractTable extraction = extraction();
            workers.assign(extraction);
            long offset = workers.first(extraction, WorkResult.ExtractionStarted.class).offset();
            LoadTable load = Workers.loading(extraction, workers.connection(target), ORDERS, offset);
            workers.assign(load);
            Awaitility.await().until(() -> workers.rows(load) > 0);

            Awaitility.await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(8)).until(() -> !workers.ended(load));

            workers.withdraw(load);
            workers.withdraw(extraction);
            assertThat(workers.end(load, WorkStopped.class).cleanedUp()).isTrue();
            workers.end(extraction, WorkStopped.class);
        }
    }

    @Test
    void aReaderThatIsHeldBackCanBeWithdrawn() {
        ExtractTable extraction = extraction();
        workers.assign(extraction);
        Awaitility.await().until(() -> workers.rows(extraction) > 0);

        workers.withdraw(extraction);

        assertThat(workers.end(extraction, WorkStopped.class).cleanedUp()).isTrue();
    }

    @Test
    void aReaderThatWaitsForALockCanBeWithdrawn() throws SQLException {
        ExtractTable extraction = extraction();
        try (Connection other = source.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            workers.assign(extraction);
            Awaitility.await().until(() -> workers.isInHand(extraction));

            workers.withdraw(extraction);

            workers.end(extraction, WorkStopped.class);
            other.rollback();
        }
    }

    @Test
    void aTargetThatMayNotBeWrittenEndsTheRunBeforeItBegins() {
        long readOnly = workers.connection(source, settings -> new ConnectionSettings(
                settings.id(), "stock", 1, settings.kind(), settings.host(), settings.port(), settings.database(), settings.user(),
                settings.secret(), Map.of(), false));
        DiscoverTables work = new DiscoverTables(UUID.randomUUID(), 1, run, connection, List.of(readOnly), List.of(ORDERS), 1, List.of(), Map.of(), List.of());

        workers.assign(work);

        WorkFailed failed = workers.end(work, WorkFailed.class);
        assertThat(failed.failure().code()).isEqualTo(FailureCode.NOT_WRITABLE);
        assertThat(failed.failure().message()).contains("'stock'");
    }

    @Test
    void aTableThatWasAlteredSinceDiscoveryIsNotRead() {
        ExtractTable extraction = extraction();
        source.execute("ALTER TABLE orders ADD note text");

        workers.assign(extraction);

        assertThat(workers.end(extraction, WorkFailed.class).failure().code()).isEqualTo(FailureCode.TABLE_CHANGED);
    }

    private ExtractTable extraction() {
        TableShape shape = workers.discover(run, connection, ORDERS);
        return Workers.extraction(run, connection, ORDERS, shape);
    }

    private void forgetUnread() throws ExecutionException, InterruptedException {
        try (Admin admin = workers.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.rows(run), 1), RecordsToDelete.beforeOffset(-1))).all().get();
        }
    }
}
