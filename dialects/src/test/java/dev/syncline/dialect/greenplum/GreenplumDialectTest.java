package dev.syncline.dialect.greenplum;

import java.io.IOException;
import java.sql.SQLException;
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
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.DialectGoldenContract;
import dev.syncline.dialect.Dialects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GreenplumDialectTest extends DialectGoldenContract {

    private static final TableShape ORDERS = new TableShape(
            new DatabaseKind("mysql"),
            List.of(
                    new Column("id", new ColumnType.Int(64, false), false, "bigint"),
                    new Column("day", new ColumnType.Date(), false, "date"),
                    new Column("re\"gion", new ColumnType.Text(2, false), true, "varchar(2)"),
                    new Column("note", new ColumnType.Json(false), true, "json")),
            List.of("id", "day"));
    private static final String BY_MONTH = "range (day) (start (date '2025-01-01') inclusive end (date '2027-01-01') every (interval '1 month'), default partition other)";
    private static final List<String> COLUMNAR = List.of("appendoptimized = true", "orientation = column", "compresstype = 'zstd'", "compresslevel = 5");

    private final GreenplumDialect dialect = new GreenplumDialect();

    @Override
    protected Dialect dialect() {
        return dialect;
    }

    /// As a PostgreSQL has it.
    @Override
    protected TableShape ownShape() {
        return new TableShape(
                new DatabaseKind("postgresql"),
                List.of(
                        new Column("id", new ColumnType.Int(64, false), false, "bigint"),
                        new Column("name", new ColumnType.Text(40, false), true, "character varying(40)"),
                        new Column("hundreds", new ColumnType.Decimal(3, -2), true, "numeric(3,-2)"),
                        new Column("address", new ColumnType.Text(0, false), true, "macaddr8"),
                        new Column("paths", new ColumnType.Text(0, false), true, "jsonpath[]"),
                        new Column("document", new ColumnType.Json(true), true, "jsonb"),
                        new Column("seen", new ColumnType.Instant(3), true, "timestamp(3) with time zone")),
                List.of("id"));
    }

    /// A target only.
    @Override
    protected void selectsNeutralText() {}

    /// Types come with PostgreSQL's declarations, which are checked there.
    @Override
    protected void aDeclarationThatIsNoneIsRefused() {
        for (String declaration : hostileDeclarations()) {
            Column column = new Column("c", new ColumnType.Int(32, false), true, declaration);
            TableShape shape = new TableShape(new DatabaseKind("postgresql"), List.of(column), List.of());

            assertThatThrownBy(() -> dialect.target().columnType(shape, column)).as(declaration).isInstanceOf(SyncException.class);
        }
    }

    private static TableProperties properties(Map<String, List<String>> values) {
        return new TableProperties(values);
    }

    private String create(Map<String, List<String>> values) {
        return dialect.target().createTable(TABLE, ORDERS, properties(values));
    }

    @Test
    void createsTablesWithProperties() throws IOException {
        assertGolden("create-by-key.sql", create(Map.of("distributedBy", List.of("day"), "partitionBy", List.of(BY_MONTH), "storage", List.of("fillfactor = 90"))));
        assertGolden("create-append-optimised.sql", create(Map.of("distributedBy", List.of("re\"gion"), "storage", COLUMNAR,
                "partitionBy", List.of("PARTITION BY LIST (\"re\"\"gion\") (PARTITION north VALUES ('n', 'it''s'), DEFAULT PARTITION \"the rest\")"))));
        assertGolden("create-replicated.sql", create(Map.of("distribution", List.of("replicated"))));
        assertGolden("create-randomly.sql", create(Map.of("distribution", List.of("randomly"))));
    }

    /// Only here is a primary key, where the table can have one.
    @Test
    void previewsWhatIsMade() throws IOException {
        LoadRules heap = new LoadRules(new LoadMode.Create(false), List.of("day"), true, null);
        LoadRules columnar = new LoadRules(
                new LoadMode.Create(false), List.of("day"), true, null, Map.of("greenplum", properties(Map.of("storage", COLUMNAR))));

        assertGolden("preview.sql", String.join(";\n", dialect.target().preview(TABLE, ORDERS, heap)));
        assertThat(dialect.target().preview(TABLE, ORDERS, columnar)).singleElement().asString().startsWith("CREATE TABLE").contains("appendoptimized=true");
    }

    @Test
    void readsRowsThatAreServedElsewhere() throws IOException {
        List<String> types = ORDERS.columns().stream().map(column -> dialect.target().columnType(ORDERS, column)).toList();
        ExternalTable external = new ExternalTable("_syncline_rows", ORDERS.columns().stream().map(Column::name).toList(), types);

        assertGolden("external.sql", String.join(";\n", external.create("[fd00::7]:8090/0123abcd"), external.insertInto(TABLE), external.drop()));
    }

    @Test
    void aReplicatedTableWithAKeyIsReplicatedWhenItsRowsAreProven() throws IOException {
        GreenplumFlavour variant = new GreenplumFlavour();
        TableProperties replicated = properties(Map.of("distribution", List.of("replicated")));

        assertThat(variant.stagingClauses(ORDERS, replicated)).isEqualTo("\nDISTRIBUTED BY (\"id\", \"day\")");
        assertThat(variant.finish(new TableName("sales", "staging"), ORDERS, replicated)).containsExactly("ALTER TABLE \"sales\".\"staging\" SET DISTRIBUTED REPLICATED");
        assertThat(variant.stagingClauses(new TableShape(ORDERS.origin(), ORDERS.columns(), List.of()), replicated)).isEqualTo("\nDISTRIBUTED REPLICATED");
    }

    @Test
    void keysDistributionAndPartitionsHaveToGoTogether() {
        assertFlaw(Map.of("distributedBy", List.of("region")), "PRIMARY KEY and DISTRIBUTED BY definitions are incompatible");
        assertFlaw(Map.of("partitionBy", List.of(BY_MONTH)), "must contain all columns in the partition key");
        assertFlaw(Map.of("distribution", List.of("randomly"), "distributedBy", List.of("id")), "leave one of the two out");
        assertFlaw(Map.of("distribution", List.of("replicated"), "storage", List.of("appendoptimized = true")), "leave appendoptimized out");
        assertNoFlaw(Map.of("distributedBy", List.of("region"), "storage", COLUMNAR, "partitionBy", List.of(BY_MONTH)), List.of("id"));
        assertNoFlaw(Map.of("distributedBy", List.of("region"), "partitionBy", List.of(BY_MONTH)), List.of());
        assertNoFlaw(Map.of("distribution", List.of("randomly"), "partitionBy", List.of(BY_MONTH)), List.of("id"));
        assertThat(dialect.target().flaws(properties(Map.of("distribution", List.of("replicated"), "partitionBy", List.of(BY_MONTH))), List.of()))
                .singleElement().asString().contains("cannot have partitions");
    }

    /// What is known of the columns only when the table is made.
    @Test
    void aTableThatCannotBeIsRefusedBeforeItIsMade() {
        assertCannotBeMade(Map.of("distributedBy", List.of("note"), "storage", COLUMNAR), "\"note\" cannot be in the distribution key");
        assertCannotBeMade(Map.of("distributedBy", List.of("note")), "are incompatible");
        assertCannotBeMade(Map.of("partitionBy", List.of("RANGE (nowhere) (START (1) END (2))"), "storage", COLUMNAR), "no column \"nowhere\"");
        TableShape keyless = new TableShape(ORDERS.origin(), ORDERS.columns(), List.of());
        assertThat(dialect.target().createTable(TABLE, keyless, TableProperties.NONE)).endsWith("DISTRIBUTED RANDOMLY");
        assertThatThrownBy(() -> dialect.target().createTable(TABLE, keyless, properties(Map.of("distribution", List.of("key"))))).hasMessageContaining("needs key fields");
    }

    private static TableShape searched(String... key) {
        return new TableShape(
                new DatabaseKind("postgresql"),
                List.of(
                        new Column("words", new ColumnType.Text(0, false), false, "tsvector"),
                        new Column("place", new ColumnType.Text(0, false), false, "point[]"),
                        new Column("id", new ColumnType.Int(64, false), false, "bigint")),
                List.of(key));
    }

    /// Where the key says nothing of where a row lies, a unique index cannot be, and the load itself tells rows apart.
    @Test
    void aKeyWhoseTypesHaveNoHashDistributesNothing() {
        LoadRules rules = LoadRules.CREATE;

        assertThat(dialect.target().preview(TABLE, searched("words"), rules)).singleElement().asString().endsWith("DISTRIBUTED RANDOMLY").contains("\"words\" tsvector NOT NULL");
        assertThat(dialect.target().preview(TABLE, searched("words", "id"), rules)).hasSize(2)
                .anyMatch(sql -> sql.endsWith("DISTRIBUTED BY (\"id\")"))
                .anyMatch(sql -> sql.endsWith("PRIMARY KEY (\"words\", \"id\")"));
        assertThat(new GreenplumFlavour().stagingClauses(searched("words"), properties(Map.of("distribution", List.of("replicated"))))).endsWith("DISTRIBUTED RANDOMLY");
    }

    /// As is said at save, where the columns are known.
    @Test
    void whatDoesNotGoWithTheColumnsIsSaidWithoutAServer() {
        assertShapeFlaw(searched("words"), Map.of("distribution", List.of("key")), "the key [words] has none");
        assertShapeFlaw(searched(), Map.of("distribution", List.of("key")), "the table has neither");
        for (String column : List.of("words", "place")) {
            assertShapeFlaw(searched(), Map.of("distributedBy", List.of(column)), "column \"%s\" cannot be in the distribution key".formatted(column));
        }
        assertShapeFlaw(searched(), Map.of("partitionBy", List.of("LIST (nowhere) (VALUES (1))")), "no column \"nowhere\"");
        assertThat(dialect.target().shapeFlaws(searched("id"), properties(Map.of("distributedBy", List.of("id"))))).isEmpty();
    }

    private void assertShapeFlaw(TableShape shape, Map<String, List<String>> values, String flaw) {
        assertThat(dialect.target().shapeFlaws(shape, properties(values))).singleElement().asString().contains(flaw);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "appendoptimized|form name = value", "appendoptimized = maybe|none of [false, true]", "tablespace = x|none of [appendoptimized", "blocksize = 8193|out of range",
        "fillfactor = 9|out of range", "orientation = column|set appendoptimized", "compresslevel = (SELECT 1)|form name = value",
        "appendoptimized = true) AS SELECT (1|form name = value", "compresstype = 'a'' -- '|form name = value", "appendoptimized = true, orientation = column|form name = value"
    })
    void settingsAreThoseOfTheListOnly(String setting, String flaw) {
        assertFlaw(Map.of("storage", List.of(setting)), flaw);
    }

    @Test
    void storageOptionsHaveToGoTogether() {
        assertFlaw(Map.of("storage", List.of("appendoptimized = true", "compresstype = rle_type")), "needs orientation = column");
        assertFlaw(Map.of("storage", List.of("appendoptimized = true", "compresstype = zlib", "compresslevel = 10")), "its highest is 9");
        assertFlaw(Map.of("storage", List.of("appendoptimized = true", "compresstype = zlib", "compresslevel = 0")), "a level from 1 on");
        assertFlaw(Map.of("storage", List.of("appendoptimized = true", "appendoptimized = true")), "twice");
    }

    @Test
    void errorsOfItsOwnAreUnderstood() {
        assertThat(dialect.classify(new SQLException("x", "42P16"))).isEqualTo(FailureCode.MISCONFIGURED);
        assertThat(dialect.classify(new SQLException("x", "42809"))).isEqualTo(FailureCode.MISCONFIGURED);
        assertThat(dialect.classify(new SQLException("x", "58M01"))).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(dialect.classify(new SQLException("x", "23505"))).isEqualTo(FailureCode.UNUSABLE_VALUE);
    }

    @Test
    void isATargetOnly() {
        assertThat(Dialects.of(new DatabaseKind("greenplum")).descriptor().source()).isFalse();
        assertThatThrownBy(dialect::source).isInstanceOf(SyncException.class).hasMessageContaining("Greenplum can be a target only");
    }

    private void assertCannotBeMade(Map<String, List<String>> values, String reason) {
        assertThatThrownBy(() -> create(values))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining(reason);
    }

    private void assertFlaw(Map<String, List<String>> values, String flaw) {
        assertThat(dialect.target().flaws(properties(values), List.of("id"))).as(values.toString()).singleElement().asString().contains(flaw);
    }

    private void assertNoFlaw(Map<String, List<String>> values, List<String> keyFields) {
        assertThat(dialect.target().flaws(properties(values), keyFields)).as(values.toString()).isEmpty();
    }
}
