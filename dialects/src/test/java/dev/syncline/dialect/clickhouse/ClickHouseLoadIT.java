package dev.syncline.dialect.clickhouse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.InterruptedSession;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetLoadContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.TableLoad;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClickHouseLoadIT extends TargetLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.clickHouse();
    }

    @Override
    protected String engine() {
        return " ENGINE = MergeTree ORDER BY tuple()";
    }

    @Override
    protected String createDependent(TableName table) {
        return "CREATE MATERIALIZED VIEW %s ENGINE = MergeTree ORDER BY tuple() AS SELECT count() AS n FROM %s"
                .formatted(quoted(new TableName(table.schema(), "dependent_" + table.table())), quoted(table));
    }

    /// The key tells rows apart when they are read; no insert is refused for it.
    @Override
    @Test
    protected void theKeyIsThere() throws Exception {
        replaceWith(SHAPE, rows(1, 2));

        end().execute("INSERT INTO %s VALUES (1, 'again')".formatted(quoted(table())));

        assertThat(end().texts("SELECT name FROM %s FINAL ORDER BY id".formatted(quoted(table())))).containsExactly("again", "row 2");
        assertThat(end().text("SELECT engine_full FROM system.tables WHERE database = '%s' AND name = '%s'".formatted(table().schema(), table().table())))
                .startsWith("ReplacingMergeTree ORDER BY (id)");
    }

    /// Readers hold no lock, and the exchange waits for nobody.
    @Override
    @Test
    protected void aTableThatIsLockedStaysAndReadersBehindDoNotWaitLong() throws Exception {
        replaceWith(SHAPE, rows(1, 3));
        try (Connection reader = end().anotherPlain(); var statement = reader.createStatement();
                var slow = statement.executeQuery("SELECT id, sleepEachRow(0.5) FROM %s SETTINGS max_block_size = 1".formatted(quoted(table())))) {
            assertThat(slow.next()).isTrue();

            replaceWith(SHAPE, rows(1, 9));

            assertThat(count()).isEqualTo(9);
        }
    }

    /// The server knows the batch again, also under the staging table's other name, and whether all or none of its partitions came.
    @Test
    void aBatchOfWhichNobodyKnowsWhetherItHasComeIsSentAgain() throws Exception {
        UUID id = UUID.randomUUID();
        Ledger start = Ledger.start(UUID.randomUUID(), 7, 100);
        Ledger taken;
        try (Connection session = end().session(Access.WRITE); TableLoad first = load(session, id, 1)) {
            first.claim();
            first.begin(start);
            taken = LoadHarness.append(first, start, rows(1, 10));
        }
        // As if the loader had died before it wrote down that the batch has come.
        end().execute("ALTER TABLE %s DELETE WHERE repeat_to = 0 AND row_count = 10 SETTINGS mutations_sync = 2"
                .formatted(quoted(new TableName(table().schema(), "_syncline_ledger"))));

        try (Connection session = end().session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            Ledger found = second.claim().orElseThrow();
            assertThat(found.taken()).isEqualTo(start.taken());
            assertThat(found.repeatTo()).isEqualTo(taken.nextOffset());
            Ledger all = LoadHarness.append(second, LoadHarness.append(second, found, rows(1, 10)), rows(11, 20));
            second.complete(all);
            second.publish(all);
            second.forget();
        }
        assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table())))).hasSize(20).doesNotHaveDuplicates();
        assertThat(leftOvers()).isEmpty();
    }

    /// The successor has looked at the ledger and not claimed yet; what its predecessor announces then has come.
    @Test
    void whatIsAnnouncedWhileALoadIsTakenOverIsKnown() throws Exception {
        UUID id = UUID.randomUUID();
        Ledger start = Ledger.start(UUID.randomUUID(), 7, 100);
        try (Connection one = end().session(Access.WRITE); Connection two = end().session(Access.WRITE); TableLoad first = load(one, id, 1)) {
            first.claim();
            first.begin(start);
            Connection late = InterruptedSession.before(two, "INSERT INTO", () -> LoadHarness.append(first, start, rows(1, 10)));

            TableLoad second = load(late, id, 2);
            Ledger found = second.claim().orElseThrow();

            assertThat(found.taken().rows()).isEqualTo(10);
            Ledger all = LoadHarness.append(second, found, rows(11, 20));
            second.complete(all);
            second.publish(all);
            second.forget();
        }
        assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table())))).hasSize(20).doesNotHaveDuplicates();
        assertThat(leftOvers()).isEmpty();
    }

    /// The server answers while the rows are still being sent.
    @Test
    void aValueThatDoesNotFitIsNamedHoweverMuchFollows() throws Exception {
        LoadHarness.Batch many = rows(1, 3_000_000);
        many.bytes()[0] = 'x';

        assertThatThrownBy(() -> replaceWith(SHAPE, many)).isInstanceOfSatisfying(SyncException.class, e -> {
            assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE);
            assertThat(e.failure().message()).contains("id");
        });

        assertThat(leftOvers()).isEmpty();
    }

    /// The request ends in the middle, at the end of a row: the server must not take what it has for all.
    @Test
    void ofABatchThatBreaksOffNothingStays() throws Exception {
        UUID id = UUID.randomUUID();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        SyncException lost = new SyncException(FailureCode.UNPROVEN, "The rows break off");
        try (Connection session = end().session(Access.WRITE); TableLoad load = load(session, id, 1)) {
            load.claim();
            load.begin(start);
            InputStream some = new SequenceInputStream(new ByteArrayInputStream(rows(1, 200_000).bytes()), new InputStream() {
                @Override
                public int read() {
                    throw lost;
                }
            });

            assertThatThrownBy(() -> load.append(new LoadHarness.Given(start, some, 200_000, 0, LoadHarness.next(start, rows(1, 200_000))))).isSameAs(lost);
        }

        try (Connection session = end().session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            assertThat(second.claim()).as("no end was announced").contains(start);
            Ledger all = LoadHarness.append(second, start, rows(1, 3));
            second.complete(all);
            second.publish(all);
            second.forget();
        }
        assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table())))).containsExactly("1", "2", "3");
        assertThat(leftOvers()).isEmpty();
    }

    /// The server's own default takes such a row for a header.
    @Test
    void aFirstRowThatReadsLikeTheColumnsNamesArrives() throws Exception {
        TableShape shape = new TableShape(
                SHAPE.origin(),
                List.of(new Column("id", new ColumnType.Text(0, false), true, null), new Column("name", new ColumnType.Text(0, false), true, null)),
                List.of());

        replaceWith(shape, new LoadHarness.Batch("id\tname\nString\tString\nx\ty\n".getBytes(StandardCharsets.UTF_8), 3, 0));

        assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted(table())))).containsExactly("String", "id", "x");
    }

    /// Killed after the exchange: the uuid says that it has happened.
    @Test
    void anExchangeThatHasHappenedIsNotDoneAgain() throws Exception {
        replaceWith(SHAPE, rows(1, 3));
        UUID id = UUID.randomUUID();
        Ledger taken;
        try (Connection session = end().session(Access.WRITE); TableLoad first = load(session, id, 1)) {
            first.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            first.begin(start);
            taken = LoadHarness.append(first, start, rows(1, 9));
            first.complete(taken);
            first.publish(taken);
        }
        end().execute("ALTER TABLE %s DELETE WHERE phase = 'SWAPPED' AND load_id = '%s' SETTINGS mutations_sync = 2"
                .formatted(quoted(new TableName(table().schema(), "_syncline_ledger")), id));

        try (Connection session = end().session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            assertThat(second.claim()).hasValueSatisfying(ledger -> assertThat(ledger.swapped()).isFalse());
            second.complete(taken);
            assertThat(second.publish(taken).inserted()).isEqualTo(9);
            second.forget();
        }
        assertThat(count()).isEqualTo(9);
        assertThat(leftOvers()).isEqualTo(List.of());
    }
}
