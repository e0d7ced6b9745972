package dev.syncline.dialect.clickhouse;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.DialectGoldenContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClickHouseDialectTest extends DialectGoldenContract {

    private static final TableShape ORDERS = new TableShape(
            new DatabaseKind("mysql"),
            List.of(
                    new Column("id", new ColumnType.Int(64, false), false, "bigint"),
                    new Column("region", new ColumnType.Text(2, false), false, "enum('n','s')"),
                    new Column("mood", new ColumnType.Text(2, false), true, "set('n','s')"),
                    new Column("created", new ColumnType.Timestamp(6), false, "datetime(6)"),
                    new Column("day", new ColumnType.Date(), true, "date"),
                    new Column("founded", new ColumnType.Int(16, false), true, "year"),
                    new Column("flags", new ColumnType.Bits(8, false), true, "bit(8)"),
                    new Column("photo", new ColumnType.Binary(0), true, "blob")),
            List.of("id"));

    private final ClickHouseDialect dialect = new ClickHouseDialect();

    @Override
    protected Dialect dialect() {
        return dialect;
    }

    @Override
    protected TableShape ownShape() {
        return ORDERS;
    }

    /// A target only.
    @Override
    protected void selectsNeutralText() {}

    /// Types are made of what they mean, never of what a source has declared.
    @Override
    protected void aDeclarationThatIsNoneIsRefused() {}

    @Override
    protected String escapedQuote(String quote) {
        return "\\" + quote;
    }

    private static TableProperties properties(Map<String, List<String>> values) {
        return new TableProperties(values);
    }

    @Test
    void createsATableWithAllProperties() throws IOException {
        TableProperties all = properties(Map.of(
                "engine", List.of("ReplacingMergeTree"),
                "orderBy", List.of("id", "created"),
                "primaryKey", List.of("id"),
                "partitionBy", List.of("toYYYYMM(created)"),
                "version", List.of("created"),
                "ttl", List.of("toDateTime(created) + INTERVAL 1 YEAR"),
                "settings", List.of("index_granularity = 1024", "ttl_only_drop_parts = 1"),
                "deduplication", List.of("strict")));

        assertThat(dialect.target().flaws(all, List.of("id"))).isEmpty();
        assertGolden("create-with-properties.sql", dialect.target().createTable(TABLE, ORDERS, all));
    }

    @Test
    void takesNeutralTextAsItIsOrChecked() throws IOException {
        assertGolden("load-everything.sql", new ClickHouseRows(TABLE, EVERYTHING, List.of(), null).insert());
        assertGolden("load-own.sql", new ClickHouseRows(TABLE, ORDERS, List.of(), null).insert());
        TableShape plain = new TableShape(ORDERS.origin(), ORDERS.columns().subList(0, 3), List.of("id"));
        assertThat(new ClickHouseRows(TABLE, plain, List.of(), null).insert()).endsWith("FORMAT TabSeparated").doesNotContain("input(");
    }

    @Test
    void takesOverTheNewestAndTheGreater() throws IOException {
        ClickHouseRows rows = new ClickHouseRows(TABLE, ORDERS, List.of("created", "region"), new Bound(List.of("2026-01-01 00:00:00", "it's \\ n")));

        assertGolden("newest.sql", rows.newest(new TableName("sales", "kept")));
        assertGolden("copy.sql", rows.copy(new TableName("sales", "new"), ORDERS.columns()));
    }

    @Test
    void sortingByWhatMayBeNullIsRefused() {
        assertThatThrownBy(() -> dialect.target().createTable(TABLE, ORDERS, properties(Map.of("orderBy", List.of("day")))))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("[day]");
        assertThat(dialect.target().createTable(TABLE, ORDERS, properties(Map.of(
                "orderBy", List.of("day"), "settings", List.of("allow_nullable_key = 1"))))).contains("ORDER BY (`day`)");
    }

    /// A9: what could not tell rows apart.
    @Test
    void propertiesThatDoNotGoWithTheKeyFieldsAreRefused() {
        assertFlaw(Map.of("engine", List.of("MergeTree")), "keeps all rows of one key");
        assertFlaw(Map.of("orderBy", List.of("region", "id")), "tells rows apart by its sorting key");
        assertFlaw(Map.of("orderBy", List.of("region")), "make orderBy of the key fields");
        assertFlaw(Map.of("partitionBy", List.of("toYYYYMM(created)")), "never meet");
        assertFlaw(Map.of("orderBy", List.of("id"), "primaryKey", List.of("region")), "prefix of the sorting key");
        assertFlaw(Map.of("version", List.of("created"), "engine", List.of("MergeTree"), "deduplication", List.of("strict")), "only ReplacingMergeTree");
        assertThat(dialect.target().flaws(properties(Map.of("partitionBy", List.of("id % 16"))), List.of("id"))).isEmpty();
        assertThat(dialect.target().flaws(properties(Map.of("engine", List.of("MergeTree"))), List.of())).isEmpty();
    }

    /// A merge would leave one row of several keys, whatever was deleted before.
    @Test
    void aSortingKeyThatMakesRowsOfDifferentKeysOneIsRefused() {
        Map<String, List<String>> replacing = Map.of("engine", List.of("ReplacingMergeTree"));
        Map<String, List<String>> collapsing = Map.of("engine", List.of("ReplacingMergeTree"), "orderBy", List.of("region"), "deduplication", List.of("strict"));
        TableShape keyless = new TableShape(ORDERS.origin(), ORDERS.columns(), List.of());

        assertFlaw(collapsing, "rows of different keys would go");
        assertCannotBeMade(ORDERS, collapsing);
        assertCannotBeMade(keyless, replacing);
        assertThat(dialect.target().flaws(properties(replacing), List.of())).isEmpty();
        assertThat(dialect.target().createTable(TABLE, ORDERS, properties(replacing))).contains("ENGINE = ReplacingMergeTree", "ORDER BY (`id`)");
    }

    private void assertCannotBeMade(TableShape shape, Map<String, List<String>> values) {
        assertThatThrownBy(() -> dialect.target().createTable(TABLE, shape, properties(values)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("rows of different keys would go");
    }

    /// The source's own key where there are no key fields.
    @Test
    void aSortingKeyWithoutTheKeyMeansAMergeTree() {
        assertThat(dialect.target().createTable(TABLE, ORDERS, properties(Map.of("orderBy", List.of("region"))))).contains("ENGINE = MergeTree\nORDER BY (`region`)");
        assertThat(dialect.target().createTable(TABLE, ORDERS, properties(Map.of("orderBy", List.of("region", "id"))))).contains("ENGINE = ReplacingMergeTree");
    }

    private void assertFlaw(Map<String, List<String>> values, String flaw) {
        assertThat(dialect.target().flaws(properties(values), List.of("id"))).as(values.toString()).singleElement().asString().contains(flaw);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "index_granularity = 1, storage_policy = 'x'", "index_granularity = (SELECT 1)", "index_granularity = 1; DROP TABLE t", "disk = 'x'", "index_granularity",
        "storage_policy = 'a' -- b", "storage_policy = 'it''s'"})
    void settingsAreThoseOfTheListOnly(String setting) {
        assertThat(dialect.target().flaws(properties(Map.of("settings", List.of(setting))), List.of())).hasSize(1);
    }

    /// Only one replica would get the rows.
    @Test
    void whatIsReplicatedIsRefused() {
        assertThat(ClickHouseCatalog.objection("MergeTree")).isNull();
        assertThat(ClickHouseCatalog.objection("ReplacingMergeTree")).isNull();
        assertThat(ClickHouseCatalog.objection("ReplicatedReplacingMergeTree")).contains("other replicas");
        assertThat(ClickHouseCatalog.objection("MaterializedView")).contains("view");
        assertThat(ClickHouseCatalog.databaseObjection("Atomic")).isNull();
        assertThat(ClickHouseCatalog.databaseObjection("Ordinary")).isNull();
        assertThat(ClickHouseCatalog.databaseObjection("Replicated")).contains("other replicas");
        assertThat(ClickHouseCatalog.databaseObjection("Memory")).contains("cannot exchange tables");
    }
}
