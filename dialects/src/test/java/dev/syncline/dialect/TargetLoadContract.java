package dev.syncline.dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LostFence;
import dev.syncline.dialect.load.TableLoad;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What every target promises about a load, proven on the real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TargetLoadContract {

    private static final DatabaseKind ELSEWHERE = new DatabaseKind("elsewhere");
    protected static final TableShape SHAPE = new TableShape(
            ELSEWHERE,
            List.of(
                    new Column("id", new ColumnType.Int(64, false), false, null),
                    new Column("name", new ColumnType.Text(0, false), true, null)),
            List.of("id"));

    private TestDatabase end;
    private TableName table;
    private int tables;

    protected abstract TestDatabase open() throws SQLException;

    /// A view on the table that a replacement would break, or another thing that depends on it.
    protected abstract String createDependent(TableName table);

    /// What a statement needs that makes a table.
    protected String engine() {
        return "";
    }

    protected TestDatabase end() {
        return end;
    }

    protected void use(TableName another) {
        table = another;
    }

    protected TableName table() {
        return table;
    }

    @BeforeAll
    void openEnd() throws SQLException {
        end = open();
    }

    @AfterAll
    void closeEnd() throws SQLException {
        end.close();
    }

    @BeforeEach
    protected void nextTable() {
        table = new TableName(end.schema(), "load_" + ++tables);
    }

    protected static Batch rows(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(i).append("\trow ").append(i).append('\n');
        }
        return new Batch(text.toString().getBytes(StandardCharsets.UTF_8), to - from + 1L, 0);
    }

    private static Batch text(String rows) {
        return new Batch(rows.getBytes(StandardCharsets.UTF_8), rows.chars().filter(c -> c == '\n').count(), 0);
    }

    protected void replaceWith(TableShape shape, Batch... batches) throws SQLException {
        try (Connection session = end.session(Access.WRITE)) {
            LoadHarness.load(end, session, table, shape, List.of(batches));
        }
    }

    protected TableLoad load(Connection session, UUID id, long fence) {
        return end.dialect().target().load(session, LoadHarness.plan(id, fence, table, SHAPE));
    }

    protected List<String> leftOvers() throws SQLException {
        return end.texts("SELECT table_name AS t FROM information_schema.tables WHERE table_schema = '%s'".formatted(table.schema())).stream()
                .filter(name -> name.matches("_?syncline_.*") && !name.endsWith(LoadNames.LEDGER.substring(1)))
                .toList();
    }

    protected String quoted(TableName name) {
        return end.dialect().quote(name.schema()) + '.' + end.dialect().quote(name.table());
    }

    protected long count() throws SQLException {
        return Long.parseLong(String.valueOf(end.text("SELECT count(*) FROM " + quoted(table))));
    }

    @Test
    void createsWhatIsNotThere() throws Exception {
        replaceWith(SHAPE, rows(1, 10), rows(11, 15));

        assertThat(end.texts("SELECT name FROM %s WHERE id > 13 ORDER BY id".formatted(quoted(table)))).containsExactly("row 14", "row 15");
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void createsTheSchemaToo() throws Exception {
        table = new TableName(end.schema() + "_new", "t");
        try {
            replaceWith(SHAPE, rows(1, 2));

            assertThat(count()).isEqualTo(2);
        } finally {
            end.execute("DROP %s %s%s".formatted(
                    end.dialect().descriptor().schemaWord(), end.dialect().quote(table.schema()), end.dialect().descriptor().schemaWord().equals("schema") ? " CASCADE" : ""));
        }
    }

    @Test
    void replacesTheFormerRowsAndColumns() throws Exception {
        end.execute("CREATE TABLE %s (other INT)%s".formatted(quoted(table), engine()));
        end.execute("INSERT INTO %s VALUES (1)".formatted(quoted(table)));

        replaceWith(SHAPE, rows(1, 3));
        replaceWith(SHAPE, rows(7, 8));

        assertThat(end.texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table)))).containsExactly("7", "8");
    }

    @Test
    void anEmptyTableArrivesEmpty() throws Exception {
        replaceWith(SHAPE, rows(1, 3));

        replaceWith(SHAPE);

        assertThat(count()).isZero();
    }

    @Test
    void equalRowsWithoutAKeyAllArrive() throws Exception {
        TableShape shape = new TableShape(ELSEWHERE, SHAPE.columns(), List.of());

        replaceWith(shape, text("1\ta\n1\ta\n1\t\\N\n1\t\\N\n"));

        assertThat(count()).isEqualTo(4);
    }

    @Test
    void anEmptyTextAsTheOnlyColumnArrives() throws Exception {
        TableShape shape = new TableShape(ELSEWHERE, List.of(new Column("name", new ColumnType.Text(0, false), true, null)), List.of());

        replaceWith(shape, text("\n\\N\n\n"));

        assertThat(end.texts("SELECT name FROM %s ORDER BY name".formatted(quoted(table)))).containsExactlyInAnyOrder("", null, "");
    }

    @Test
    void equalKeysAreRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> replaceWith(SHAPE, text("4711\ta\n4711\tb\n")))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                .hasMessageContaining(table.toString())
                .hasMessageNotContaining("4711");
    }

    @Test
    void keysThatDifferInCaseOrBlanksOnlyStayApart() throws Exception {
        TableShape shape = new TableShape(ELSEWHERE, List.of(new Column("name", new ColumnType.Text(0, false), false, null)), List.of("name"));

        replaceWith(shape, text("a\nA\na \nä\n"));

        assertThat(count()).isEqualTo(4);
    }

    @Test
    protected void theKeyIsThere() throws Exception {
        replaceWith(SHAPE, rows(1, 2));

        assertThatThrownBy(() -> end.execute("INSERT INTO %s VALUES (1, 'again')".formatted(quoted(table)))).isInstanceOf(SQLException.class);
    }

    @Test
    protected void aValueThatDoesNotFitIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> replaceWith(SHAPE, text("secret\ta\n")))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                .hasMessageContaining(table.toString())
                .hasMessageContaining("id")
                .hasMessageNotContaining("secret");
    }

    @Test
    void rowsWithOtherColumnsAreRefused() {
        assertThatThrownBy(() -> replaceWith(SHAPE, text("1\ta\tmore\n")))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE));
        assertThatThrownBy(() -> replaceWith(SHAPE, text("1\n")))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE));
    }

    @Test
    void aSuccessorGoesOnWhereTheLedgerStands() throws Exception {
        UUID id = UUID.randomUUID();
        Ledger taken;
        try (Connection session = end.session(Access.WRITE); TableLoad first = load(session, id, 1)) {
            assertThat(first.claim()).isEmpty();
            Ledger start = Ledger.start(UUID.randomUUID(), 7, 100);
            first.begin(start);
            taken = LoadHarness.append(first, start, rows(1, 10));
        }

        try (Connection session = end.session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            assertThat(second.claim()).contains(taken);
            Ledger all = LoadHarness.append(second, taken, rows(11, 20));
            second.complete(all);
            second.publish(all);
            assertThat(count()).isEqualTo(20);
            assertThat(second.claim()).hasValueSatisfying(ledger -> assertThat(ledger.swapped()).isTrue());
            second.forget();
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aLookSaysWhatIsLeftOfALoadUntilNothingIs() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end.session(Access.WRITE); TableLoad load = load(session, id, 1)) {
            assertThat(load.remnants()).isEmpty();
            load.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            load.begin(start);
            LoadHarness.append(load, start, rows(1, 10));
        }

        try (Connection session = end.session(Access.WRITE); TableLoad look = load(session, id, Long.MAX_VALUE)) {
            String name = id.toString().replace("-", "");
            assertThat(look.remnants()).anySatisfy(left -> assertThat(left.what()).startsWith("table ").contains(name));
            assertThat(look.remnants()).anySatisfy(left -> assertThat(left.what()).contains("ledger"));
            look.forget();
            assertThat(look.remnants()).isEmpty();
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aSuccessorMayBeginAnew() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end.session(Access.WRITE); TableLoad first = load(session, id, 1)) {
            first.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            first.begin(start);
            LoadHarness.append(first, start, rows(1, 10));
        }

        try (Connection session = end.session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            second.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 2, 50);
            second.begin(start);
            Ledger all = LoadHarness.append(second, start, rows(1, 3));
            second.complete(all);
            second.publish(all);
            second.forget();
        }

        assertThat(count()).isEqualTo(3);
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void theSameHolderMayClaimAgain() throws Exception {
        UUID id = UUID.randomUUID();
        Ledger taken;
        try (Connection session = end.session(Access.WRITE); TableLoad load = load(session, id, 3)) {
            load.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            load.begin(start);
            taken = LoadHarness.append(load, start, rows(1, 10));
        }

        try (Connection session = end.session(Access.WRITE); TableLoad load = load(session, id, 3)) {
            assertThat(load.claim()).contains(taken);
            load.forget();
        }
    }

    @Test
    void whoHasLostTheFenceCanDoNothing() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection zombieSession = end.session(Access.WRITE); Connection session = end.session(Access.WRITE)) {
            TableLoad zombie = load(zombieSession, id, 1);
            zombie.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            zombie.begin(start);
            Ledger taken = LoadHarness.append(zombie, start, rows(1, 5));
            if (end.dialect().kind().id().equals("mysql")) {
                // There the successor ends the session; a zombie that comes back has a new one.
                zombieSession.close();
            }
            try (Connection comingBack = end.session(Access.WRITE); TableLoad successor = load(session, id, 2)) {
                TableLoad back = load(comingBack, id, 1);
                successor.claim();

                assertThatThrownBy(() -> LoadHarness.append(back, taken, rows(6, 9))).isInstanceOf(LostFence.class);
                assertThatThrownBy(() -> back.complete(taken)).isInstanceOf(LostFence.class);
                assertThatThrownBy(() -> back.publish(taken)).isInstanceOf(LostFence.class);
                assertThatThrownBy(() -> back.begin(start)).isInstanceOf(LostFence.class);
                assertThatThrownBy(back::forget).isInstanceOf(LostFence.class);
                assertThatThrownBy(back::claim).isInstanceOf(LostFence.class);
                successor.complete(taken);
                successor.publish(taken);
                successor.forget();

                assertThat(count()).isEqualTo(5);
                assertThatThrownBy(() -> LoadHarness.append(back, taken, rows(6, 9))).isInstanceOf(LostFence.class);
                assertThat(leftOvers()).isEmpty();
            }
        }
    }

    @Test
    protected void aHolderThatHangsInItsRowsIsEnded() throws Exception {
        UUID id = UUID.randomUUID();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection zombieSession = end.session(Access.WRITE);
                Connection session = end.session(Access.WRITE)) {
            TableLoad zombie = load(zombieSession, id, 1);
            zombie.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            zombie.begin(start);
            Future<?> hung = threads.submit(() -> {
                zombie.append(new LoadHarness.Given(start, new Hanging(rows(1, 5).bytes(), hanging, released), 5, 0, LoadHarness.next(start, rows(1, 5))));
                return null;
            });
            hanging.await();

            try (TableLoad successor = load(session, id, 2)) {
                // Where rows and ledger are not one transaction, the ledger says that a batch may have come.
                assertThat(successor.claim()).map(found -> found.after(found.taken(), found.nextOffset())).contains(start);
                released.countDown();
                assertThatThrownBy(hung::get).cause().isInstanceOfAny(SyncException.class, LostFence.class);
                successor.complete(start);
                successor.publish(start);
                successor.forget();
            }
        }
        assertThat(count()).isZero();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void anotherCountThanAnnouncedIsUnproven() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end.session(Access.WRITE); TableLoad load = load(session, id, 1)) {
            load.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            load.begin(start);

            assertThatThrownBy(() -> LoadHarness.append(load, start, new Batch(rows(1, 3).bytes(), 4, 0)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNPROVEN));
            Ledger taken = LoadHarness.append(load, start, rows(1, 3));
            assertThatThrownBy(() -> LoadHarness.append(load, start, rows(4, 6)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNPROVEN));
            assertThatThrownBy(() -> load.complete(taken.after(new Manifest(1, 4, 0, 0), 9)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNPROVEN));
            load.complete(taken);
            load.forget();
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void forgettingIsPossibleAtAnyTimeAndAgain() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end.session(Access.WRITE); TableLoad load = load(session, id, 1)) {
            load.forget();
            load.claim();
            load.forget();
            load.claim();
            load.begin(Ledger.start(UUID.randomUUID(), 1, 0));
            load.forget();
            load.forget();
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    protected void aViewIsNotReplaced() throws Exception {
        end.execute("CREATE VIEW %s AS SELECT 1 AS one".formatted(quoted(table)));

        assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 1)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("view");
    }

    @Test
    protected void aTableOnWhichOthersDependStays() throws Exception {
        replaceWith(SHAPE, rows(1, 3));
        end.execute(createDependent(table));

        assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 1)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("dependent");
        assertThat(count()).isEqualTo(3);
    }

    @Test
    protected void aTableThatIsLockedStaysAndReadersBehindDoNotWaitLong() throws Exception {
        replaceWith(SHAPE, rows(1, 3));
        UUID id = UUID.randomUUID();
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection reader = end.anotherPlain();
                Connection session = end.session(Access.WRITE);
                TableLoad load = load(session, id, 1)) {
            load.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            load.begin(start);
            Ledger taken = LoadHarness.append(load, start, rows(1, 9));
            load.complete(taken);
            reader.setAutoCommit(false);
            select(reader);
            Future<Duration> longest = threads.submit(() -> longestRead(stop));

            try {
                long began = System.nanoTime();
                assertThatThrownBy(() -> load.publish(taken))
                        .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LOCKED));
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
            } finally {
                stop.set(true);
            }
            assertThat(longest.get()).isLessThan(Duration.ofSeconds(2));
            assertThat(count()).isEqualTo(3);

            reader.rollback();
            load.publish(taken);
            load.forget();
        }
        assertThat(count()).isEqualTo(9);
    }

    private Duration longestRead(AtomicBoolean stop) throws SQLException {
        long longest = 0;
        try (Connection other = end.anotherPlain()) {
            while (!stop.get()) {
                long began = System.nanoTime();
                select(other);
                longest = Math.max(longest, System.nanoTime() - began);
            }
        }
        return Duration.ofNanos(longest);
    }

    private long select(Connection session) throws SQLException {
        try (Statement statement = session.createStatement(); var row = statement.executeQuery("SELECT count(*) FROM " + quoted(table))) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aReaderSeesTheOldTableOrTheNewOne() throws Exception {
        replaceWith(SHAPE, rows(1, 1000));
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch reading = new CountDownLatch(1);
            Future<Set<Long>> seen = threads.submit(() -> {
                Set<Long> counts = new HashSet<>();
                try (Connection reader = end.anotherPlain()) {
                    while (!stop.get()) {
                        counts.add(select(reader));
                        reading.countDown();
                    }
                } finally {
                    reading.countDown();
                }
                return counts;
            });
            reading.await();
            try {
                for (int i = 0; i < 5; i++) {
                    replaceWith(SHAPE, rows(1, 2000), rows(2001, 3000 + i));
                }
            } finally {
                stop.set(true);
            }

            assertThat(seen.get()).isSubsetOf(1000L, 3000L, 3001L, 3002L, 3003L, 3004L).contains(1000L);
        }
    }

    @Test
    void aSessionInTheMiddleOfItsWorkCanBeEnded() throws Exception {
        UUID id = UUID.randomUUID();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); Connection session = end.session(Access.WRITE)) {
            TableLoad load = load(session, id, 1);
            load.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            load.begin(start);
            Future<?> hung = threads.submit(() -> {
                load.append(new LoadHarness.Given(start, new Hanging(rows(1, 5).bytes(), hanging, released), 5, 0, LoadHarness.next(start, rows(1, 5))));
                return null;
            });
            hanging.await();

            end.dialect().interrupt(session);

            released.countDown();
            assertThatThrownBy(hung::get).cause().isInstanceOf(RuntimeException.class);
        }
        try (Connection session = end.session(Access.WRITE); TableLoad load = load(session, id, 2)) {
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(load::forget);
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    protected void aRowOf30MiBArrives() throws Exception {
        byte[] row = new byte[30 << 20];
        Arrays.fill(row, (byte) 'x');
        row[0] = '1';
        row[1] = '\t';
        row[row.length - 1] = '\n';

        replaceWith(SHAPE, new Batch(row, 1, 0));

        assertThat(end.text("SELECT length(name) FROM " + quoted(table))).isEqualTo(Integer.toString(row.length - 3));
    }

    /// Names that the target takes, though nobody else may.
    protected List<String> oddNames() {
        return List.of(
                "select", "Order", "with blank", "quote\"s", "back`s", "semi;colon--", "$1", "per%cent", "back\\slash", "it's", "dot.ted", "ünï漢字", "a/b");
    }

    @Test
    protected void oddNamesArriveWhole() throws Exception {
        List<String> names = new ArrayList<>(oddNames());
        names.add("n".repeat(63));
        List<Column> columns = names.stream().map(name -> new Column(name, new ColumnType.Int(32, false), true, null)).toList();
        TableShape shape = new TableShape(ELSEWHERE, columns, List.of());
        String values = "1\t".repeat(names.size() - 1) + "1\n";

        for (String name : names) {
            table = new TableName(end.schema(), name);
            replaceWith(shape, text(values));
            replaceWith(shape, text(values + values));

            assertThat(count()).as(name).isEqualTo(2);
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void namesThatAreTooLongAreRefused() {
        table = new TableName(end.schema(), "n".repeat(end.dialect().nameLimit().bytes() + 1));

        assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 1)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME));
    }

    /// A project that was saved before such names were refused: nothing is written, looked at or made there.
    @Test
    void aSchemaOfTheServersOwnIsNotWritten() throws Exception {
        String kind = end.dialect().kind().id();
        String schema = switch (kind) {
            case "mysql" -> "mysql";
            case "clickhouse" -> "system";
            default -> "information_schema";
        };
        table = new TableName(schema, "of_users");

        assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 1)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME))
                .hasMessageContaining("'%s'".formatted(schema));

        TargetDialect target = end.dialect().target();
        try (Connection session = end.session(Access.READ)) {
            assertThatThrownBy(() -> target.inspect(session, table, SHAPE, List.of())).hasMessageContaining("'%s'".formatted(schema));
            assertThat(target.problems(session, List.of(table))).anySatisfy(problem -> assertThat(problem).contains("'%s'".formatted(schema)));
        }
        if (!kind.equals("doris") && !kind.equals("starrocks")) {
            assertThat(end.texts("SELECT table_name AS t FROM information_schema.tables WHERE table_schema = '%s' AND (table_name LIKE '%%syncline%%' OR table_name = 'of_users')"
                    .formatted(schema))).isEmpty();
        }
    }

    /// Gives its bytes and then nothing, not even an end, until it is released.
    private static final class Hanging extends InputStream {

        private final InputStream rows;
        private final CountDownLatch hanging;
        private final CountDownLatch released;

        Hanging(byte[] rows, CountDownLatch hanging, CountDownLatch released) {
            this.rows = new ByteArrayInputStream(rows);
            this.hanging = hanging;
            this.released = released;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = rows.read(buffer, offset, length);
            if (read < 0) {
                hanging.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            return read;
        }
    }
}
