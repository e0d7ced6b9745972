package dev.syncline.dialect.streamload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.TargetLoadContract;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LostFence;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.EmulatedLoadState;
import dev.syncline.testsupport.streamload.Fault;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Where a load into Doris or StarRocks is unlike others, and what becomes of it where a server answers badly or not at all.
public abstract class StreamLoadLoadContract extends TargetLoadContract {

    protected StreamLoadServer server() {
        return EmulatedServer.of(end());
    }

    @AfterEach
    void clearFaults() {
        SharedServers.doris().clearFaults();
        SharedServers.starRocks().clearFaults();
    }

    @Override
    protected String engine() {
        return " DUPLICATE KEY(other) DISTRIBUTED BY HASH(other) BUCKETS 1 PROPERTIES(\"replication_num\" = \"1\")";
    }

    @Override
    protected String createDependent(TableName table) {
        throw new UnsupportedOperationException("Views name what they read");
    }

    /// A view goes on with whatever table has the name.
    @Override
    protected void aTableOnWhichOthersDependStays() {}

    /// Readers hold no lock.
    @Override
    protected void aTableThatIsLockedStaysAndReadersBehindDoNotWaitLong() {}

    /// Rows of one key take each other's place; no insert is refused for it.
    @Override
    @Test
    protected void theKeyIsThere() throws Exception {
        replaceWith(SHAPE, rows(1, 2));

        end().execute("INSERT INTO %s (id, name) VALUES (1, 'again')".formatted(quoted(table())));

        assertThat(end().texts("SELECT name FROM %s ORDER BY id".formatted(quoted(table())))).containsExactly("again", "row 2");
    }

    @Override
    @Test
    protected void aViewIsNotReplaced() throws Exception {
        server().behind().execute(table().schema(), "CREATE VIEW %s AS SELECT 1 AS one".formatted(quoted(table())));

        assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 1)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("view");
    }

    /// The longest text that both have by default; a longer one is refused whole.
    @Override
    @Test
    protected void aRowOf30MiBArrives() throws Exception {
        replaceWith(SHAPE, rowOf(1_048_576));
        assertThat(end().text("SELECT length(name) FROM " + quoted(table()))).isEqualTo("1048576");

        assertThatThrownBy(() -> replaceWith(SHAPE, rowOf(1_048_577)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE));
        assertThat(count()).isEqualTo(1);
    }

    /// Whoever can answer for the front end would else get the password.
    @Test
    void rowsAndPasswordGoToNoHostThatIsNoBackEnd() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            server().nextLoad(Fault.SENT_ELSEWHERE, elsewhere.getLocalPort());

            assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 2)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageContaining("127.0.0.2:" + elsewhere.getLocalPort())
                    .hasMessageContaining("none of the back ends that SHOW BACKENDS lists");

            elsewhere.setSoTimeout(1);
            assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Batch rowOf(int length) {
        byte[] row = new byte[length + 3];
        Arrays.fill(row, (byte) 'x');
        row[0] = '1';
        row[1] = '\t';
        row[row.length - 1] = '\n';
        return new Batch(row, 1, 0);
    }

    /// A batch that is under way cannot be ended there: it comes whole or not at all, and its label says which.
    @Override
    @Test
    protected void aHolderThatHangsInItsRowsIsEnded() throws Exception {
        UUID id = UUID.randomUUID();
        Batch batch = rows(1, 5);
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        Ledger after = LoadHarness.next(start, batch);
        try (Connection zombieSession = end().session(Access.WRITE); Connection session = end().session(Access.WRITE)) {
            TableLoad zombie = load(zombieSession, id, 1);
            zombie.claim();
            zombie.begin(start);
            TableLoad successor = load(session, id, 2);
            Ledger[] found = new Ledger[1];
            // In the middle of its rows the zombie falls asleep, and wakes up when another has the load.
            InputStream sleepy = new AtTheEnd(batch.bytes(), () -> found[0] = successor.claim().orElseThrow());

            assertThatThrownBy(() -> zombie.append(new LoadHarness.Given(start, sleepy, 5, 0, after))).isInstanceOf(LostFence.class);

            assertThat(found[0].repeatTo()).isEqualTo(after.nextOffset());
            Ledger all = LoadHarness.append(successor, found[0], batch);
            successor.complete(all);
            successor.publish(all);
            successor.forget();
        }
        assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table())))).containsExactly("1", "2", "3", "4", "5");
        assertThat(leftOvers()).isEmpty();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static final class AtTheEnd extends ByteArrayInputStream {

        private final Work work;

        AtTheEnd(byte[] bytes, Work work) {
            super(bytes);
            this.work = work;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            int read = super.read(buffer, offset, length);
            if (read < 0) {
                try {
                    work.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            super.close();
        }
    }

    /// A text of the two characters that mean null in the bulk text, and one that is empty.
    @Test
    void textsThatReadLikeNullsArrive() throws Exception {
        replaceWith(SHAPE, new Batch("1\t\\\\N\n2\t\n3\t\\N\n4\tnull\n5\ta\\tb\\nc\\\"d\n".getBytes(StandardCharsets.UTF_8), 5, 0));

        assertThat(end().texts("SELECT name FROM %s ORDER BY id".formatted(quoted(table())))).containsExactly("\\N", "", null, "null", "a\tb\nc\"d");
    }

    /// Committed, and nobody was told: the label says so, and the rows are not sent again.
    @Test
    void aReplyThatIsLostAfterTheCommitIsLookedUp() throws Exception {
        aLoadSurvives(Fault.REPLY_LOST_AFTER_COMMIT);
    }

    @Test
    void rowsThatAreCommittedButNotVisibleAreWaitedFor() throws Exception {
        aLoadSurvives(Fault.PUBLISH_TIMEOUT);
    }

    private void aLoadSurvives(Fault fault) throws Exception {
        server().nextLoad(fault);

        replaceWith(SHAPE, rows(1, 10), rows(11, 20));

        assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table())))).hasSize(20).doesNotHaveDuplicates();
        assertThat(leftOvers()).isEmpty();
    }

    /// Whether the rows were committed or not: either the label says so, or the load fails in a way that is tried again and goes on from its ledger.
    @Test
    void aLoadThatBreaksOffIsContinued() throws Exception {
        for (Fault fault : List.of(
                Fault.RESET_BEFORE_COMMIT, Fault.HTTP_500, Fault.TRUNCATED_JSON, Fault.BACK_END_DOWN, Fault.NO_BACK_END, Fault.RUNNING_ELSEWHERE_THEN_ABORTED)) {
            nextTable();
            UUID id = UUID.randomUUID();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            Ledger first = LoadHarness.next(start, rows(1, 10));
            Ledger taken;
            try (Connection session = end().session(Access.WRITE); TableLoad load = load(session, id, 1)) {
                load.claim();
                load.begin(start);
                LoadHarness.append(load, start, rows(1, 10));
                server().nextLoad(fault);
                taken = appendOrBreakOff(load, first, rows(11, 20), fault);
            }
            try (Connection session = end().session(Access.WRITE); TableLoad load = load(session, id, 2)) {
                Ledger found = load.claim().orElseThrow();
                assertThat(found.taken()).as(fault.name()).isEqualTo(taken.taken());
                Ledger all = taken == first ? LoadHarness.append(load, found, rows(11, 20)) : found;
                load.complete(all);
                load.publish(all);
                load.forget();
            }
            assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table())))).as(fault.name()).hasSize(20).doesNotHaveDuplicates();
        }
    }

    private Ledger appendOrBreakOff(TableLoad load, Ledger before, Batch batch, Fault fault) throws Exception {
        try {
            return LoadHarness.append(load, before, batch);
        } catch (SyncException e) {
            assertThat(e.code().retryable()).as(fault + ": " + e.getMessage()).isTrue();
            assertThat(e).hasMessageContaining(table().toString());
            return before;
        }
    }

    /// An earlier attempt still runs under the label: it is waited for, and decides.
    @Test
    void anEarlierAttemptThatStillRunsIsWaitedFor() throws Exception {
        server().nextLoad(Fault.RUNNING_ELSEWHERE_THEN_COMMITTED);
        UUID id = UUID.randomUUID();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        try (Connection session = end().session(Access.WRITE); TableLoad load = load(session, id, 1)) {
            load.claim();
            load.begin(start);
            Ledger all = LoadHarness.append(load, start, rows(1, 10));
            load.complete(all);
            load.publish(all);
            load.forget();
        }
        assertThat(count()).isEqualTo(10);
    }

    @Test
    void rowsThatTheServerRefusesFailTheLoadAndLeaveTheOldTable() throws Exception {
        replaceWith(SHAPE, rows(1, 3));
        server().nextLoad(Fault.FAIL_WITH_ERROR_URL);

        assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 9))).isInstanceOf(SyncException.class).hasMessageContaining("_load_error_log");

        assertThat(count()).isEqualTo(3);
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void eachBatchHasALabelOfItsOwn() throws Exception {
        replaceWith(SHAPE, rows(1, 10), rows(11, 20));

        assertThat(server().labels(end().schema()).values()).contains(EmulatedLoadState.VISIBLE);
        assertThat(server().loads(end().schema()).stream().filter(load -> load.state() == EmulatedLoadState.VISIBLE).map(load -> load.label())).doesNotHaveDuplicates();
    }

    /// The server would make a null of it, or count it as loaded.
    @Test
    void valuesThatTheServerWouldKeepWrongAreRefused() throws Exception {
        TableShape shape = new TableShape(
                SHAPE.origin(),
                List.of(
                        new Column("id", new ColumnType.Int(64, false), false, null),
                        new Column("short", new ColumnType.Text(2, false), true, null),
                        new Column("day", new ColumnType.Date(), true, null),
                        new Column("at", new ColumnType.Timestamp(6), true, null),
                        new Column("rate", new ColumnType.Floating(64), true, null)),
                List.of("id"));
        for (String row : List.of(
                "1\tninebytes\t\\N\t\\N\t\\N", "1\t\\N\t2026-02-30\t\\N\t\\N", "1\t\\N\t0000-00-00\t\\N\t\\N", "1\t\\N\tinfinity\t\\N\t\\N",
                "1\t\\N\t\\N\t10000-01-01 00:00:00\t\\N", "1\t\\N\t\\N\t2026-01-01 00:00:00 BC\t\\N", "1\t\\N\t\\N\t\\N\tNaN", "\\N\t\\N\t\\N\t\\N\t\\N",
                "99999999999999999999\t\\N\t\\N\t\\N\t\\N")) {
            assertThatThrownBy(() -> replaceWith(shape, new Batch((row + '\n').getBytes(StandardCharsets.UTF_8), 1, 0)))
                    .as(row)
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(FailureCode.UNUSABLE_VALUE));
        }
        replaceWith(shape, new Batch("1\täöüß\t0001-01-01\t9999-12-31 23:59:59.999999\t-1.5e-300\n".getBytes(StandardCharsets.UTF_8), 1, 0));
        assertThat(end().text("SELECT CONCAT_WS('|', short, day, at, rate) FROM " + quoted(table()))).isEqualTo("äöüß|0001-01-01|9999-12-31 23:59:59.999999|-1.5e-300");
    }
}
