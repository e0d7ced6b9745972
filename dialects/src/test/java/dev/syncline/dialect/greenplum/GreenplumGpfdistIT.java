package dev.syncline.dialect.greenplum;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.TargetTable;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.HostName;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.load.WorkerAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Loads whose rows segments fetch. PostgreSQL has no external tables: there the attempt fails as it would where segments do not reach the worker; or a
/// table of the session stands for the external one, filled by segments of ours.
class GreenplumGpfdistIT extends TargetTable {

    private static final WorkerAddress HERE = new WorkerAddress(new HostName("127.0.0.1"), 0);

    private final WithSegments segments = new WithSegments();

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.greenplum(OnPostgreSql.dialect());
    }

    /// Segments of ours in place of Greenplum's.
    private static final class WithSegments extends OnPostgreSql {

        private static final int COUNT = 3;

        private String probeAnswer = "";
        private boolean breaking;
        private boolean losing;
        private int fetched;

        WithSegments() {
            super(true, HERE);
        }

        @Override
        void attach(LoadSession steps, ExternalTable table, String location) throws SQLException {
            steps.execute("CREATE TEMP TABLE %s (\n%s\n)".formatted(quote(table.name()), table.definitions()));
            List<String> rows = fetch(location, table.columns().getFirst().equals("answer"));
            if (!rows.isEmpty()) {
                steps.execute(rows.stream()
                        .map(row -> "('" + row.replace("'", "''").replace("\t", "', '") + "')")
                        .collect(Collectors.joining(", ", "INSERT INTO %s VALUES ".formatted(table.inSession()), "")));
            }
        }

        private List<String> fetch(String location, boolean isProbe) throws SQLException {
            assertThat(location).matches("127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}");
            int port = Integer.parseInt(location.replaceAll(".*:(\\d+)/.*", "$1"));
            Segment first = new Segment(port, location.substring(location.indexOf('/')), "1-01." + ++fetched + ".1", 0, COUNT, true);
            List<String> rows = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Segment.Got>> all = IntStream.range(0, COUNT).mapToObj(id -> threads.submit(() -> first.another(id).fetch(_ -> {
                    if (breaking && !isProbe) {
                        throw new IOException("Gone");
                    }
                }))).toList();
                List<Segment.Got> ended = new ArrayList<>();
                // Where one broke off, the others may end early as well: that is told before they are judged.
                for (Future<Segment.Got> each : all) {
                    ended.add(each.get());
                }
                for (Segment.Got each : ended) {
                    assertThat(each.ended()).isTrue();
                    rows.addAll(each.rows());
                }
            } catch (ExecutionException | InterruptedException e) {
                throw new SQLException("gpfdist server closed connection", "08006", e);
            }
            if (isProbe && !probeAnswer.isEmpty()) {
                rows.replaceAll(row -> row.replaceFirst("(.*)\t(.*)", probeAnswer));
            }
            return losing && !isProbe ? rows.subList(1, rows.size()) : rows;
        }

        @Override
        void detach(LoadSession steps, ExternalTable table) throws SQLException {
            steps.execute("DROP TABLE " + table.inSession());
        }
    }

    private LoadPlan plan() {
        return plan(LoadRules.CREATE);
    }

    private LoadPlan plan(LoadRules rules) {
        return LoadHarness.plan(UUID.randomUUID(), 1, table(), SHAPE, rules);
    }

    private TableLoad openWithSegments(Connection session, LoadPlan plan) {
        return new GreenplumDialect(segments, _ -> segments).target().load(session, plan);
    }

    private static Batch rows(int from, int to) {
        return text(IntStream.range(from, to).mapToObj(i -> "%d\t%d\tname '%d'\n".formatted(i, i % 7, i)).collect(Collectors.joining()));
    }

    private LoadReport loadBySegments(LoadPlan plan, Batch... batches) throws SQLException {
        try (Connection session = end().session(Access.WRITE); TableLoad load = openWithSegments(session, plan)) {
            return all(load, batches);
        }
    }

    /// By a worker that says that others reach it there.
    private LoadReport loadFrom(String host, int port, Batch... batches) throws SQLException {
        TargetDialect target = end().dialect().target().reachableAt(new WorkerAddress(new HostName(host), port));
        try (Connection session = end().session(Access.WRITE); TableLoad load = target.load(session, plan())) {
            try {
                return all(load, batches);
            } finally {
                load.forget();
            }
        }
    }

    private static LoadReport all(TableLoad load, Batch... batches) throws SQLException {
        load.claim();
        Ledger ledger = Ledger.start(UUID.randomUUID(), 1, 0);
        load.begin(ledger);
        for (Batch batch : batches) {
            ledger = LoadHarness.append(load, ledger, batch);
        }
        load.complete(ledger);
        return load.publish(ledger);
    }

    @Test
    void whereSegmentsCannotFetchTheRowsComeByCopyAndANoteSaysWhy() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);

        LoadReport report = loadFrom("loader.example.org", 0, rows(0, 250), rows(250, 300));

        assertThat(report.notes()).singleElement().asString().startsWith("Rows came by COPY through the coordinator").contains("does not know external tables");
        assertThat(report.inserted()).isEqualTo(300);
        assertThat(rows("id")).hasSize(300);
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void whereThePortIsNotFreeTheRowsComeByCopy() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);
        try (ServerSocket taken = new ServerSocket(0)) {
            LoadReport report = loadFrom("127.0.0.1", taken.getLocalPort(), rows(0, 10));

            assertThat(report.notes()).singleElement().asString().contains("port %d".formatted(taken.getLocalPort()), "cannot be opened");
            assertThat(rows("id")).hasSize(10);
        }
    }

    @Test
    void whereAnotherServerAnswersTheRowsComeByCopy() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);
        assertThat(noteWhere("another\t2026-07-01 12:00:00")).contains("another server answers segments at 127.0.0.1:");
    }

    @Test
    void whereSegmentsHaveAnotherTimeZoneTheRowsComeByCopy() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);
        assertThat(noteWhere("$1\t$2+02")).contains("segments read times otherwise");
    }

    /// @param answer what segments make of the row that is tried
    private String noteWhere(String answer) throws SQLException {
        segments.probeAnswer = answer;
        try {
            List<String> notes = loadBySegments(plan(), rows(0, 10)).notes();
            assertThat(rows("id")).hasSize(10);
            assertThat(notes).hasSize(1);
            return notes.getFirst();
        } finally {
            segments.probeAnswer = "";
        }
    }

    @Test
    void withoutAnAddressNobodyTries() throws Exception {
        assertThat(load(plan(), rows(0, 10)).notes()).isEmpty();
    }

    @Test
    void rowsThatSegmentsFetchArriveOnceEach() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);
        int before = segments.fetched;

        LoadReport report = loadBySegments(plan(), rows(0, 20_000), rows(20_000, 20_001), rows(20_001, 30_000));

        assertThat(report.notes()).isEmpty();
        assertThat(report.inserted()).isEqualTo(30_000);
        assertThat(segments.fetched - before).as("one attempt and three batches").isEqualTo(4);
        assertThat(end().text("SELECT count(DISTINCT id) || ' ' || count(*) || ' ' || sum(seen) || ' ' || max(name) FROM " + quoted()))
                .isEqualTo("30000 30000 %d name '9999'".formatted(IntStream.range(0, 30_000).map(i -> i % 7).sum()));
    }

    /// Eight versions of each row, equally new, over more than one block.
    @Test
    void ofEquallyNewRowsTheLastThatCameIsKept() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);
        String versions = IntStream.range(0, 40_000).mapToObj(i -> "%d\t1\tversion %d\n".formatted(i % 5_000, i / 5_000)).collect(Collectors.joining());

        LoadReport report = loadBySegments(plan(create(List.of("seen"), true)), text(versions));

        assertThat(report.duplicates()).isEqualTo(35_000);
        assertThat(end().text("SELECT count(*) || ' ' || min(name) || ' ' || max(name) FROM " + quoted())).isEqualTo("5000 version 7 version 7");
    }

    @Test
    void aBatchThatASegmentLosesIsTakenBackAndCanBeSentAgain() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);
        LoadPlan plan = plan();
        try (Connection session = end().session(Access.WRITE); TableLoad load = openWithSegments(session, plan)) {
            load.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            load.begin(start);
            Ledger taken = LoadHarness.append(load, start, rows(0, 100));

            segments.breaking = true;
            assertFails(() -> LoadHarness.append(load, taken, rows(100, 200)), FailureCode.CONNECTION_LOST);
            segments.breaking = false;
            segments.losing = true;
            assertFails(() -> LoadHarness.append(load, taken, rows(100, 200)), FailureCode.UNPROVEN);
            segments.losing = false;
            Batch counted = rows(100, 200);
            assertFails(() -> LoadHarness.append(load, taken, new Batch(counted.bytes(), 99, 0)), FailureCode.UNPROVEN);

            Ledger all = LoadHarness.append(load, taken, counted);
            load.complete(all);
            load.publish(all);
            load.forget();
        } finally {
            segments.breaking = false;
            segments.losing = false;
        }
        assertThat(end().text("SELECT count(DISTINCT id) || ' ' || count(*) FROM " + quoted())).isEqualTo("200 200");
    }

    private interface Failing {
        void run() throws SQLException;
    }

    private static void assertFails(Failing failing, FailureCode code) {
        assertThatThrownBy(failing::run).isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /// The property `greenplum.worker` is this machine's host as the real server's segments know it.
    @Test
    void realSegmentsFetchRowsWithEscapesAndNulls() throws Exception {
        String worker = System.getProperty("greenplum.worker");
        assumeTrue(worker != null);
        LoadReport report = loadFrom(worker, Integer.getInteger("greenplum.worker.port", 0), text("1\t\\N\ta\\tb\\\\c\\nd ä€𝄞\n2\t5\t\\N\n3\t6\t\n"), rows(4, 200_000));

        assertThat(report.notes()).isEmpty();
        assertThat(report.inserted()).isEqualTo(199_999);
        assertThat(end().texts("SELECT name FROM %s WHERE id < 4 ORDER BY id".formatted(quoted()))).containsExactly("a\tb\\c\nd ä€𝄞", null, "");
    }
}
