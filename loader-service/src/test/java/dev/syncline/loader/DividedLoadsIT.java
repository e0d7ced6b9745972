package dev.syncline.loader;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.TableLoaded;
import dev.syncline.contracts.work.WorkResult.WorkFailed;
import dev.syncline.contracts.work.WorkResult.WorkStopped;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Tables that are read and written by several sessions each, on real servers and a real broker.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DividedLoadsIT {

    private static final int ROWS = 20_000;
    private static final int ROUNDS = Integer.getInteger("syncline.divided.rounds", 4);

    private Workers workers;

    @BeforeAll
    void start() {
        workers = new Workers(
                "syncline.extractor.streams.per-table=4", "syncline.loader.write.streams=4", "syncline.extractor.streams.worth=1B", "syncline.extractor.rows.chunk-bytes=20KB", "syncline.loader.write.divide-after=1B",
                "syncline.loader.write.batch-bytes=100B", "syncline.loader.write.batch-wait=100ms");
    }

    @AfterAll
    void stop() {
        workers.close();
    }

    static Stream<DatabaseServer> targets() {
        return Stream.of(SharedServers.postgreSql(), SharedServers.mySql());
    }

    static Stream<Arguments> paths() {
        return targets().flatMap(from -> targets().map(to -> Arguments.of(from, to)));
    }

    /// Some rows are larger than a chunk.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("paths")
    void aTableIsReadAndWrittenBySeveralSessions(DatabaseServer from, DatabaseServer to) throws SQLException {
        try (FreshDatabase source = from.freshDatabase("source"); FreshDatabase target = to.freshDatabase("target")) {
            source.execute("CREATE TABLE orders (id bigint PRIMARY KEY, name text)");
            for (int first = 0; first < ROWS; first += 1000) {
                StringBuilder values = new StringBuilder();
                for (int id = first; id < first + 1000; id++) {
                    values.append(id == first ? "" : ", ").append("(%d, '%s')".formatted(id, "name ".repeat(id % 500 == 7 ? 13_000 : id % 9)));
                }
                source.execute("INSERT INTO orders VALUES " + values);
            }
            UUID run = UUID.randomUUID();
            TableName table = FourPathsIT.table(source);
            long sourceId = workers.connection(source);
            TableShape shape = workers.discover(run, sourceId, table);
            ExtractTable extraction = Workers.extraction(run, sourceId, table, shape);
            workers.assign(extraction);
            LoadTable load = Workers.loading(
                    extraction, workers.connection(target), FourPathsIT.table(target), workers.first(extraction, WorkResult.ExtractionStarted.class).offset());
            workers.assign(load);

            WorkResult.TableExtracted extracted = workers.end(extraction, WorkResult.TableExtracted.class);
            assertThat(extracted.manifest().rows()).isEqualTo(ROWS);
            assertThat(extracted.report().notes()).singleElement().asString().contains("4 sessions at once");
            assertThat(Objects.requireNonNull(extracted.report().pace()).streams()).isBetween(2, 4);
            TableLoaded loaded = workers.end(load, TableLoaded.class);
            assertThat(loaded.rows()).isEqualTo(ROWS);
            assertThat(loaded.report().notes()).singleElement().asString().contains("written by 4 sessions at once");
            assertThat(loaded.report().pace()).extracting(Pace::streams).isEqualTo(4);
            assertThat(FourPathsIT.rows(target)).isEqualTo(FourPathsIT.rows(source));
            Leftovers.areGoneFrom(target);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void aLoaderThatLeavesIsContinuedInAllLanes(DatabaseServer to) throws SQLException {
        try (FreshDatabase target = to.freshDatabase("target")) {
            RowsPublisher publication = RowsPublisher.begin(workers);
            int rows = publish(publication, 0, 40);
            LoadTable first = publication.load(workers.connection(target), FourPathsIT.table(target));
            workers.assign(first);
            Awaitility.await().until(() -> workers.rows(first) == 400);

            workers.restartLoader();
            LoadTable second = Workers.underFence(first, 2);
            rows = publish(publication, rows, 30);
            publication.end();
            workers.assign(second);

            assertThat(workers.end(first, WorkStopped.class).cleanedUp()).isFalse();
            TableLoaded loaded = workers.end(second, TableLoaded.class);
            assertThat(loaded.rows()).isEqualTo(rows);
            assertThat(loaded.report().notes()).anyMatch(note -> note.startsWith("Another loader had begun it"));
            assertContent(target, rows);
            Leftovers.areGoneFrom(target);
        }
    }

    /// Whatever session breaks at whatever moment, no row is lost and none comes twice.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void brokenSessionsAreReplacedWithoutARowTwice(DatabaseServer to) throws SQLException {
        Random random = new Random(4);
        for (int round = 1; round <= ROUNDS; round++) {
            try (FreshDatabase target = to.freshDatabase("target")) {
                RowsPublisher publication = RowsPublisher.begin(workers);
                LoadTable load = publication.load(workers.connection(target), FourPathsIT.table(target));
                workers.assign(load);
                int rows = publish(publication, 0, 5);
                // Whoever cannot even begin is not tried again.
                Awaitility.await().until(() -> workers.rows(load) == 50);
                for (int breaks = 0; breaks < 6; breaks++) {
                    rows = publish(publication, rows, 1 + random.nextInt(25));
                    endOne(target, random);
                }
                rows = publish(publication, rows, 20);
                publication.end();

                assertThat(workers.end(load, TableLoaded.class).rows()).as("round %d", round).isEqualTo(rows);
                assertContent(target, rows);
                Leftovers.areGoneFrom(target);
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void anExtractionThatWasDoneAgainIsLoadedFromItsBeginning(DatabaseServer to) throws SQLException {
        try (FreshDatabase target = to.freshDatabase("target")) {
            RowsPublisher publication = RowsPublisher.begin(workers);
            publish(publication, 0, 20);
            long connection = workers.connection(target);
            LoadTable first = publication.load(connection, FourPathsIT.table(target));
            workers.assign(first);
            Awaitility.await().until(() -> workers.rows(first) == 200);

            int rows = publish(publication.underFence(2), 0, 15);
            publication.end();
            LoadTable again = publication.load(connection, FourPathsIT.table(target));
            workers.assign(new LoadTable(
                    first.id(), 2, first.runId(), first.tableRunId(), connection, first.source(), first.table(), first.shape(), again.extraction(), 2,
                    first.partition(), 20, first.rules()));

            assertThat(workers.end(Workers.underFence(first, 2), TableLoaded.class).rows()).isEqualTo(rows);
            assertContent(target, rows);
            Leftovers.areGoneFrom(target);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void aMissingChunkIsNeverASuccess(DatabaseServer to) throws SQLException {
        try (FreshDatabase target = to.freshDatabase("target")) {
            RowsPublisher publication = RowsPublisher.begin(workers);
            publish(publication, 0, 20);
            publication.loseChunk();
            publish(publication, 300, 20);
            LoadTable load = publication.end().load(workers.connection(target), FourPathsIT.table(target));
            workers.assign(load);

            assertThat(workers.end(load, WorkFailed.class).failure().code()).isEqualTo(FailureCode.UNPROVEN);
            Leftovers.areGoneFrom(target);
        }
    }

    /// Ten rows a chunk.
    private static int publish(RowsPublisher publication, int from, int chunks) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            publication.rows(from + chunk * 10, from + chunk * 10 + 9);
        }
        return from + chunks * 10;
    }

    private static void endOne(FreshDatabase target, Random random) throws SQLException {
        boolean mySql = target.server() instanceof MySqlServer;
        String sessions = mySql
                ? "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user NOT IN ('event_scheduler', 'system user') ORDER BY id"
                : "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY pid";
        try (Connection session = target.connect(); Statement statement = session.createStatement()) {
            List<Long> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sessions)) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            if (!ids.isEmpty()) {
                long one = ids.get(random.nextInt(ids.size()));
                statement.execute(mySql ? "KILL " + one : "SELECT pg_terminate_backend(%d)".formatted(one));
            }
        } catch (SQLException e) {
            // It has ended by itself.
            if (e.getErrorCode() != 1094) {
                throw e;
            }
        }
    }

    private static void assertContent(FreshDatabase target, int rows) throws SQLException {
        try (Connection session = target.connect();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM orders")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(rows);
            assertThat(row.getInt(2)).isEqualTo(rows);
            assertThat(row.getInt(3)).isZero();
            assertThat(row.getInt(4)).isEqualTo(rows - 1);
        }
    }
}
