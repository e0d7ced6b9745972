package dev.syncline.loader;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.Work.InspectTarget;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.WorkResult.LoadCleanedUp;
import dev.syncline.contracts.work.WorkResult.TableLoaded;
import dev.syncline.contracts.work.WorkResult.TargetInspected;
import dev.syncline.contracts.work.WorkResult.WorkFailed;
import dev.syncline.contracts.work.WorkResult.WorkStopped;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LockWait;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// An incremental table as the scheduler sees it: the target is inspected, then the new rows are merged (S36 to S40, S43).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncrementalLoadsIT {

    private static final LoadRules AFTER_TWO =
            new LoadRules(new LoadMode.Merge(new Bound(List.of("2"))), List.of("id"), true, null);

    private Workers workers;

    @BeforeAll
    void start() {
        workers = new Workers();
    }

    @AfterAll
    void stop() {
        workers.close();
    }

    static Stream<DatabaseServer> targets() {
        return Stream.of(SharedServers.mySql(), SharedServers.postgreSql());
    }

    private static InspectTarget inspection(LoadTable load) {
        return new InspectTarget(
                UUID.randomUUID(), 1, load.runId(), load.tableRunId(), load.target(), load.source(), load.table(), load.shape(), List.of("id"));
    }

    private TargetState inspect(LoadTable load) {
        InspectTarget work = inspection(load);
        workers.assign(work);
        return workers.end(work, TargetInspected.class).state();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void aTargetIsInspectedAndMergedInto(DatabaseServer server) throws SQLException {
        try (FreshDatabase target = server.freshDatabase("target")) {
            TableName table = FourPathsIT.table(target);
            long connection = workers.connection(target);
            RowsPublisher first = RowsPublisher.begin(workers).rows(1, 2).end();
            LoadTable full = first.load(connection, table);
            assertThat(inspect(full)).isEqualTo(new TargetState(false, List.of(), null, List.of()));
            assertThat(Leftovers.of(target)).isEmpty();
            workers.assign(full);
            workers.end(full, TableLoaded.class);

            assertThat(inspect(full)).isEqualTo(new TargetState(true, List.of(), new Bound(List.of("2")), List.of()));
            LoadTable merge = Workers.byRules(RowsPublisher.begin(workers).rows(2, 4).end().load(connection, table), AFTER_TWO);
            workers.assign(merge);

            TableLoaded loaded = workers.end(merge, TableLoaded.class);
            assertThat(loaded.report()).usingRecursiveComparison().ignoringFields("pace").isEqualTo(new LoadReport(2, 0, 0, List.of()));
            assertThat(loaded.report().pace()).extracting(Pace::streams).isEqualTo(1);
            assertThat(loaded.rows()).isEqualTo(3);
            assertThat(loaded.log()).extracting(LogLine::step).containsExactly(LogLine.Step.LOADED, LogLine.Step.PROVEN, LogLine.Step.SWAPPED);
            assertThat(loaded.log()).extracting(LogLine::text).as("no value of a row").noneMatch(text -> text.contains("name 4"));
            assertThat(FourPathsIT.rows(target)).containsExactly("1|name 1|", "2|name 2|", "3|name 3|", "4|name 4|");
            Leftovers.areGoneFrom(target);
        }
    }

    /// A loader was killed after it had committed the merge and before it could say so or clean up. Its successor gets another extraction.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void whatWasMergedByAKilledLoaderIsNotMergedAgain(DatabaseServer server) throws SQLException {
        try (FreshDatabase target = server.freshDatabase("target")) {
            target.execute("CREATE TABLE orders (id bigint, name varchar(40))");
            target.execute("INSERT INTO orders VALUES (1, 'one')");
            long[] connection = new long[1];
            ConnectionSettings[] settings = new ConnectionSettings[1];
            connection[0] = workers.connection(target, found -> settings[0] = found);
            LoadTable load = Workers.byRules(
                    RowsPublisher.begin(workers).rows(2, 9).end().load(connection[0], FourPathsIT.table(target)), AFTER_TWO);
            mergeAndDie(settings[0], load);

            LoadTable again = Workers.underFence(load, 2);
            workers.assign(again);

            TableLoaded loaded = workers.end(again, TableLoaded.class);
            assertThat(loaded.report()).usingRecursiveComparison().ignoringFields("pace").isEqualTo(
                    new LoadReport(1, 0, 0, List.of("Another loader had begun it and was lost or stopped; it went on from what the target had taken")));
            assertThat(FourPathsIT.rows(target)).containsExactly("1|one|", "3|three|");
            Leftovers.areGoneFrom(target);
        }
    }

    /// The result of a loader came too late to count, and it has removed its ledger before its successor began.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void rowsWithoutAKeyAreNotAppendedAgainWhereTheLedgerIsGone(DatabaseServer server) throws SQLException {
        try (FreshDatabase target = server.freshDatabase("target")) {
            LoadTable load = appending(target, RowsPublisher.begin(workers).rows(3, 4).end());
            workers.assign(load);
            workers.end(load, TableLoaded.class);
            Awaitility.await().until(() -> !workers.results(load, LoadCleanedUp.class).isEmpty());

            LoadTable again = Workers.underFence(load, 2);
            workers.assign(again);

            assertThat(workers.end(again, WorkFailed.class).failure().code()).isEqualTo(FailureCode.UNPROVEN);
            assertThat(FourPathsIT.rows(target)).containsExactly("1|one|", "3|name 3|", "4|name 4|");
            Leftovers.areGoneFrom(target);
        }
    }

    /// As after the loss of its reader: the load is given again, and the ledger says how far it had come.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void aLoadOfRowsWithoutAKeyThatIsWithdrawnCanBeGivenAgain(DatabaseServer server) throws SQLException {
        try (FreshDatabase target = server.freshDatabase("target")) {
            RowsPublisher publication = RowsPublisher.begin(workers).rows(3, 4);
            LoadTable load = appending(target, publication);
            workers.assign(load);
            Awaitility.await().until(() -> workers.rows(load) == 2 && !Leftovers.of(target).isEmpty());
            workers.withdraw(load);
            assertThat(workers.end(load, WorkStopped.class).cleanedUp()).isFalse();

            publication.rows(5, 5).end();
            LoadTable again = Workers.underFence(load, 2);
            workers.assign(again);

            assertThat(workers.end(again, TableLoaded.class).rows()).isEqualTo(3);
            assertThat(FourPathsIT.rows(target)).containsExactly("1|one|", "3|name 3|", "4|name 4|", "5|name 5|");
            Leftovers.areGoneFrom(target);
        }
    }

    /// Into a table that has a row already.
    private LoadTable appending(FreshDatabase target, RowsPublisher publication) {
        target.execute("CREATE TABLE orders (id bigint, name varchar(40))");
        target.execute("INSERT INTO orders VALUES (1, 'one')");
        LoadTable load = publication.load(workers.connection(target), FourPathsIT.table(target));
        TableShape keyless = new TableShape(load.shape().origin(), load.shape().columns(), List.of());
        return new LoadTable(
                load.id(), 1, load.runId(), load.tableRunId(), load.target(), load.source(), load.table(), keyless, load.extraction(), load.extractionFence(),
                load.partition(), load.offset(), AFTER_TWO);
    }

    private record Given(Ledger before, InputStream rows, long count, int rareEscapes, Ledger after) implements RowBatch {
        @Override
        public void gather() {}
    }

    private static void mergeAndDie(ConnectionSettings settings, LoadTable load) throws SQLException {
        Dialect dialect = Dialects.of(settings.kind());
        NetworkPolicy network = new NetworkPolicy(true, Duration.ofSeconds(10), Duration.ofMinutes(5));
        LoadPlan plan = new LoadPlan(load.id(), 1, load.table(), load.shape(), load.rules(), new LockWait(Duration.ofSeconds(5)));
        byte[] rows = "3\tthree\n".getBytes(StandardCharsets.UTF_8);
        try (Connection session = dialect.dataSource(settings, network, Access.WRITE).getConnection();
                TableLoad lost = dialect.target().load(session, plan)) {
            lost.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            lost.begin(start);
            Ledger taken = start.after(new Manifest(1, 1, rows.length, 1), 1);
            lost.append(new Given(start, new ByteArrayInputStream(rows), 1, 0, taken));
            lost.complete(taken);
            lost.publish(taken);
        }
    }

    /// S9, A26.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("targets")
    void aTargetThatMayNotBeWrittenIsNotInspected(DatabaseServer server) {
        try (FreshDatabase target = server.freshDatabase("target")) {
            long readOnly = workers.connection(
                    target,
                    found -> new ConnectionSettings(
                            found.id(), found.name(), found.version(), found.kind(), found.host(), found.port(), found.database(), found.user(), found.secret(), found.options(), false));
            InspectTarget work = inspection(RowsPublisher.begin(workers).load(readOnly, FourPathsIT.table(target)));

            workers.assign(work);

            assertThat(workers.end(work, WorkFailed.class).failure().code()).isEqualTo(FailureCode.NOT_WRITABLE);
        }
    }
}
