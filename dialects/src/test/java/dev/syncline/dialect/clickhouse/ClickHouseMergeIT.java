package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetMergeContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.TableLoad;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClickHouseMergeIT extends TargetMergeContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.clickHouse();
    }

    @Override
    protected void make(String columns) throws SQLException {
        end().execute(ClickHouseTables.create(quoted(), columns));
    }

    @Override
    protected List<@Nullable String> rows(String columns) throws SQLException {
        return ClickHouseTables.rows(end(), quoted(), columns);
    }

    private static LoadRules strictly(LoadMode mode, Map<String, List<String>> more) {
        Map<String, List<String>> values = new java.util.HashMap<>(more);
        values.put("deduplication", List.of("strict"));
        return new LoadRules(mode, List.of("seen"), true, null, Map.of("clickhouse", new TableProperties(values)));
    }

    /// In the strict mode there is one row of each key whoever reads, in a table of several partitions too.
    @Test
    void strictlyThereIsOneRowOfEachKeyForEveryReader() throws Exception {
        Map<String, List<String>> partitioned = Map.of("partitionBy", List.of("seen"), "settings", List.of("allow_nullable_key = 1"));
        load(SHAPE, strictly(new LoadMode.Create(false), partitioned), "1\t1\tone\n2\t2\ttwo\n3\t2\tthree\n");

        LoadReport report = load(SHAPE, strictly(new LoadMode.Merge(new Bound(List.of("2"))), partitioned), "2\t4\tTWO\n4\t5\tfour\n1\t4\tONE\n");

        assertThat(report).isEqualTo(new LoadReport(1, 2, 0, List.of()));
        assertThat(end().texts("SELECT concat(toString(id), name) FROM %s ORDER BY id".formatted(quoted()))).containsExactly("1ONE", "2TWO", "3three", "4four");
        assertThat(leftOvers()).isEmpty();
    }

    /// Killed between two partitions: what has been moved is not moved again, and nothing is doubled for lack of a key.
    @Test
    void aMergeThatWasEndedBetweenTwoPartitionsIsContinued() throws Exception {
        TableShape keyless = shape(List.of(), ID, SEEN, NAME);
        Map<String, TableProperties> partitioned = Map.of("clickhouse", new TableProperties(Map.of(
                "partitionBy", List.of("seen"), "settings", List.of("allow_nullable_key = 1"))));
        load(keyless, new LoadRules(new LoadMode.Create(false), List.of("seen"), false, null, partitioned), "1\t1\ta\n");
        LoadRules merge = new LoadRules(new LoadMode.Merge(new Bound(List.of("1"))), List.of("seen"), true, null, partitioned);
        UUID id = UUID.randomUUID();
        Ledger taken;
        try (Connection session = end().session(Access.WRITE);
                TableLoad first = end().dialect().target().load(session, LoadHarness.plan(id, 1, table(), keyless, merge))) {
            taken = stage(first, "2\t2\tb\n3\t3\tc\n3\t3\tc\n");
            first.publish(taken);
        }
        // As if it had been ended before the last partition: that one is back where it came from, and nothing says that all is done.
        String fresh = "`%s`.`%snew_1`".formatted(table().schema(), LoadNames.of(id).beginning());
        end().execute("CREATE TABLE %s AS %s".formatted(fresh, quoted()));
        end().execute("ALTER TABLE %s MOVE PARTITION 3 TO TABLE %s".formatted(quoted(), fresh));
        end().execute("ALTER TABLE `%s`.`_syncline_ledger` DELETE WHERE phase = 'SWAPPED' AND load_id = '%s' SETTINGS mutations_sync = 2"
                .formatted(table().schema(), id));

        try (Connection session = end().session(Access.WRITE);
                TableLoad second = end().dialect().target().load(session, LoadHarness.plan(id, 2, table(), keyless, merge))) {
            second.claim();
            assertThat(second.publish(taken)).isEqualTo(new LoadReport(3, 0, 0, List.of()));
            second.forget();
        }
        assertThat(rows("id")).containsExactly("1", "2", "3", "3");
        assertThat(leftOvers()).isEmpty();
    }

    /// A key's column cannot become wider here; the others can.
    @Override
    @Test
    protected void aMergeLetsTheTableTakeWhatHasChanged() throws Exception {
        make("id bigint PRIMARY KEY, seen smallint NOT NULL DEFAULT 7, name varchar(3), gone varchar(9) DEFAULT 'unset'");
        fill("(1, 1, 'one', 'kept'), (2, 2, 'two', 'kept')");
        TableShape changed = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Decimal(5, 1), false));

        LoadReport report = load(changed, mergeAfter("2"), "2\t300000\tlonger\t1.5\n5\t4\t\\N\t2.5\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.updated()).isEqualTo(1);
        assertThat(rows("id, seen, ifNull(name, '-'), gone, ifNull(extra, 0.0)"))
                .containsExactly("1|1|one|kept|0", "2|300000|longer|unset|1.5", "5|4|-|unset|2.5");
        assertThat(report.notes()).hasSize(3).allSatisfy(note -> assertThat(note).contains(table().toString()));
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
                    .hasMessageContainingAll("seen", "String", "Int32");
        }
        assertThat(rows("id, seen, name")).containsExactly("1|x|one");
        assertThat(inspect(changed, "id").changes()).hasSize(2);
    }

    @Override
    @Test
    protected void theSyncTimeIsAddedToATableWithoutIt() throws Exception {
        load(SHAPE, create(List.of("seen"), false), "1\t1\ta\n");

        LoadReport report = load(
                SHAPE, new LoadRules(new LoadMode.Merge(null), List.of("seen"), true, Instant.parse("2026-01-03T00:00:00Z")), "2\t2\tb\n");

        assertThat(report.notes()).hasSize(1);
        assertThat(rows("id, ifNull(substring(toString(hs_sync_time), 1, 10), '-')")).containsExactly("1|-", "2|2026-01-03");
    }

    @Override
    @Test
    protected void everyWrittenRowSaysWhenItWasSynchronised() throws Exception {
        Instant first = Instant.parse("2026-01-02T03:04:05.678912Z");
        load(SHAPE, new LoadRules(new LoadMode.Create(false), List.of("seen"), false, first), "1\t1\ta\n2\t2\tb\n");
        assertThat(rows("id, hs_sync_time")).containsExactly("1|2026-01-02 03:04:05.678", "2|2026-01-02 03:04:05.678");

        load(SHAPE, new LoadRules(new LoadMode.Merge(new Bound(List.of("2"))), List.of("seen"), true, Instant.parse("2026-01-03T00:00:00.5Z")), "2\t3\tb\n3\t4\tc\n");
        assertThat(rows("id, toDate(hs_sync_time)")).containsExactly("1|2026-01-02", "2|2026-01-03", "3|2026-01-03");
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();

        load(SHAPE, new LoadRules(new LoadMode.Clear(), List.of(), false, first), "9\t9\tz\n");
        assertThat(rows("id, toDate(hs_sync_time)")).containsExactly("9|2026-01-02");
        assertThat(end().text("SELECT default_expression FROM system.columns WHERE database = '%s' AND table = '%s' AND name = 'hs_sync_time'"
                        .formatted(table().schema(), table().table())))
                .isEmpty();
    }

    @Override
    @Test
    protected void whatWasForgottenAWeekAgoIsRemoved() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, id, 1, mergeAfter())) {
            load.publish(stage(load, "1\t1\ta\n"));
        }
        String ledger = "`%s`.`_syncline_ledger`".formatted(table().schema());
        load(SHAPE, mergeAfter(), "2\t2\tb\n");
        assertThat(end().text("SELECT uniqExact(load_id) FROM %s WHERE load_id = '%s'".formatted(ledger, id))).isEqualTo("1");

        end().execute("ALTER TABLE %s UPDATE changed_at = now() - INTERVAL 8 DAY WHERE load_id = '%s' SETTINGS mutations_sync = 2".formatted(ledger, id));
        load(SHAPE, mergeAfter(), "3\t3\tc\n");

        assertThat(end().text("SELECT count() FROM %s WHERE load_id = '%s'".formatted(ledger, id))).isEqualTo("0");
        assertThat(leftOvers()).isEmpty();
    }

    /// There are no unique indexes.
    @Override
    protected void anotherUniqueIndexFailsLoudlyAndNothingIsChanged() {}

    /// A full extraction without key fields has the source's own key, which nobody sees who checks the properties at save.
    @Test
    void aSortingKeyOfTheUsersOwnLosesNoRowOfTheSource() throws Exception {
        Map<String, List<String>> sorted = Map.of("orderBy", List.of("seen"), "settings", List.of("allow_nullable_key = 1"));
        assertThat(end().dialect().target().flaws(new TableProperties(sorted), List.of())).isEmpty();

        load(SHAPE, new LoadRules(new LoadMode.Create(false), List.of(), false, null, Map.of("clickhouse", new TableProperties(sorted))), "1\t7\ta\n2\t7\tb\n3\t7\tc\n");

        end().execute("OPTIMIZE TABLE %s FINAL".formatted(quoted()));
        assertThat(end().texts("SELECT id FROM %s ORDER BY id".formatted(quoted()))).containsExactly("1", "2", "3");
    }

    @Override
    protected List<String> namesOfOtherThings() {
        List<String> names = new ArrayList<>(super.namesOfOtherThings());
        names.addAll(List.of("_part", "_part_index", "_part_uuid", "_partition_value", "_sample_factor", "_table", "_database", "ctid", "_rowid"));
        return names;
    }

    @Test
    void aColumnNamedAsTheEnginesOwnIsRefusedBeforeAnythingIsWritten() throws Exception {
        for (List<String> pair : List.of(
                List.of("a", "_part_offset"), List.of("a", "_partition_id"), List.of("a", "_block_number"), List.of("a", "_row_exists"),
                List.of("a", "a.null"), List.of("a", "a.size0"), List.of("a", "a.size"), List.of("a", "_syncline_rows"))) {
            nextTable();
            TableShape shape = shape(List.of("id"), ID, SEEN, column(pair.get(0), new ColumnType.Text(10, false), true), column(pair.get(1), new ColumnType.Int(64, false), true));

            for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                    () -> inspect(shape, "seen"),
                    () -> end().dialect().target().preview(table(), shape, create(List.of("seen"), true)),
                    () -> load(shape, create(List.of("seen"), true), "1\t1\ta\t1\n"))) {
                assertThatThrownBy(attempt)
                        .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME))
                        .hasMessageContaining("'%s'".formatted(pair.get(1)));
            }
        }
    }

    @Test
    void columnsNamedAsSomethingElseKeepTheirValues() throws Exception {
        expectColumnsNamedAsSomethingElseToKeepTheirValues();
    }

    @Override
    protected String current() {
        return quoted() + " FINAL";
    }
}
