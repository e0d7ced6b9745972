package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetMergeContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.TableLoad;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GreenplumMergeIT extends TargetMergeContract {

    private static final Map<String, TableProperties> APPEND_OPTIMISED =
            Map.of("greenplum", new TableProperties(Map.of("storage", List.of("appendoptimized = true"))));

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.greenplum(OnPostgreSql.dialect());
    }

    private static LoadRules appendOptimised(LoadMode mode, boolean deduplicate) {
        return new LoadRules(mode, List.of("seen"), deduplicate, null, APPEND_OPTIMISED);
    }

    /// Each load has a ledger of its own, for an update locks a whole table in version 6.
    @Override
    @Test
    protected void whatWasForgottenAWeekAgoIsRemoved() throws Exception {
        UUID id = UUID.randomUUID();
        String ledger = LoadNames.of(id).ownLedger();
        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, id, 1, mergeAfter())) {
            load.publish(stage(load, "1\t1\ta\n"));
        }
        load(SHAPE, mergeAfter(), "2\t2\tb\n");
        assertThat(leftOvers()).containsExactly(ledger);

        end().execute("UPDATE %s SET changed_at = CURRENT_TIMESTAMP - INTERVAL '8' DAY".formatted(ledger));
        load(SHAPE, mergeAfter(), "3\t3\tc\n");

        assertThat(leftOvers()).isEmpty();
        assertThat(rows("id")).containsExactly("1", "2", "3");
    }

    /// Two loads into one schema do not meet in a ledger.
    @Test
    void oneLoadsTransactionDoesNotKeepAnother() throws Exception {
        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, UUID.randomUUID(), 1, mergeAfter());
                Connection other = end().anotherPlain(); var statement = other.createStatement()) {
            UUID waiting = UUID.randomUUID();
            try (Connection waitingSession = end().session(Access.WRITE); TableLoad held = open(waitingSession, waiting, 1, mergeAfter())) {
                held.claim();
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE %s IN EXCLUSIVE MODE".formatted(LoadNames.of(waiting).ownLedger()));

                load.publish(stage(load, "1\t1\ta\n"));
                load.forget();

                other.rollback();
                held.forget();
            }
        }
        assertThat(rows("id")).containsExactly("1");
        assertThat(leftOvers()).isEmpty();
    }

    private static final TableShape WIDER = shape(List.of("id"), column("id", new ColumnType.Int(64, false), false), column("seen", new ColumnType.Int(64, false), true), NAME);
    private static final TableShape NUMERIC =
            shape(List.of("id"), column("id", new ColumnType.Decimal(20, 0), false), column("seen", new ColumnType.Int(64, false), true), NAME);

    /// Greenplum builds nothing anew by itself ("cannot alter indexed column"). What others have made comes back as well, under its own name.
    @Test
    void keysAndIndexesOfWidenedColumnsComeBack() throws Exception {
        for (LoadRules rules : List.of(mergeAfter("1"), clear())) {
            nextTable();
            make("id int PRIMARY KEY, seen smallint, name varchar(40)");
            end().execute("CREATE INDEX \"%s by\" ON %s (seen DESC, id) WHERE seen > 0".formatted(table().table(), quoted()));
            end().execute("CREATE UNIQUE INDEX %s_lower ON %s ((id + 1))".formatted(table().table(), quoted()));
            end().execute("ALTER TABLE %s ADD CONSTRAINT %s_one UNIQUE (id, seen)".formatted(quoted(), table().table()));
            fill("(1, 1, 'a'), (2, 1, 'b')");
            List<String> before = end().texts("SELECT indexdef FROM pg_indexes WHERE tablename = '%s' ORDER BY 1".formatted(table().table()));

            LoadReport report = load(WIDER, rules, "2\t2\tB\n3000000000\t4\tc\n");

            assertThat(report.notes()).hasSize(2).allMatch(note -> note.contains("was widened"));
            assertThat(rows("id, seen, name")).contains("2|2|B", "3000000000|4|c");
            assertThat(end().texts("SELECT indexdef FROM pg_indexes WHERE tablename = '%s' ORDER BY 1".formatted(table().table()))).isEqualTo(before).hasSize(4);
            assertThat(end().text("SELECT conname FROM pg_constraint WHERE contype = 'p' AND conrelid = '%s'::regclass".formatted(quoted())))
                    .isEqualTo(table().table() + "_pkey");
        }
    }

    /// Whole numbers and numerics of one value lie on different segments.
    @Test
    void whatRowsAreDistributedByIsWidenedWhereTheyStayWhereTheyAre() throws Exception {
        for (LoadRules rules : List.of(mergeAfter("1"), clear())) {
            nextTable();
            make("id int PRIMARY KEY, seen smallint, name varchar(40)");
            load(NUMERIC, rules, "1\t2\ta\n");
            assertThat(rows("id")).as("a table without rows").containsExactly("1");

            nextTable();
            make("id int PRIMARY KEY, seen smallint, name varchar(40)");
            fill("(1, 1, 'a')");
            expectRefused(NUMERIC, rules, "Column \"id\" of table %s in the target has the type integer, which the server does not make numeric(20,0): the table is distributed by it"
                    .formatted(table()));
            assertThat(rows("id, seen, name")).containsExactly("1|1|a");
        }
    }

    @Test
    void whatATableIsPartitionedByKeepsItsType() throws Exception {
        make("id int PRIMARY KEY, seen smallint, name varchar(40)) PARTITION BY RANGE (id");
        end().execute("CREATE TABLE %s_1_prt_1 PARTITION OF %s FOR VALUES FROM (1) TO (9)".formatted(table().table(), quoted()));
        expectRefused(WIDER, mergeAfter("1"), "the table is partitioned by it");

        nextTable();
        make("id bigint, seen smallint, name varchar(40)) PARTITION BY RANGE (id");
        end().execute("CREATE TABLE %s_1_prt_1 PARTITION OF %s FOR VALUES FROM (1) TO (9)".formatted(table().table(), quoted()));
        end().execute("CREATE INDEX %s_by ON %s (seen)".formatted(table().table(), quoted()));
        expectRefused(WIDER, mergeAfter("1"), "index \"%s_by\" of a partitioned table cannot be built anew".formatted(table().table()));
    }

    /// A row may get another region, and so another partition; what the source does not have of it stays with it.
    @Test
    void aRowMovesBetweenPartitionsWithTheColumnsThatAreTheTablesOwn() throws Exception {
        make("id bigint, seen int, name varchar(40), note text DEFAULT 'none') PARTITION BY LIST (name");
        for (String region : List.of("north", "south")) {
            end().execute("CREATE TABLE %1$s_1_prt_%2$s PARTITION OF %3$s FOR VALUES IN ('%2$s')".formatted(table().table(), region, quoted()));
        }
        refuseMoves();
        fill("(1, 1, 'north', 'ours'), (2, 1, 'north', NULL), (3, 1, 'south', 'stays')");
        assertThatThrownBy(() -> end().execute("UPDATE %s SET name = 'south' WHERE id = 1".formatted(quoted()))).hasMessageContaining("moving tuple");

        LoadReport report = load(SHAPE, mergeAfter("1"), "1\t2\tsouth\n2\t2\tnorth\n3\t1\tnorth\n4\t2\tsouth\n");

        assertThat(report).isEqualTo(new LoadReport(1, 2, 0, List.of()));
        assertThat(rows("id, seen, name, coalesce(note, '-')")).containsExactly("1|2|south|ours", "2|2|north|-", "3|1|south|stays", "4|2|south|none");
        assertThat(leftOvers()).isEmpty();
    }

    /// The same for the column by which rows lie on segments, where that is no key field.
    @Test
    void aRowMovesBetweenSegmentsWithTheColumnsThatAreTheTablesOwn() throws Exception {
        make("seen int, id bigint, name varchar(40), note text DEFAULT 'none'"); // by the first column
        refuseMoves();
        fill("(1, 1, 'a', 'ours')");
        assertThatThrownBy(() -> end().execute("UPDATE %s SET seen = 2".formatted(quoted()))).hasMessageContaining("distribution columns");

        load(SHAPE, mergeAfter(), "1\t2\tA\n2\t2\tb\n");

        assertThat(rows("id, seen, name, note")).containsExactly("1|2|A|ours", "2|2|b|none");
    }

    private void refuseMoves() throws SQLException {
        if (System.getProperty("greenplum.host") == null) {
            end().execute("SELECT greenplum.refuse_moves('%s')".formatted(quoted()));
        }
    }

    /// In the preview, which asks the same, and in the load before its first row.
    private void expectRefused(TableShape shape, LoadRules rules, String reason) throws SQLException {
        try (Connection session = end().session(Access.WRITE); TableLoad load = end().dialect().target().load(session, LoadHarness.plan(UUID.randomUUID(), 1, table(), shape, rules))) {
            for (ThrowingCallable refused : List.<ThrowingCallable>of(load::expectPossible, () -> load(shape, rules, "2\t2\tb\n"))) {
                assertThatThrownBy(refused)
                        .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                        .hasMessageContaining(reason)
                        .hasMessageContaining("make the table anew");
            }
        }
        assertThat(leftOvers()).isEmpty();
    }

    /// Version 7 has such columns.
    @Test
    void aTableThatNumbersItsRowsTakesOurs() throws Exception {
        make("id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seen int, name varchar(40)");
        fill("(DEFAULT, 1, 'a')");
        Dialect later = System.getProperty("greenplum.host") == null ? OnPostgreSql.laterDialect() : end().dialect();

        for (LoadRules rules : List.of(mergeAfter(), clear())) {
            try (Connection session = end().session(Access.WRITE);
                    TableLoad load = later.target().load(session, LoadHarness.plan(UUID.randomUUID(), 1, table(), SHAPE, rules))) {
                load.publish(stage(load, "1\t2\tA\n7\t1\tb\n"));
                load.forget();
            }
        }

        assertThat(rows("id, seen, name")).containsExactly("1|2|A", "7|1|b");
    }

    @Test
    void withoutAPrimaryKeyTheLoadTellsRowsApart() throws Exception {
        load(SHAPE, appendOptimised(new LoadMode.Create(false), true), "1\t1\ta\n1\t2\tb\n2\t1\tc\n");
        assertThat(indexes()).isEmpty();

        LoadReport report = load(SHAPE, appendOptimised(new LoadMode.Merge(null), true), "2\t3\tC\n3\t3\td\n3\t4\tD\n");

        assertThat(report).isEqualTo(new LoadReport(1, 1, 1, List.of()));
        assertThat(rows("id, seen, name")).containsExactly("1|2|b", "2|3|C", "3|4|D");
    }

    @Test
    void withoutAPrimaryKeyEqualKeysAndNullsInAFullExtractionAreRefused() throws Exception {
        load(SHAPE, appendOptimised(new LoadMode.Create(false), false), "1\t1\ta\n");

        for (LoadMode mode : List.of(new LoadMode.Create(false), new LoadMode.Clear())) {
            assertThatThrownBy(() -> load(SHAPE, appendOptimised(mode, false), "4711\t1\ta\n4711\t1\tb\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageContaining("two rows have the same key")
                    .hasMessageNotContaining("4711");
        }
        assertThatThrownBy(() -> load(shape(List.of("seen"), ID, SEEN), appendOptimised(new LoadMode.Create(false), false), "1\t\\N\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                .hasMessageContaining("seen");
        assertThat(rows("id")).containsExactly("1");
    }

    /// Known before the first row, and said with what there is instead.
    @Test
    void aCompressionThatTheServerWasBuiltWithoutIsSaidInThePreview() throws Exception {
        TableProperties zstd = new TableProperties(Map.of("storage", List.of("appendoptimized = true", "compresstype = zstd")));
        LoadRules rules = new LoadRules(new LoadMode.Create(false), List.of(), false, null, Map.of("greenplum", zstd));
        try (Connection session = end().session(Access.WRITE)) {
            assertThat(end().dialect().target().refusals(session).of(SHAPE, zstd)).isEmpty();
            end().execute("DELETE FROM greenplum.pg_compression WHERE compname = 'zstd'");

            assertThat(end().dialect().target().refusals(session).of(SHAPE, zstd)).singleElement().asString()
                    .isEqualTo("The server was built without compresstype zstd, and has rle_type, zlib; set another one in the table's property storage, or leave compresstype out");
            assertThatThrownBy(() -> load(SHAPE, rules, "1\t1\ta\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageContaining("without compresstype zstd");
            assertThat(leftOvers()).isEmpty();
        } finally {
            end().execute("INSERT INTO greenplum.pg_compression VALUES ('zstd') ON CONFLICT DO NOTHING");
        }
    }

    /// A source of today prints a byte above ASCII with a backslash and digits, of which an old reader would keep the backslash.
    @Test
    void aByteAboveAsciiOfACharIsCarriedAsAText() throws Exception {
        try (TestDatabase source = TestDatabase.postgreSql()) {
            source.execute("CREATE TABLE bytes (id int PRIMARY KEY, c \"char\", more \"char\"[])");
            source.execute("INSERT INTO bytes VALUES (1, '\\377', '{a}'), (2, 'b', NULL)");
            LoadHarness.copy(source, new TableName("public", "bytes"), end(), table());
        }

        assertThat(rows("id, c")).containsExactly("1|\\377", "2|b");
        assertThat(end().texts("SELECT DISTINCT data_type FROM information_schema.columns WHERE table_name = '%s' AND column_name <> 'id'".formatted(table().table())))
                .containsExactly("text");
    }

    @Test
    void aColumnNamedAsOneOfVersionSixIsRefused() {
        for (String name : List.of("oid", "gp_segment_id", "ctid")) {
            assertThatThrownBy(() -> load(shape(List.of(), ID, column(name, new ColumnType.Int(64, false), true)), create(List.of(), false), "1\t1\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME))
                    .hasMessageContaining("Greenplum")
                    .hasMessageContaining(name);
        }
    }

    @Test
    void columnsNamedAsSomethingElseKeepTheirValues() throws Exception {
        expectColumnsNamedAsSomethingElseToKeepTheirValues();
    }
}
