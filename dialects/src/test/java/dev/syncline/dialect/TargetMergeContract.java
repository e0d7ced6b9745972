package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LostFence;
import dev.syncline.dialect.load.TableLoad;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// How new rows are merged into a target table (S25 to S28, S36 to S45, A5 to A9, A12, A22), proven on the real server.
public abstract class TargetMergeContract extends TargetTable {

    /// S36, S43: newer rows are added, and take the place of older ones of the same key.
    @Test
    protected void aMergeUpdatesWhatIsThereAndInsertsTheRest() throws Exception {
        load(SHAPE, create(List.of("seen"), false), "1\t1\tone\n2\t2\ttwo\n3\t3\tthree\n");

        LoadReport report = load(SHAPE, mergeAfter("3"), "2\t4\tTWO\n4\t5\tfour\n5\t6\t\\N\n");

        assertThat(report).isEqualTo(new LoadReport(2, 1, 0, List.of()));
        assertThat(rows("id, seen, name")).containsExactly("1|1|one", "2|4|TWO", "3|3|three", "4|5|four", "5|6");
        assertThat(leftOvers()).isEmpty();
    }

    /// A5: rows that were read for another target; A7: a null is not greater than anything.
    @Test
    protected void rowsThatAreNotGreaterAreLeftOut() throws Exception {
        load(SHAPE, create(List.of("seen"), false), "1\t3\tone\n");

        LoadReport report = load(SHAPE, mergeAfter("3"), "1\t2\tolder\n2\t3\tequal\n3\t4\tgreater\n4\t\\N\tnull\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(rows("id, name")).containsExactly("1|one", "3|greater");
    }

    /// A22: without a key all rows are appended.
    @Test
    protected void withoutAPrimaryKeyRowsAreAppended() throws Exception {
        TableShape keyless = shape(List.of(), ID, SEEN, NAME);
        load(keyless, create(List.of("seen"), false), "1\t1\ta\n1\t1\ta\n");

        LoadReport report = load(keyless, mergeAfter("1"), "1\t1\ta\n1\t2\ta\n1\t2\ta\n");

        assertThat(report).isEqualTo(new LoadReport(2, 0, 0, List.of()));
        assertThat(rows("id, seen")).containsExactly("1|1", "1|1", "1|2", "1|2");
    }

    /// S43: of several new rows of one key the newest is kept, of equally new ones the last that came.
    @Test
    protected void theNewestOfSeveralRowsOfOneKeyWins() throws Exception {
        load(SHAPE, create(List.of("seen"), false), "1\t1\told\n");

        LoadReport report = load(SHAPE, mergeAfter("1"), "1\t9\tnewest\n1\t2\tolder\n2\t3\tfirst\n2\t3\tlast\n3\t4\tonly\n1\t\\N\tnull\n");

        assertThat(report).isEqualTo(new LoadReport(2, 1, 3, List.of()));
        assertThat(rows("id, seen, name")).containsExactly("1|9|newest", "2|3|last", "3|4|only");
    }

    /// As schema, table, column, key and incremental key, in every statement of a load, an inspection, a merge and a replacement.
    @Test
    protected void namesThatDriversRewriteArriveWhole() throws Exception {
        for (String name : oddNames()) {
            use(new TableName("odd" + name, name));
            Column key = column(name + "k", new ColumnType.Int(64, false), false);
            Column seen = column(name, new ColumnType.Int(32, false), true);
            TableShape shape = shape(List.of(key.name()), key, seen, NAME);
            try {
                load(shape, create(List.of(name), false), "1\t1\tone\n2\t2\ttwo\n");
                assertThat(inspect(shape, name)).as(name).satisfies(state -> {
                    assertThat(state.maximum()).isEqualTo(new Bound(List.of("2")));
                    assertThat(state.changes()).isEmpty();
                });
                assertThat(problems()).as(name).isEmpty();
                load(shape, new LoadRules(new LoadMode.Merge(new Bound(List.of("2"))), List.of(name), true, null), "2\t3\tTWO\n3\t4\tthree\n");
                String columns = "%s, %s, name".formatted(end().dialect().quote(key.name()), end().dialect().quote(name));
                assertThat(rows(columns)).as(name).containsExactly("1|1|one", "2|3|TWO", "3|4|three");
                load(shape, create(List.of(name), false), "1\t1\tone\n");
                assertThat(rows(columns)).as(name).containsExactly("1|1|one");
            } finally {
                String word = end().dialect().descriptor().schemaWord();
                end().execute("DROP %s IF EXISTS %s%s".formatted(word, end().dialect().quote(table().schema()), word.equals("schema") ? " CASCADE" : ""));
            }
        }
    }

    /// Those that the target can have.
    protected List<String> oddNames() {
        List<String> names = new ArrayList<>(OddNames.OF_DRIVERS);
        names.addAll(OddNames.QUOTES);
        return names;
    }

    /// A8, S38: column after column, never each for itself.
    @Test
    protected void aKeyOfSeveralColumnsIsComparedAsOne() throws Exception {
        Column year = column("year", new ColumnType.Int(16, false), true);
        Column day = column("day", new ColumnType.Date(), true);
        Column place = column("place", new ColumnType.Text(10, false), true);
        TableShape shape = shape(List.of("id"), ID, year, day, place);
        LoadRules rules = new LoadRules(
                new LoadMode.Merge(new Bound(List.of("2025", "2025-06-30", "B"))), List.of("year", "day", "place"), true, null);
        load(shape, create(rules.incrementalKey(), false), "");

        load(shape, rules, """
                1\t2025\t2025-06-30\tB
                2\t2025\t2025-06-30\tA
                3\t2025\t2025-06-29\tZ
                4\t2024\t2026-01-01\tZ
                5\t2025\t2025-06-30\ta
                6\t2025\t2025-07-01\tA
                7\t2026\t2025-01-01\tA
                """);

        assertThat(rows("id")).containsExactly("5", "6", "7");
    }

    /// Every type that has an order, each as the only column of a key.
    @Test
    protected void everyTypeOfKeyIsCompared() throws Exception {
        List<Object[]> cases = List.of(
                new Object[] {new ColumnType.Int(64, true), "9007199254740993", "9007199254740992", "18446744073709551615"},
                new Object[] {new ColumnType.Decimal(20, 3), "9.500", "-10.000", "10.000"},
                new Object[] {new ColumnType.Floating(64), "0.1", "-1e20", "0.2"},
                new Object[] {new ColumnType.Text(20, false), "a", "B", "b"},
                new Object[] {new ColumnType.Date(), "2026-01-01", "2025-12-31", "2026-01-02"},
                new Object[] {new ColumnType.Timestamp(6), "2026-01-01 00:00:00.000001", "2026-01-01 00:00:00.000000", "2026-01-01 00:00:00.000002"},
                new Object[] {new ColumnType.Instant(3), "2026-01-01 00:00:00.001", "2026-01-01 00:00:00.000", "2026-01-01 00:00:00.002"},
                new Object[] {new ColumnType.Binary(8), "\\\\x10", "\\\\x0f", "\\\\xff00"},
                new Object[] {new ColumnType.Bool(), "false", "\\N", "true"},
                new Object[] {new ColumnType.Bits(8, false), "00000010", "00000001", "10000000"},
                new Object[] {new ColumnType.Uuid(), "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-000000000009", "00000000-0000-0000-0000-00000000000b"});
        for (Object[] each : cases) {
            nextTable();
            ColumnType type = (ColumnType) each[0];
            TableShape shape = shape(List.of("id"), ID, column("seen", type, true));
            load(shape, create(List.of("seen"), false), "1\t%s\n2\t%s\n".formatted(each[1], each[2]));

            Bound maximum = inspect(shape, "seen").maximum();
            assertThat(maximum).as(type.toString()).isNotNull();
            assertThat(maximum.values()).as(type.toString()).containsExactly(((String) each[1]).replace("\\\\", "\\"));
            load(shape, new LoadRules(new LoadMode.Merge(maximum), List.of("seen"), true, null), "3\t%s\n4\t%s\n5\t%s\n".formatted(each[1], each[2], each[3]));
            assertThat(rows("id")).as(type.toString()).containsExactly("1", "2", "5");
        }
    }

    /// `ON DUPLICATE KEY UPDATE` and `REPLACE` would change rows of other keys through another unique index.
    @Test
    protected void anotherUniqueIndexFailsLoudlyAndNothingIsChanged() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40), UNIQUE (name)");
        fill("(1, 1, 'one'), (2, 2, 'two')");

        assertThatThrownBy(() -> load(SHAPE, mergeAfter("2"), "2\t3\tTWO\n3\t4\tone\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                .hasMessageContaining(table().toString());
        assertThat(rows("id, seen, name")).containsExactly("1|1|one", "2|2|two");
        assertThat(leftOvers()).isEmpty();
    }

    /// S26 to S28, A12: added at the source, gone from the source, wider, nullable.
    @Test
    protected void aMergeLetsTheTableTakeWhatHasChanged() throws Exception {
        make("id int PRIMARY KEY, seen int NOT NULL DEFAULT 7, name varchar(3), gone varchar(9) DEFAULT 'unset'");
        fill("(1, 1, 'one', 'kept'), (2, 2, 'two', 'kept')");
        Column extra = column("extra", new ColumnType.Decimal(5, 1), false);
        TableShape changed = shape(List.of("id"), ID, SEEN, NAME, extra);

        LoadReport report = load(changed, mergeAfter("2"), "2\t3\tlonger\t1.5\n5000000000\t4\t\\N\t2.5\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.updated()).isEqualTo(1);
        assertThat(rows("id, seen, COALESCE(name, '-'), gone, COALESCE(extra, 0.0)"))
                .containsExactly("1|1|one|kept|0.0", "2|3|longer|kept|1.5", "5000000000|4|-|unset|2.5");
        assertThat(report.notes()).hasSize(4).allSatisfy(note -> assertThat(note).contains(table().toString()));
        fill("(6, NULL, NULL, NULL, NULL)");
    }

    /// A4: never narrower, never another type; nothing is changed then.
    @Test
    protected void aTypeThatCannotBeWidenedFailsNamingBoth() throws Exception {
        make("id bigint PRIMARY KEY, seen varchar(9), name varchar(40)");
        fill("(1, 'x', 'one')");
        TableShape changed = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Date(), true));

        for (LoadRules rules : List.of(clear(), mergeAfter())) {
            assertThatThrownBy(() -> load(changed, rules, "2\t3\tlonger\t\\N\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                    .hasMessageContaining("seen")
                    .hasMessageContaining("9)")
                    .hasMessageContainingAll(isMySql() ? "INT" : "integer");
        }
        assertThat(rows("id, seen, name")).containsExactly("1|x|one");
        assertThat(inspect(changed, "id").changes()).hasSize(2);
    }

    @Test
    protected void aColumnThatIsGoneAndTakesNoNullSaysSo() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40), must int NOT NULL");

        assertThatThrownBy(() -> load(SHAPE, mergeAfter(), "2\t3\tx\n")).isInstanceOf(SyncException.class).hasMessageContaining("must");
    }

    /// S40: where the table has gone meanwhile it is made.
    @Test
    protected void aMergeOrClearWithoutATableMakesIt() throws Exception {
        load(SHAPE, mergeAfter(), "1\t1\ta\n1\t2\tb\n2\t1\tc\n");
        assertThat(rows("id, name")).containsExactly("1|b", "2|c");
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();

        nextTable();
        load(SHAPE, clear(), "1\t1\ta\n");
        assertThat(rows("id")).containsExactly("1");
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();
    }

    /// S30, A15: all rows of a run have the same moment, whichever way they are written.
    @Test
    protected void everyWrittenRowSaysWhenItWasSynchronised() throws Exception {
        Instant first = Instant.parse("2026-01-02T03:04:05.678912Z");
        load(SHAPE, new LoadRules(new LoadMode.Create(false), List.of("seen"), false, first), "1\t1\ta\n2\t2\tb\n");
        assertThat(rows("id, hs_sync_time")).containsExactly("1|2026-01-02 03:04:05.678", "2|2026-01-02 03:04:05.678");

        Instant second = Instant.parse("2026-01-03T00:00:00.5Z");
        load(SHAPE, new LoadRules(new LoadMode.Merge(new Bound(List.of("2"))), List.of("seen"), true, second), "2\t3\tb\n3\t4\tc\n");
        assertThat(rows("id, CAST(hs_sync_time AS DATE)")).containsExactly("1|2026-01-02", "2|2026-01-03", "3|2026-01-03");
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();

        load(SHAPE, new LoadRules(new LoadMode.Clear(), List.of(), false, first), "9\t9\tz\n");
        assertThat(rows("id, CAST(hs_sync_time AS DATE)")).containsExactly("9|2026-01-02");
        assertThat(end().text("SELECT column_default AS d FROM information_schema.columns WHERE table_name = '%s' AND column_name = 'hs_sync_time'"
                        .formatted(table().table())))
                .isNull();
    }

    @Test
    protected void theSyncTimeIsAddedToATableWithoutIt() throws Exception {
        load(SHAPE, create(List.of("seen"), false), "1\t1\ta\n");

        LoadReport report = load(
                SHAPE, new LoadRules(new LoadMode.Merge(null), List.of("seen"), true, Instant.parse("2026-01-03T00:00:00Z")), "2\t2\tb\n");

        assertThat(report.notes()).hasSize(1);
        assertThat(rows("id, COALESCE(CAST(hs_sync_time AS CHAR(10)), '-')")).containsExactly("1|-", "2|2026-01-03");
    }

    /// The merge was committed, and its loader killed before it could say so: whoever comes next finds it done, whatever extraction it has.
    @Test
    protected void whatIsMergedIsNotMergedAgain() throws Exception {
        TableShape keyless = shape(List.of(), ID, SEEN, NAME);
        load(keyless, create(List.of(), false), "1\t1\ta\n");
        UUID id = UUID.randomUUID();
        LoadReport report;
        try (Connection session = end().session(Access.WRITE);
                TableLoad first = end().dialect().target().load(session, LoadHarness.plan(id, 1, table(), keyless, mergeAfter("1")))) {
            Ledger taken = stage(first, "2\t2\tb\n3\t3\tc\n");
            report = first.publish(taken);
            assertThat(first.publish(taken)).isEqualTo(report);
        }

        try (Connection session = end().session(Access.WRITE);
                TableLoad second = end().dialect().target().load(session, LoadHarness.plan(id, 2, table(), keyless, mergeAfter("1")))) {
            assertThat(second.claim()).hasValueSatisfying(ledger -> assertThat(ledger.published()).isEqualTo(report));
            assertThatThrownBy(() -> second.begin(Ledger.start(UUID.randomUUID(), 2, 0))).isInstanceOf(LostFence.class);
            second.forget();
        }
        assertThat(report.inserted()).isEqualTo(2);
        assertThat(rows("id")).containsExactly("1", "2", "3");
        assertThat(leftOvers()).isEmpty();
    }

    /// A holder that was frozen between proof and merge finds the load taken.
    @Test
    protected void aFrozenHoldersMergeAfterATakeOverFails() throws Exception {
        load(SHAPE, create(List.of("seen"), false), "1\t1\ta\n");
        UUID id = UUID.randomUUID();
        try (Connection frozenSession = end().session(Access.WRITE);
                Connection backSession = end().session(Access.WRITE);
                Connection session = end().session(Access.WRITE)) {
            TableLoad frozen = open(frozenSession, id, 1, mergeAfter("1"));
            Ledger taken = stage(frozen, "2\t2\tb\n");
            TableLoad back = open(backSession, id, 1, mergeAfter("1"));
            if (isMySql()) {
                // There the successor ends the session; a holder that comes back has a new one.
                frozenSession.close();
            }
            try (TableLoad successor = open(session, id, 2, mergeAfter("1"))) {
                Ledger found = successor.claim().orElseThrow();

                assertThatThrownBy(() -> back.publish(taken)).isInstanceOf(LostFence.class);
                assertThat(rows("id")).containsExactly("1");

                successor.complete(found);
                successor.publish(found);
                assertThatThrownBy(() -> back.publish(taken)).isInstanceOf(LostFence.class);
                successor.forget();
            }
        }
        assertThat(rows("id")).containsExactly("1", "2");
    }

    /// A holder that was killed after the proof, with duplicates gone, is continued from there.
    @Test
    protected void aSuccessorGoesOnAfterTheProof() throws Exception {
        UUID id = UUID.randomUUID();
        LoadRules rules = create(List.of("seen"), true);
        try (Connection session = end().session(Access.WRITE); TableLoad first = open(session, id, 1, rules)) {
            stage(first, "1\t1\ta\n1\t2\tb\n2\t1\tc\n");
        }

        try (Connection session = end().session(Access.WRITE); TableLoad second = open(session, id, 2, rules)) {
            Ledger found = second.claim().orElseThrow();
            second.complete(found);
            assertThat(second.publish(found)).isEqualTo(new LoadReport(2, 0, 1, List.of()));
            second.forget();
        }
        assertThat(rows("id, name")).containsExactly("1|b", "2|c");
    }

    /// The goal: well under a second inside the target.
    @Test
    protected void aHundredThousandNewRowsAreMergedInASecond() throws Exception {
        StringBuilder old = new StringBuilder();
        StringBuilder fresh = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            old.append(i).append('\t').append(i).append("\tname of row ").append(i).append('\n');
        }
        for (int i = 150_000; i < 250_000; i++) {
            fresh.append(i).append('\t').append(300_000 + i).append("\tnew name of row ").append(i).append('\n');
        }
        load(SHAPE, create(List.of("seen"), false), old.toString());
        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, UUID.randomUUID(), 1, mergeAfter("199999"))) {
            load.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            load.begin(start);
            Ledger taken = LoadHarness.append(load, start, text(fresh.toString()));

            long began = System.nanoTime();
            load.complete(taken);
            long proven = System.nanoTime();
            LoadReport report = load.publish(taken);
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            System.out.printf("%s: 100,000 rows proven in %d ms, merged in %d ms%n", end().dialect().kind().id(), (proven - began) / 1_000_000, took.toMillis());
            assertThat(report).isEqualTo(new LoadReport(50_000, 50_000, 0, List.of()));
            // Several times the goal, for a machine that does other things as well.
            assertThat(took).isLessThan(Duration.ofSeconds(15));
            load.forget();
        }
    }

    /// A loader died before it could forget its load.
    @Test
    protected void whatWasForgottenAWeekAgoIsRemoved() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, id, 1, mergeAfter())) {
            load.publish(stage(load, "1\t1\ta\n"));
        }
        String ledger = end().dialect().quote(end().schema()) + '.' + LoadNames.LEDGER;
        load(SHAPE, mergeAfter(), "2\t2\tb\n");
        assertThat(end().text("SELECT COUNT(*) FROM %s WHERE load_id = '%s'".formatted(ledger, id))).isEqualTo("1");

        end().execute("UPDATE %s SET changed_at = CURRENT_TIMESTAMP - INTERVAL '8' DAY WHERE load_id = '%s'".formatted(ledger, id));
        load(SHAPE, mergeAfter(), "3\t3\tc\n");

        assertThat(end().text("SELECT COUNT(*) FROM %s WHERE load_id = '%s'".formatted(ledger, id))).isEqualTo("0");
        assertThat(leftOvers()).isEmpty();
    }

    /// Names that statements of ours, or the engine itself, give to something else; each target may have more of its own.
    protected List<String> namesOfOtherThings() {
        return List.of(
                "all", "n", "age", "place", "fresh", "kept", "ranked", "equal", "s", "t", "excluded", "count", "name", "rows", "load_id", "fence", "phase",
                "rowid", "my_row_id", "oid_of", "limit", "distinct", "null", "true", "now", "row");
    }

    /// In the key, in the incremental key and as plain columns; full, with equal keys, merged and cleared.
    protected void expectColumnsNamedAsSomethingElseToKeepTheirValues() throws Exception {
        List<String> names = namesOfOtherThings();
        for (int turn = 0; turn < 2; turn++) {
            nextTable();
            List<String> key = turn == 0 ? List.of("n", "all") : List.of("age", "fresh");
            List<String> seen = turn == 0 ? List.of("age", "place") : List.of("n", "ranked");
            Column[] columns = names.stream()
                    .map(name -> column(name, key.contains(name) || seen.contains(name) ? new ColumnType.Int(32, false) : new ColumnType.Text(10, false), !key.contains(name)))
                    .toArray(Column[]::new);
            TableShape shape = shape(key, columns);

            load(shape, create(seen, true), row(names, key, seen, 1, 1, "a") + row(names, key, seen, 1, 3, "b") + row(names, key, seen, 2, 2, "c") + row(names, key, seen, 1, 2, "d"));
            assertThat(shown(names, key)).containsExactly(shownRow(names, key, seen, 1, 3, "b"), shownRow(names, key, seen, 2, 2, "c"));

            LoadRules merge = new LoadRules(new LoadMode.Merge(new Bound(List.of("3", "3"))), seen, true, null);
            load(shape, merge, row(names, key, seen, 1, 4, "e") + row(names, key, seen, 3, 3, "f") + row(names, key, seen, 4, 5, "g") + row(names, key, seen, 4, 4, "h"));
            assertThat(shown(names, key))
                    .containsExactly(shownRow(names, key, seen, 1, 4, "e"), shownRow(names, key, seen, 2, 2, "c"), shownRow(names, key, seen, 4, 5, "g"));

            load(shape, clear(), row(names, key, seen, 7, 7, "z"));
            assertThat(shown(names, key)).containsExactly(shownRow(names, key, seen, 7, 7, "z"));
        }
    }

    private static String row(List<String> names, List<String> key, List<String> seen, int id, int moment, String text) {
        return names.stream().map(name -> cell(name, key, seen, id, moment, text)).collect(Collectors.joining("\t", "", "\n"));
    }

    private static String shownRow(List<String> names, List<String> key, List<String> seen, int id, int moment, String text) {
        return names.stream().map(name -> cell(name, key, seen, id, moment, text)).collect(Collectors.joining("|"));
    }

    private static String cell(String name, List<String> key, List<String> seen, int id, int moment, String text) {
        return key.contains(name) ? Integer.toString(id) : seen.contains(name) ? Integer.toString(moment) : text + name.length();
    }

    /// The table, of whose rows of one key the newest is seen.
    protected String current() {
        return quoted();
    }

    private List<@Nullable String> shown(List<String> names, List<String> key) throws SQLException {
        String table = end().dialect().quote(table().table());
        return end().texts("SELECT CONCAT_WS('|', %s) AS shown_ FROM %s ORDER BY %s".formatted(
                names.stream().map(name -> table + '.' + end().dialect().quote(name)).collect(Collectors.joining(", ")),
                current(),
                table + '.' + end().dialect().quote(key.getFirst())));
    }
}
