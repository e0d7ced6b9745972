package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.TargetReplaceContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClickHouseReplaceIT extends TargetReplaceContract {

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

    @Override
    @Test
    protected void clearingKeepsTheTableAndItsColumns() throws Exception {
        make("id bigint PRIMARY KEY, name varchar(40), gone varchar(9) DEFAULT 'unset'");
        fill("(1, 'one', 'kept'), (2, 'two', 'kept')");
        end().execute("CREATE VIEW %s.%s_view AS SELECT id, name FROM %s".formatted(table().schema(), table().table(), quoted()));
        end().execute("ALTER TABLE %s ADD INDEX by_name name TYPE bloom_filter".formatted(quoted()));

        LoadReport report = load(SHAPE, clear(), "2\t7\tTWO\n3\t8\tthree\n");

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(rows("id, seen, name, gone")).containsExactly("2|7|TWO|unset", "3|8|three|unset");
        assertThat(end().text("SELECT count() FROM %s.%s_view".formatted(table().schema(), table().table()))).isEqualTo("2");
        assertThat(end().texts("SELECT name FROM system.data_skipping_indices WHERE database = '%s' AND table = '%s'".formatted(table().schema(), table().table())))
                .containsExactly("by_name");
        assertThat(leftOvers()).isEmpty();
    }

    @Override
    @Test
    protected void aFailedClearLeavesTheOldRows() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        fill("(1, 1, 'one')");

        assertThatThrownBy(() -> load(SHAPE, clear(), "2\t2\tsame\n2\t3\tsame\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE));

        assertThat(rows("id, name")).containsExactly("1|one");
        assertThat(leftOvers()).isEmpty();
    }

    @Override
    @Test
    protected void aNewTableHasOneRowOfEachKeyAndAnIndexOnTheIncrementalKey() throws Exception {
        LoadReport report = load(SHAPE, create(List.of("seen"), true), "1\t1\ta\n1\t3\tc\n1\t2\tb\n2\t1\td\n");

        assertThat(report).isEqualTo(new LoadReport(2, 0, 2, List.of()));
        assertThat(end().texts("SELECT concat(toString(id), '|', toString(seen), '|', name) FROM %s ORDER BY id".formatted(quoted())))
                .containsExactly("1|3|c", "2|1|d");
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();
    }

    @Override
    @Test
    protected void thePreviewIsWhatIsExecuted() throws Exception {
        List<String> preview = end().dialect().target().preview(table(), SHAPE, create(List.of("seen"), false));

        end().execute(preview.getFirst());

        assertThat(preview).hasSize(1);
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();
        load(SHAPE, create(List.of("seen"), false), "1\t1\ta\n");
    }

    /// A3: what cannot be made is found out before the old table goes.
    @Test
    void theOldTableStaysWhereTheNewOneCannotBeMade() throws Exception {
        load(SHAPE, create(List.of(), false), "1\t1\ta\n");
        TableProperties nullable = new TableProperties(Map.of("orderBy", List.of("seen")));
        LoadRules rules = new LoadRules(new LoadMode.Create(true), List.of(), false, null, Map.of("clickhouse", nullable));

        assertThatThrownBy(() -> load(SHAPE, rules, "2\t2\tb\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED));

        assertThat(rows("id, name")).containsExactly("1|a");
    }

    /// Somebody drops partitions by name, or relies on rows to go; what the project's properties make again is not lost.
    @Test
    void partitionsAndTtlThatSomebodyMadeAreNotLost() throws Exception {
        Map<String, String> lost = Map.of(
                "PARTITION BY seen ORDER BY id", "is partitioned by seen", "ORDER BY id TTL toDateTime(seen) + INTERVAL 1000 YEAR", "has a TTL");
        for (String clauses : lost.keySet()) {
            nextTable();
            end().execute("CREATE TABLE %s (id Int64, seen Int32, name Nullable(String)) ENGINE = ReplacingMergeTree %s".formatted(quoted(), clauses));
            fill("(1, 1, 'one')");
            assertThat(losses(TableProperties.NONE)).singleElement().asString().contains(lost.get(clauses)).contains("retain and clear");

            assertThatThrownBy(() -> load(SHAPE, create(List.of(), false), "2\t2\ttwo\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                    .hasMessageContaining(lost.get(clauses));

            assertThat(rows("id, name")).containsExactly("1|one");
        }
        TableProperties properties = new TableProperties(Map.of("partitionBy", List.of("intDiv(id, 100)"), "ttl", List.of("toDateTime(id) + INTERVAL 100 YEAR")));
        LoadRules rules = new LoadRules(new LoadMode.Create(false), List.of(), false, null, Map.of("clickhouse", properties));
        assertThat(losses(properties)).isEmpty();
        load(SHAPE, rules, "2\t2\ttwo\n");
        load(SHAPE, rules, "3\t3\tthree\n");
        assertThat(rows("id, name")).containsExactly("3|three");
        TableProperties others = new TableProperties(Map.of("orderBy", List.of("seen")));
        assertThat(losses(others)).as("made as the project says, whatever it said before (A10)").isEmpty();
    }

    @Test
    void aColumnCalledTtlIsNone() throws Exception {
        end().execute("CREATE TABLE %s (TTL Int64, `a TTL b` Int32) ENGINE = MergeTree PRIMARY KEY TTL ORDER BY (TTL, `a TTL b`)".formatted(quoted()));

        assertThat(losses(TableProperties.NONE)).isEmpty();
    }

    private List<String> losses(TableProperties properties) throws SQLException {
        try (Connection session = end().session(Access.WRITE)) {
            return end().dialect().target().losses(session, Map.of(table(), properties));
        }
    }

    /// Where tables cannot be exchanged and have no uuids.
    @Test
    void aDatabaseOfTheEngineOrdinaryIsLoadedByRenaming() throws Exception {
        String database = end().schema() + "_ordinary";
        String url = "jdbc:clickhouse:http://127.0.0.1:%d/system?clickhouse_setting_allow_deprecated_database_ordinary=1".formatted(end().settings().port());
        try (Connection session = DriverManager.getConnection(url, end().settings().user(), end().settings().secret());
                Statement statement = session.createStatement()) {
            statement.execute("CREATE DATABASE %s ENGINE = Ordinary".formatted(database));
        }
        use(new TableName(database, "t"));
        try {
            load(SHAPE, create(List.of(), false), "1\t1\ta\n");
            LoadReport replaced = load(SHAPE, create(List.of(), false), "2\t2\tb\n");
            assertThat(rows("id, name")).containsExactly("2|b");
            assertThat(replaced.notes()).singleElement().asString().contains("not of the engine Atomic");

            load(SHAPE, clear(), "3\t3\tc\n");
            load(SHAPE, mergeAfter("3"), "4\t4\td\n");
            assertThat(rows("id, name")).containsExactly("3|c", "4|d");
            assertThat(leftOvers()).isEmpty();
        } finally {
            end().execute("DROP DATABASE " + database);
        }
    }

    /// No table refers to another.
    @Override
    protected void aTableToWhichOthersReferIsNotCleared() {}

    /// No row is held by anybody.
    @Override
    protected void aRowThatSomebodyHoldsIsWaitedForUpToTheLimit() {}

    /// The greatest key is found without an index.
    @Override
    protected void anIncrementalKeyThatBeginsThePrimaryKeyNeedsNoIndex() {}

    @Test
    void computedColumnsTakeNoValues() throws Exception {
        expectThatComputedColumnsTakeNoValues("String MATERIALIZED 'x'");
    }
}
