package dev.syncline.loader;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.Work.CleanUpLoad;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.TableLoaded;
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
class TroubledLoadsIT {

    private static final TableName ORDERS = new TableName("public", "orders");

    private Workers workers;
    private FreshDatabase target;
    private long connection;

    @BeforeAll
    void start() {
        workers = new Workers("syncline.loader.intake.stall-limit=3s", "syncline.loader.write.batch-bytes=100B", "syncline.loader.write.lock-wait=20s");
    }

    @AfterAll
    void stop() {
        workers.close();
    }

    @BeforeEach
    void makeTarget() {
        target = SharedServers.postgreSql().freshDatabase("target");
        target.execute("CREATE TABLE orders AS SELECT 0::bigint AS id, 'old'::text AS name");
        connection = workers.connection(target);
    }

    @AfterEach
    void dropTarget() {
        target.close();
    }

    @Test
    void aLoaderThatLeavesIsContinuedWithoutARowTwice() throws SQLException {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(1, 40).rows(41, 60);
        LoadTable first = publication.load(connection, ORDERS);
        workers.assign(first);
        Awaitility.await().until(() -> workers.rows(first) == 60);

        workers.restartLoader();
        LoadTable second = Workers.underFence(first, 2);
        publication.rows(61, 100).end();
        workers.assign(second);

        assertThat(workers.end(first, WorkStopped.class).cleanedUp()).isFalse();
        TableLoaded loaded = workers.end(second, TableLoaded.class);
        assertThat(loaded.rows()).isEqualTo(100);
        assertThat(loaded.report().notes()).containsExactly("Another loader had begun it and was lost or stopped; it went on from what the target had taken");
        assertThat(count()).isEqualTo(100);
        Leftovers.areGoneFrom(target);
    }

    @Test
    void whatWasTakenIsNotReadAgain() throws Exception {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(1, 40).rows(41, 60);
        LoadTable first = publication.load(connection, ORDERS);
        workers.assign(first);
        Awaitility.await().until(() -> workers.nextOffset(first) == 2);
        deleteRecords(publication, 2);
        workers.restartLoader();

        publication.rows(61, 70).end();
        LoadTable second = Workers.underFence(first, 2);
        workers.assign(second);

        assertThat(workers.end(second, TableLoaded.class).rows()).isEqualTo(70);
        assertThat(count()).isEqualTo(70);
    }

    @Test
    void aBrokenSessionIsReplacedWithoutARowTwice() throws SQLException {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(1, 40);
        LoadTable load = publication.load(connection, ORDERS);
        workers.assign(load);
        Awaitility.await().until(() -> workers.rows(load) == 40);

        target.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        publication.rows(41, 80).end();

        TableLoaded loaded = workers.end(load, TableLoaded.class);
        assertThat(loaded.rows()).isEqualTo(80);
        assertThat(loaded.report().notes()).singleElement().asString().contains("broke once during the load and was opened again");
        assertThat(loaded.log()).extracting(LogLine::text).anyMatch(text -> text.startsWith("Connects again: "));
        assertThat(count()).isEqualTo(80);
        Leftovers.areGoneFrom(target);
    }

    @Test
    void chunksOfAnOlderFenceAreIgnored() throws SQLException {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(900, 905).underFence(2).rows(1, 10);
        publication.underFence(1).rows(906, 909);
        publication.underFence(2).rows(1, 10).rows(11, 20).end();

        LoadTable load = publication.load(connection, ORDERS);
        workers.assign(load);

        assertThat(workers.end(load, TableLoaded.class).rows()).isEqualTo(20);
        assertThat(count()).isEqualTo(20);
    }

    @Test
    void anExtractionThatWasDoneAgainIsLoadedFromItsBeginning() throws SQLException {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(1, 40);
        LoadTable first = publication.load(connection, ORDERS);
        workers.assign(first);
        Awaitility.await().until(() -> workers.rows(first) == 40);

        publication.underFence(2).rows(1, 30).end();
        LoadTable again = publication.load(connection, ORDERS);
        LoadTable second = new LoadTable(
                first.id(), 2, first.runId(), first.tableRunId(), connection, first.source(), ORDERS, first.shape(), again.extraction(), 2, first.partition(), 1,
                first.rules());
        workers.assign(second);

        assertThat(workers.end(second, TableLoaded.class).rows()).isEqualTo(30);
        assertThat(workers.end(first, WorkStopped.class).cleanedUp()).isFalse();
        assertThat(count()).isEqualTo(30);
        Leftovers.areGoneFrom(target);
    }

    @Test
    void aMissingChunkIsNeverASuccess() throws SQLException {
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).loseChunk().rows(41, 60).end().load(connection, ORDERS);

        workers.assign(load);

        failsAndLeavesTheOldContent(load, FailureCode.UNPROVEN);
    }

    @Test
    void aMissingLastChunkIsNeverASuccess() throws SQLException {
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).loseChunk().end().load(connection, ORDERS);

        workers.assign(load);

        failsAndLeavesTheOldContent(load, FailureCode.UNPROVEN);
    }

    @Test
    void aDamagedChunkIsNeverASuccess() throws SQLException {
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).damagedChunk().end().load(connection, ORDERS);

        workers.assign(load);

        failsAndLeavesTheOldContent(load, FailureCode.UNPROVEN);
    }

    @Test
    void aManifestThatSaysOtherwiseIsNeverASuccess() throws SQLException {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(1, 40);
        Manifest sent = publication.manifest();
        LoadTable load = publication.end(new Manifest(sent.chunks(), sent.rows() + 1, sent.bytes(), sent.checksum())).load(connection, ORDERS);

        workers.assign(load);

        failsAndLeavesTheOldContent(load, FailureCode.UNPROVEN);
    }

    @Test
    void rowsThatWereDeletedTooSoonAreNeverASuccess() throws Exception {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(1, 40).rows(41, 60).end();
        deleteRecords(publication, 1);
        LoadTable load = publication.load(connection, ORDERS);

        workers.assign(load);

        failsAndLeavesTheOldContent(load, FailureCode.UNPROVEN);
    }

    @Test
    void aReaderThatFallsSilentIsNoticed() throws SQLException {
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).load(connection, ORDERS);

        workers.assign(load);

        failsAndLeavesTheOldContent(load, FailureCode.STALLED);
    }

    @Test
    void aLoadThatIsGivenAgainAfterItsEndEndsTheSame() throws SQLException {
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).end().load(connection, ORDERS);
        workers.assign(load);
        workers.end(load, TableLoaded.class);

        LoadTable again = Workers.underFence(load, 2);
        workers.assign(again);

        assertThat(workers.end(again, TableLoaded.class).rows()).isEqualTo(40);
        assertThat(count()).isEqualTo(40);
    }

    @Test
    void aRowOf30MiBArrives() throws SQLException {
        RowsPublisher publication = RowsPublisher.begin(workers).rows(1, 3).chunk("4\t");
        String piece = "ünïcödé-".repeat(90_000);
        int pieces = 30;
        for (int i = 0; i < pieces; i++) {
            publication.chunk(piece);
        }
        LoadTable load = publication.chunk("\n").rows(5, 7).end().load(connection, ORDERS);

        workers.assign(load);

        assertThat(workers.end(load, TableLoaded.class).rows()).isEqualTo(7);
        assertThat(value("SELECT length(name) FROM orders WHERE id = 4")).isEqualTo(Integer.toString(pieces * piece.length()));
    }

    @Test
    void aLoadThatIsWithdrawnLeavesNothing() throws SQLException {
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).load(connection, ORDERS);
        workers.assign(load);
        Awaitility.await().until(() -> workers.rows(load) == 40);

        workers.withdraw(load);

        assertThat(workers.end(load, WorkStopped.class).cleanedUp()).isTrue();
        assertThat(value("SELECT name FROM orders")).isEqualTo("old");
        Leftovers.areGoneFrom(target);
    }

    @Test
    void aLoadThatWaitsForALockCanBeWithdrawn() throws SQLException {
        try (Connection reader = target.connect(); Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS SHARE MODE");
            LoadTable load = RowsPublisher.begin(workers).rows(1, 40).end().load(connection, ORDERS);
            workers.assign(load);
            Awaitility.await().until(() -> value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("1"));

            workers.withdraw(load);

            // It has cleaned up, but may not say so: a statement whose session was ended under it can still be carried out.
            workers.end(load, WorkStopped.class);
            reader.rollback();
        }
        assertThat(value("SELECT name FROM orders")).isEqualTo("old");
        Leftovers.areGoneFrom(target);
    }

    /// With ten attempts, each has a tenth of the 20 s that the run has in all.
    @Test
    void anAttemptWaitsForALockNoLongerThanItsShare() throws SQLException {
        try (Connection reader = target.connect(); Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS SHARE MODE");
            LoadTable load = Workers.ofAttempts(RowsPublisher.begin(workers).rows(1, 40).end().load(connection, ORDERS), 10);
            workers.assign(load);

            WorkFailed failed = workers.end(load, WorkFailed.class);

            assertThat(failed.failure().code()).isEqualTo(FailureCode.LOCKED);
            assertThat(failed.failure().message()).endsWith("(waited for 2 s in this attempt)");
            reader.rollback();
        }
        assertThat(value("SELECT name FROM orders")).isEqualTo("old");
        Leftovers.areGoneFrom(target);
    }

    @Test
    void aTargetThatMayNotBeWrittenIsNotTouched() throws SQLException {
        long readOnly = workers.connection(target, settings -> new ConnectionSettings(
                settings.id(), settings.name(), 1, settings.kind(), settings.host(), settings.port(), settings.database(), settings.user(),
                settings.secret(), Map.of(), false));
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).end().load(readOnly, ORDERS);

        workers.assign(load);

        failsAndLeavesTheOldContent(load, FailureCode.NOT_WRITABLE);
        assertThat(value("SELECT count(*) FROM information_schema.tables WHERE table_name LIKE '\\_syncline%'")).isEqualTo("0");
    }

    @Test
    void aWrongPasswordIsSaidSoAtOnce() {
        long wrong = workers.connection(target, settings -> new ConnectionSettings(
                settings.id(), settings.name(), 1, settings.kind(), settings.host(), settings.port(), settings.database(), settings.user(),
                "not the password", Map.of(), true));
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).end().load(wrong, ORDERS);

        workers.assign(load);

        WorkFailed failed = workers.end(load, WorkFailed.class);
        assertThat(failed.failure().code()).isEqualTo(FailureCode.LOGIN_REFUSED);
        assertThat(failed.failure().message()).doesNotContain("not the password");
    }

    @Test
    void whatALostHolderLeftCanBeRemoved() throws SQLException {
        LoadTable load = RowsPublisher.begin(workers).rows(1, 40).load(connection, ORDERS);
        workers.assign(load);
        Awaitility.await().until(() -> workers.rows(load) == 40);
        workers.restartLoader();
        assertThat(Leftovers.of(target)).isNotEmpty();

        CleanUpLoad cleanUp = new CleanUpLoad(UUID.randomUUID(), 1, load.runId(), load.tableRunId(), connection, ORDERS, load.id());
        workers.assign(cleanUp);

        workers.end(cleanUp, WorkResult.LoadCleanedUp.class);
        assertThat(value("SELECT name FROM orders")).isEqualTo("old");
        assertThat(Leftovers.of(target)).isEmpty();
    }

    private void failsAndLeavesTheOldContent(LoadTable load, FailureCode code) throws SQLException {
        WorkFailed failed = workers.end(load, WorkFailed.class);
        assertThat(failed.failure().code()).as(failed.failure().message()).isEqualTo(code);
        assertThat(failed.cleanedUp()).isTrue();
        assertThat(value("SELECT name FROM orders")).isEqualTo("old");
        Leftovers.areGoneFrom(target);
    }

    private int count() throws SQLException {
        assertThat(value("SELECT count(*) FROM orders")).isEqualTo(value("SELECT count(DISTINCT id) FROM orders"));
        return Integer.parseInt(value("SELECT count(*) FROM orders"));
    }

    private String value(String sql) throws SQLException {
        try (Connection session = target.connect(); Statement statement = session.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private void deleteRecords(RowsPublisher publication, long before) throws ExecutionException, InterruptedException {
        try (Admin admin = workers.admin()) {
            TopicPartition partition = new TopicPartition(publication.topic(), 1);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
        }
    }
}
