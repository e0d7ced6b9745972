package dev.syncline.dialect.streamload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.DialectGoldenContract;
import dev.syncline.dialect.TargetReplaceContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Where a replacement in Doris or StarRocks is unlike others.
public abstract class StreamLoadReplaceContract extends TargetReplaceContract {

    @Override
    protected void make(String columns) throws SQLException {
        end().execute(StreamLoadTables.create(end(), quoted(), columns));
    }

    @Override
    @Test
    protected void clearingKeepsTheTableAndItsColumns() throws Exception {
        make("id bigint PRIMARY KEY, name varchar(40), gone varchar(9) DEFAULT 'unset'");
        fill("(1, 'one', 'kept'), (2, 'two', 'kept')");

        LoadReport report = load(SHAPE, clear(), "2\t7\tTWO\n3\t8\tthree\n");

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.updated()).isZero();
        assertThat(rows("id, seen, name, gone")).containsExactly("2|7|TWO|unset", "3|8|three|unset");
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

    /// There are no foreign keys.
    @Override
    protected void aTableToWhichOthersReferIsNotCleared() {}

    /// Rows are held by nobody.
    @Override
    protected void aRowThatSomebodyHoldsIsWaitedForUpToTheLimit() {}

    @Override
    @Test
    protected void aNewTableHasOneRowOfEachKeyAndAnIndexOnTheIncrementalKey() throws Exception {
        LoadReport report = load(SHAPE, create(List.of("seen"), true), "1\t1\ta\n1\t3\tc\n1\t2\tb\n2\t1\td\n");

        assertThat(report).isEqualTo(new LoadReport(2, 0, 2, List.of()));
        assertThat(rows("id, seen, name")).containsExactly("1|3|c", "2|1|d");
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();
    }

    /// Tables are sorted by their key; there are no other indexes.
    @Override
    protected void anIncrementalKeyThatBeginsThePrimaryKeyNeedsNoIndex() {}

    /// But for the number of replicas, which only the server knows.
    @Override
    @Test
    protected void thePreviewIsWhatIsExecuted() throws Exception {
        LoadRules rules = new LoadRules(new LoadMode.Create(false), List.of("seen"), false, Instant.EPOCH);
        List<String> preview = end().dialect().target().preview(table(), SHAPE, rules);
        String statement = preview.getFirst();

        end().execute(statement.contains("PROPERTIES (")
                ? statement.replace("PROPERTIES (", "PROPERTIES (\"replication_num\" = \"1\", ")
                : statement + " PROPERTIES (\"replication_num\" = \"1\")");

        assertThat(preview).hasSize(1);
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();
        load(SHAPE, rules, "1\t1\ta\n");
    }

    @Test
    void everyTypeAndAllPropertiesAreTaken() throws Exception {
        boolean doris = StreamLoadTables.isDoris(end());
        List<String> settings = List.of("replication_num = 1", "compression = 'zstd'", "bloom_filter_columns = 'varchar,int32'");
        List<Map<String, List<String>>> keyed = List.of(
                Map.of("properties", settings, "keyColumns", List.of("key_bytes", "key_text"), "distributedBy", List.of("key_text"), "buckets", List.of("3")),
                Map.of("properties", settings, "partitionBy", List.of("(key_bytes, key_text)")));
        Map<String, List<String>> keyless = Map.of("properties", settings, "keyModel", List.of("duplicate"), "keyColumns", List.of("int64", "date"), "partitionBy",
                List.of(doris ? "date_trunc(date, 'month')" : "date_trunc('month', date)"), "distributedBy", List.of("int8"));
        TableShape everything = DialectGoldenContract.EVERYTHING;

        for (Map<String, List<String>> values : keyed) {
            assertMade(everything, new TableProperties(values));
        }
        // Doris splits by periods of what is never null only.
        List<Column> columns = everything.columns().stream()
                .map(column -> column.name().equals("date") ? new Column(column.name(), column.type(), false, column.declaration()) : column)
                .toList();
        assertMade(new TableShape(everything.origin(), columns, List.of()), new TableProperties(keyless));
    }

    private void assertMade(TableShape shape, TableProperties properties) throws SQLException {
        nextTable();
        assertThat(end().dialect().target().flaws(properties, shape.primaryKey())).isEmpty();
        end().execute(end().dialect().target().createTable(table(), shape, properties));
        assertThat(inspect(shape).changes()).isEmpty();
    }

    @Test
    void aTableIsMadeWithItsPropertiesAndSoIsTheOneThatTakesItsPlace() throws Exception {
        String kind = end().dialect().kind().id();
        TableProperties properties = new TableProperties(Map.of("buckets", List.of("7"), "distributedBy", List.of("id"), "properties", List.of("compression = 'zstd'")));
        LoadRules rules = new LoadRules(new LoadMode.Create(false), List.of("seen"), true, null, Map.of(kind, properties));

        load(SHAPE, rules, "1\t1\ta\n");
        load(SHAPE, rules, "2\t1\tb\n2\t2\tc\n");

        assertThat(rows("id, name")).containsExactly("2|c");
        try (Statement statement = end().plain().createStatement(); ResultSet made = statement.executeQuery("SHOW CREATE TABLE " + quoted())) {
            assertThat(made.next()).isTrue();
            assertThat(made.getString(2)).contains("HASH(`id`) BUCKETS 7").containsIgnoringCase("zstd");
        }
    }
}
