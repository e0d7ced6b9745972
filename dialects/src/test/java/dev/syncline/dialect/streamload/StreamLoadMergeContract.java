package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetMergeContract;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Where a merge into Doris or StarRocks is unlike others.
public abstract class StreamLoadMergeContract extends TargetMergeContract {

    protected StreamLoadServer server() {
        return EmulatedServer.of(end());
    }

    @Override
    protected void make(String columns) throws SQLException {
        end().execute(StreamLoadTables.create(end(), quoted(), columns));
    }

    private String ledger() {
        return "`%s`.`%ssyncline_ledger`".formatted(table().schema(), StreamLoadTables.isDoris(end()) ? "" : "_");
    }

    /// As columns only: databases and tables have few signs in their names here. What a server does not take is refused, and nothing else is written.
    @Override
    @Test
    protected void namesThatDriversRewriteArriveWhole() throws Exception {
        for (String name : oddNames()) {
            nextTable();
            Column key = column(name + "k", new ColumnType.Int(64, false), false);
            Column seen = column(name, new ColumnType.Int(32, false), true);
            TableShape shape = shape(List.of(key.name()), key, seen, NAME);
            try {
                load(shape, create(List.of(name), false), "1\t1\tone\n2\t2\ttwo\n");
            } catch (SyncException e) {
                assertThat(e.code()).as("%s: %s", name, e.getMessage()).isEqualTo(FailureCode.UNUSABLE_NAME);
                continue;
            }
            load(shape, new LoadRules(new LoadMode.Merge(new Bound(List.of("2"))), List.of(name), true, null), "2\t3\tTWO\n3\t4\tthree\n");
            assertThat(rows("%s, %s, name".formatted(end().dialect().quote(key.name()), end().dialect().quote(name))))
                    .as(name)
                    .containsExactly("1|1|one", "2|3|TWO", "3|4|three");
        }
    }

    /// There are no other unique indexes.
    @Override
    protected void anotherUniqueIndexFailsLoudlyAndNothingIsChanged() {}

    /// In the order of texts 9 is newer than 10.
    @Test
    void numbersThatAreKeptAsTextsTellNothingOfWhatIsNew() throws Exception {
        for (ColumnType type : List.of(new ColumnType.UnboundedDecimal(), new ColumnType.Decimal(39, 2))) {
            nextTable();
            TableShape numbers = shape(List.of("id"), ID, column("seen", type, true));
            load(numbers, create(List.of(), false), "1\t9\n2\t10\n");

            assertRefused(() -> inspect(numbers, "seen"));
            assertRefused(() -> load(numbers, new LoadRules(new LoadMode.Merge(new Bound(List.of("9"))), List.of("seen"), true, null), "3\t10\n"));
            assertRefused(() -> load(numbers, create(List.of("seen"), true), "3\t10\n"));
            assertThat(rows("id, seen")).containsExactly("1|9", "2|10");
        }
    }

    private static void assertRefused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("\"seen\"")
                .hasMessageContaining("choose another key, give the column bounds that ")
                .hasMessageContaining(" has a number for, or extract in full");
    }

    /// A row takes the place of another as a whole, so that a field that is gone gets its default. Each change of a column is waited for.
    @Override
    @Test
    protected void aMergeLetsTheTableTakeWhatHasChanged() throws Exception {
        make("id bigint PRIMARY KEY, seen smallint NOT NULL DEFAULT 7, name varchar(3), gone varchar(9) DEFAULT 'unset'");
        fill("(1, 1, 'one', 'kept'), (2, 2, 'two', 'kept')");
        TableShape changed = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Decimal(5, 1), false));
        server().nextSchemaChange(3);

        LoadReport report = load(changed, mergeAfter("2"), "2\t300000\tlonger\t1.5\n5\t4\t\\N\t2.5\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.updated()).isEqualTo(1);
        assertThat(rows("id, seen, COALESCE(name, '-'), gone, COALESCE(extra, 0.0)"))
                .containsExactly("1|1|one|kept|0.0", "2|300000|longer|unset|1.5", "5|4|-|unset|2.5");
        assertThat(report.notes()).hasSize(4).allSatisfy(note -> assertThat(note).contains(table().toString()));
    }

    /// The server tells changes of one second in no order but that of their numbers.
    @Test
    void eachOfSeveralChangesIsWaitedForHoweverSoonTheyFollow() throws Exception {
        make("id bigint PRIMARY KEY, seen smallint NOT NULL, name varchar(3)");
        fill("(1, 1, 'one')");
        TableShape changed = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Date(), true));

        load(changed, mergeAfter("1"), "2\t300000\tlonger than three\t2026-01-01\n");

        assertThat(rows("id, seen, name")).containsExactly("1|1|one", "2|300000|longer than three");
    }

    /// Whoever has begun it: the server makes one change at a time, and refuses to change or rename the table meanwhile.
    @Test
    void aChangeThatSomebodyElseHasBegunIsWaitedFor() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(3), other int");
        fill("(1, 1, 'one', 7)");
        String change = "ALTER TABLE %s MODIFY COLUMN other %s NULL";
        server().nextSchemaChange(3);
        end().execute(change.formatted(quoted(), "bigint"));

        load(SHAPE, mergeAfter("1"), "2\t3\tlonger than three\n");
        assertThat(rows("id, seen, name")).containsExactly("1|1|one", "2|3|longer than three");

        server().nextSchemaChange(3);
        end().execute(change.formatted(quoted(), "largeint"));
        load(SHAPE, create(List.of("seen"), true), "4\t4\tfour\n");
        assertThat(rows("id, name")).containsExactly("4|four");
        assertThat(leftOvers()).isEmpty();
    }

    /// Said before a row is sent, with what helps, and not as a setting of the server.
    @Test
    void whatCanNeverBeChangedInPlaceIsToldFirst() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        assertNeverChanged(shape(List.of("id"), ID, column("seen", new ColumnType.Decimal(12, 2), true), NAME), "seen", "is a whole number", "DECIMAL(12,2)");

        nextTable();
        end().execute("CREATE TABLE %s (id bigint NOT NULL, seen int, name varchar(10)) DUPLICATE KEY(id) DISTRIBUTED BY HASH(name) PROPERTIES(\"replication_num\" = \"1\")".formatted(quoted()));
        assertNeverChanged(shape(List.of(), ID, SEEN, NAME), "name", "distributes the rows", "VARCHAR(160)");
    }

    protected void assertNeverChanged(TableShape shape, String... words) throws SQLException {
        for (LoadRules rules : List.of(clear(), mergeAfter())) {
            assertThatThrownBy(() -> load(shape, rules, "1\t1\tx\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                    .hasMessageContainingAll(words)
                    .hasMessageContaining("make the table anew")
                    .hasMessageContaining(rules.mode() instanceof LoadMode.Clear ? "delete-and-create" : "full-extraction");
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aChangeThatTheServerGivesUpFailsTheLoadAndNothingIsMerged() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(3)");
        fill("(1, 1, 'one')");
        server().nextSchemaChangeFails(2, "timeout");

        assertThatThrownBy(() -> load(SHAPE, mergeAfter("1"), "2\t3\tlonger\n")).isInstanceOf(SyncException.class).hasMessageContaining("name");

        assertThat(rows("id, name")).containsExactly("1|one");
        assertThat(leftOvers()).isEmpty();
    }

    @Override
    @Test
    protected void aTypeThatCannotBeWidenedFailsNamingBoth() throws Exception {
        make("id bigint PRIMARY KEY, seen varchar(9), name varchar(40)");
        fill("(1, 'x', 'one')");
        TableShape changed = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Date(), true));

        for (LoadRules rules : List.of(clear(), mergeAfter())) {
            assertThatThrownBy(() -> load(changed, rules, "2\t3\tlonger\t\\N\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                    .hasMessageContainingAll("seen", "varchar(9)", "INT");
        }
        assertThat(rows("id, seen, name")).containsExactly("1|x|one");
    }

    /// A table that keeps all rows cannot tell those of one key apart (A9), nor can one with another key.
    @Test
    void aTableThatCannotTellRowsApartIsRefused() throws Exception {
        make("id bigint NOT NULL, seen int, name varchar(40)");
        assertThatThrownBy(() -> load(SHAPE, mergeAfter(), "2\t3\tx\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("key");

        nextTable();
        make("seen int PRIMARY KEY, id bigint, name varchar(40)");
        assertThatThrownBy(() -> load(SHAPE, mergeAfter(), "2\t3\tx\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContainingAll("seen", "id");
    }

    /// The insert has happened and nobody was told: its label says so, and nothing is doubled for lack of a key.
    @Test
    void aMergeWhoseAnswerWasLostIsNotDoneAgain() throws Exception {
        TableShape keyless = shape(List.of(), ID, SEEN, NAME);
        load(keyless, create(List.of("seen"), false), "1\t1\ta\n");
        UUID id = UUID.randomUUID();
        Ledger taken;
        try (Connection session = end().session(Access.WRITE);
                TableLoad first = end().dialect().target().load(session, LoadHarness.plan(id, 1, table(), keyless, mergeAfter("1")))) {
            taken = stage(first, "2\t2\tb\n3\t3\tc\n3\t3\tc\n");
            first.publish(taken);
        }
        // As if the loader had died before it wrote down that the rows are there; their staging table is gone all the same.
        end().execute("DELETE FROM %s WHERE load_id = '%s' AND phase = 'SWAPPED'".formatted(ledger(), id));

        try (Connection session = end().session(Access.WRITE);
                TableLoad second = end().dialect().target().load(session, LoadHarness.plan(id, 2, table(), keyless, mergeAfter("1")))) {
            second.claim();
            assertThat(second.publish(taken)).isEqualTo(new LoadReport(3, 0, 0, List.of()));
            second.forget();
        }
        assertThat(rows("id")).containsExactly("1", "2", "3", "3");
        assertThat(leftOvers()).isEmpty();
    }

    /// A successor would look for the hidden table, find that it has gone, and take the rows for published.
    @Test
    void aLoadThatWasBegunAnewIsNotTakenForPublished() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end().session(Access.WRITE); TableLoad first = open(session, id, 1, create(List.of("seen"), false))) {
            first.publish(stage(first, "1\t1\ta\n"));
        }
        end().execute("DELETE FROM %s WHERE load_id = '%s' AND phase = 'SWAPPED'".formatted(ledger(), id));
        Ledger another = Ledger.start(UUID.randomUUID(), 2, 0);
        try (Connection session = end().session(Access.WRITE); TableLoad second = open(session, id, 2, create(List.of("seen"), false))) {
            second.claim();
            second.begin(another);
        }
        // As if the holder had died before it wrote down that it has begun.
        end().execute("DELETE FROM %s WHERE load_id = '%s' AND extraction = '%s'".formatted(ledger(), id, another.extraction()));

        try (Connection session = end().session(Access.WRITE); TableLoad third = open(session, id, 3, create(List.of("seen"), false))) {
            assertThat(third.claim()).isEmpty();
            third.forget();
        }
    }

    @Override
    @Test
    protected void everyWrittenRowSaysWhenItWasSynchronised() throws Exception {
        Instant first = Instant.parse("2026-01-02T03:04:05.678912Z");
        load(SHAPE, new LoadRules(new LoadMode.Create(false), List.of("seen"), false, first), "1\t1\ta\n2\t2\tb\n");
        assertThat(rows("id, hs_sync_time")).allSatisfy(row -> assertThat(row).contains("|2026-01-02 03:04:05.678"));

        load(SHAPE, new LoadRules(new LoadMode.Merge(new Bound(List.of("2"))), List.of("seen"), true, Instant.parse("2026-01-03T00:00:00.5Z")), "2\t3\tb\n3\t4\tc\n");
        assertThat(rows("id, CAST(hs_sync_time AS DATE)")).containsExactly("1|2026-01-02", "2|2026-01-03", "3|2026-01-03");
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();

        load(SHAPE, new LoadRules(new LoadMode.Clear(), List.of(), false, first), "9\t9\tz\n");
        assertThat(rows("id, CAST(hs_sync_time AS DATE)")).containsExactly("9|2026-01-02");
    }

    @Override
    @Test
    protected void whatWasForgottenAWeekAgoIsRemoved() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, id, 1, mergeAfter())) {
            load.publish(stage(load, "1\t1\ta\n"));
        }
        load(SHAPE, mergeAfter(), "2\t2\tb\n");
        assertThat(remembered(id)).isNotEqualTo("0");

        server().behind().execute(table().schema(), "UPDATE %s SET changed_at = now() - INTERVAL 8 DAY WHERE load_id = '%s'".formatted(ledger(), id));
        load(SHAPE, mergeAfter(), "3\t3\tc\n");

        assertThat(remembered(id)).isEqualTo("0");
        assertThat(leftOvers()).isEmpty();
    }

    private @Nullable String remembered(UUID id) throws SQLException {
        return end().text("SELECT count(*) FROM %s WHERE load_id = '%s'".formatted(ledger(), id));
    }
}
