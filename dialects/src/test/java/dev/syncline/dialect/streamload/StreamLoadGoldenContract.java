package dev.syncline.dialect.streamload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.DialectGoldenContract;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the statements of Doris and StarRocks have in common, and which creation properties both refuse.
public abstract class StreamLoadGoldenContract extends DialectGoldenContract {

    protected static final List<String> KEY = List.of("id", "placed");

    /// Of MySQL, with key columns behind others.
    protected static final TableShape ORDERS = new TableShape(
            new DatabaseKind("mysql"),
            List.of(
                    new Column("note", new ColumnType.Text(0, false), true, "text"),
                    new Column("id", new ColumnType.Int(64, true), false, "bigint unsigned"),
                    new Column("region", new ColumnType.Text(2, false), false, "enum('n','s')"),
                    new Column("created", new ColumnType.Timestamp(6), false, "datetime(6)"),
                    new Column("placed", new ColumnType.Date(), false, "date"),
                    new Column("price", new ColumnType.Decimal(39, 2), true, "decimal(39,2)"),
                    new Column("flags", new ColumnType.Bits(8, false), true, "bit(8)"),
                    new Column("photo", new ColumnType.Binary(0), true, "blob")),
            KEY);

    @Override
    protected abstract StreamLoadDialect dialect();

    /// The key model in which rows of one key take each other's place.
    protected abstract String uniqueModel();

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

    protected static TableProperties properties(Map<String, List<String>> values) {
        return new TableProperties(values);
    }

    protected List<String> flaws(Map<String, List<String>> values, List<String> keyFields) {
        return dialect().target().flaws(properties(values), keyFields);
    }

    protected void assertFlaw(Map<String, List<String>> values, String flaw) {
        assertThat(flaws(values, KEY)).as(values.toString()).singleElement().asString().contains(flaw);
    }

    protected void assertMakesGolden(String name, TableShape shape, Map<String, List<String>> values) throws IOException {
        assertThat(flaws(values, shape.primaryKey())).isEmpty();
        assertGolden(name, dialect().target().createTable(TABLE, shape, properties(values)));
    }

    protected static TableShape keyless() {
        return new TableShape(ORDERS.origin(), ORDERS.columns(), List.of());
    }

    @Test
    void createsATableWithoutAKey() throws IOException {
        assertMakesGolden("create-without-key.sql", keyless(), Map.of());
    }

    @Test
    void createsItsOwnTables() throws IOException {
        StreamLoadTarget target = (StreamLoadTarget) dialect().target();

        assertGolden("create-staging.sql", target.createStaging(TABLE, ORDERS, 2));
        assertGolden("create-ledger.sql", StreamLoadLedger.create(dialect().engine(), new TableName("sales", "the_ledger"), 3));
    }

    @Test
    void takesOverTheNewestAndTheGreater() throws IOException {
        Bound after = new Bound(List.of("2026-01-01 00:00:00", "it's \\ n"));
        StreamLoadRows newest = new StreamLoadRows(TABLE, ORDERS, List.of("created", "region"), after);
        StreamLoadRows all = new StreamLoadRows(TABLE, keyless(), List.of(), null);
        TableName into = new TableName("sales", "new");

        assertGolden("copy-newest.sql", newest.copy(into, "a-label", ORDERS.columns()));
        assertGolden("copy-all.sql", all.copy(into, null, ORDERS.columns()));
        assertGolden("merge-counts.sql", String.join(";\n", newest.surplus(), newest.countWanted(), newest.countPresent(into)));
    }

    /// A bound of each type by which rows can be told to be newer.
    @Test
    void comparesWithABoundOfEachType() throws IOException {
        List<String> key = List.of("id", "price", "placed", "flags", "photo", "note");
        Bound after = new Bound(List.of("18446744073709551615", "-0.50", "2026-03-29", "00000101", "\\x0AFF", "'; DROP TABLE x; --\\"));

        assertGolden("copy-greater.sql", new StreamLoadRows(TABLE, keyless(), key, after).countWanted());
    }

    @Test
    void aBoundThatIsNoNumberComesIntoNoStatement() {
        for (String column : List.of("id", "price")) {
            StreamLoadRows rows = new StreamLoadRows(TABLE, ORDERS, List.of(column), new Bound(List.of("1) OR (1=1")));

            assertThatThrownBy(rows::countWanted).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// A9: what could not tell rows apart.
    @Test
    void propertiesThatDoNotGoWithTheKeyFieldsAreRefused() {
        assertFlaw(Map.of("keyModel", List.of("duplicate")), "keeps all rows of one key, so that key fields could not tell them apart; choose the model " + uniqueModel());
        assertFlaw(Map.of("keyColumns", List.of("id")), "keyColumns must be the key fields, in whatever order");
        assertFlaw(Map.of("keyColumns", List.of("id", "placed", "region")), "keyColumns must be the key fields");
        assertFlaw(Map.of("distributedBy", List.of("id", "region")), "distributedBy has [region], which are not in the key");
        assertFlaw(Map.of("partitionBy", List.of("region")), "partitionBy has [region], which are not in the key");
        assertThat(flaws(Map.of("keyColumns", List.of("placed", "id"), "distributedBy", List.of("id"), "partitionBy", List.of("placed")), KEY)).isEmpty();
    }

    @Test
    void withoutKeyFieldsATableIsSortedAndDistributedByWhateverItHas() {
        assertThat(flaws(Map.of("keyModel", List.of("duplicate"), "keyColumns", List.of("region"), "distributedBy", List.of("created"), "partitionBy", List.of("placed")), List.of()))
                .isEmpty();
    }

    @Test
    void aColumnThatIsNamedTwiceIsRefused() {
        assertFlaw(Map.of("keyColumns", List.of("id", "placed", "id")), "keyColumns has a column twice");
        assertFlaw(Map.of("distributedBy", List.of("id", "id")), "distributedBy has a column twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "99999", "100000", "1.5", "AUTO", "1 PROPERTIES('a' = 'b')", ""})
    void bucketsAreAPositiveNumber(String buckets) {
        assertFlaw(Map.of("buckets", List.of(buckets)), "buckets is a number from 1 to 10000");
    }

    @Test
    void anyReasonableNumberOfBucketsMayPass() {
        assertThat(flaws(Map.of("buckets", List.of("1")), KEY)).isEmpty();
        assertThat(flaws(Map.of("buckets", List.of("10000")), KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "placed) DISTRIBUTED BY HASH(id); DROP TABLE victim; --", "placed; DROP TABLE victim", "placed -- comment", "placed /* comment */", "placed # comment", "(SELECT placed)", "sleep(placed)",
        "load_file(placed)", "DATE_TRUNC(placed, 'month')", "placed, id", "placed AS x", "a.placed", "'open", "`open", "placed\\", "", " ", "@@version", "placed()", "'a\\' OR placed", "placed PROPERTIES",
        "RANGE (placed) (START ('2026-01-01') END ('2027-01-01') EVERY (INTERVAL 1 MONTH))", "id % 16", "id + 1", "placed = '2026-01-01'", "'placed'", "1", "id IN (1, 2)", "((placed))",
        "(placed, (id))", "()", "(placed, )", "date_trunc(date_trunc(placed, 'month'), 'month')", "date_trunc(placed)", "date_trunc(placed, 'mon''th')", "date_trunc(placed, 'century')",
        "date_trunc('month', 'placed')", "date_trunc(placed, placed)", "interval day", "hour"})
    void partitionsAreColumnsOrPeriodsOnly(String expression) {
        assertThat(flaws(Map.of("partitionBy", List.of(expression)), KEY))
                .isNotEmpty()
                .allSatisfy(flaw -> assertThat(flaw).startsWith("partitionBy ").hasSizeLessThan(400));
    }

    /// Nor where nobody has asked for flaws before.
    @Test
    void whatIsNotUnderstoodIsInNoStatement() {
        List<Map<String, List<String>>> hostile = List.of(
                Map.of("partitionBy", List.of("placed; DROP TABLE victim")),
                Map.of("partitionBy", List.of("id % 16")),
                Map.of("buckets", List.of("1; DROP TABLE victim")),
                Map.of("keyModel", List.of("unique KEY(id); DROP TABLE victim; --")),
                Map.of("properties", List.of("compression = 'lz4'); DROP TABLE victim; --")));
        for (Map<String, List<String>> values : hostile) {
            assertThat(flaws(values, KEY)).as(values.toString()).isNotEmpty();
            assertThatThrownBy(() -> dialect().target().createTable(TABLE, ORDERS, properties(values)))
                    .as(values.toString())
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageNotContaining("DROP");
        }
    }

    @Test
    void aModelThatIsUnknownIsRefused() {
        assertFlaw(Map.of("keyModel", List.of("aggregate")), "keyModel is none of [" + uniqueModel());
    }

    /// Whatever passes is a part of the statement of one of these two forms.
    @Property(tries = 2_000)
    void onlyColumnsAndPeriodsComeThrough(@ForAll @StringLength(max = 24) @Chars({'(', ')', ',', ' ', '\'', '`', '"', ';', '-', '/', '*', '#', '\\', 'a', 'b', '1', '%'}) String text) {
        Map<String, List<String>> values = Map.of("partitionBy", List.of(text), "properties", List.of("compression = '%s'".formatted(text)));
        for (String property : values.keySet()) {
            Map<String, List<String>> one = Map.of(property, values.get(property));
            if (flaws(one, List.of()).isEmpty()) {
                String clauses = dialect().target().createTable(TABLE, withAllColumns(one), properties(one)).replaceFirst("(?s).*\\n\\)\\n", "");

                assertThat(clauses.replaceAll("`(?:[^`]|``)+`", "x")).matches("(?s)DUPLICATE KEY\\(x\\)\\n((AUTO )?PARTITION BY (LIST )?\\(x(, x)*\\)( \\(\\))?\\n)?DISTRIBUTED BY RANDOM( BUCKETS AUTO)?"
                        + "(\\nPROPERTIES \\(\"compression\" = \"[ab1, -]+\"\\))?");
            }
        }
    }

    /// With whatever columns the properties name.
    private TableShape withAllColumns(Map<String, List<String>> values) {
        List<Column> columns = new ArrayList<>(keyless().columns());
        Pattern missing = Pattern.compile("\\w+ has (.*), which is no column of the table", Pattern.DOTALL);
        shapeFlaws(keyless(), values).stream().map(missing::matcher).filter(Matcher::matches)
                .forEach(name -> columns.add(new Column(name.group(1), new ColumnType.Int(32, false), false, "int")));
        return new TableShape(ORDERS.origin(), columns, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "replication_num", "replication_num = ", "replication_num = -1", "replication_num = (SELECT 1)", "replication_num = 1; DROP TABLE t", "replication_num = 1, compression = 'lz4'",
        "replication_num = 'it''s'", "compression = 'lz4' -- x", "compression = 'lz4' /* x */", "compression = \"lz4\"", "compression = 'lz4') AS SELECT 1", "compression = 'a\"b'",
        "compression = 'a\\b'", "compression = ''", "compression = lz4", "compression = concat('a', 'b')", "\"compression\" = 'lz4'", "= 1", "", "REPLICATION_NUM = 1",
        "compression = 'lz4\n'"})
    void aPropertyOfAnotherFormIsRefused(String setting) {
        assertFlaw(Map.of("properties", List.of(setting)), "properties have one that is not of the form name = 1 or name = 'word'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"colocate_with = 'group'", "unknown = 1", "label = 'x'", "in_memory = 'true'"})
    void aPropertyThatIsNotOfTheListIsRefused(String setting) {
        assertFlaw(Map.of("properties", List.of(setting)), "which is none of [");
    }

    @Test
    void aPropertyThatIsSetTwiceIsRefused() {
        assertFlaw(Map.of("properties", List.of("compression = 'lz4'", "compression = 'zstd'")), "properties have compression twice");
    }

    /// Only when the table is made is it known that its rows have no key, not even that of their source.
    @Test
    void aModelThatNeedsAKeyIsRefusedWhereThereIsNone() {
        assertThatThrownBy(() -> dialect().target().createTable(TABLE, keyless(), properties(Map.of("keyModel", List.of(uniqueModel())))))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("set key fields, or choose the model duplicate");
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> dialect().target().createTable(TABLE, keyless(), properties(Map.of("keyColumns", List.of("nope")))))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("\"nope\"");
    }

    @Test
    void aFloatingPointNumberIsInNoKey() {
        TableShape shape = new TableShape(ORDERS.origin(), List.of(new Column("rate", new ColumnType.Floating(64), false, "double")), List.of("rate"));

        assertThatThrownBy(() -> dialect().target().createTable(TABLE, shape, TableProperties.NONE))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                .hasMessageContaining("\"rate\"")
                .hasMessageContaining("choose other key fields");
    }

    protected List<String> shapeFlaws(TableShape shape, Map<String, List<String>> values) {
        return dialect().target().shapeFlaws(shape, properties(values));
    }

    /// Rows that are told apart by nothing, with a column of each type that matters to partitions, distribution and filters.
    protected static TableShape typed() {
        return new TableShape(
                new DatabaseKind("mysql"),
                List.of(
                        new Column("id", new ColumnType.Int(64, false), false, "bigint"),
                        new Column("rate", new ColumnType.Floating(64), true, "double"),
                        new Column("ratio", new ColumnType.Floating(32), true, "float"),
                        new Column("price", new ColumnType.Decimal(9, 2), true, "decimal(9,2)"),
                        new Column("small", new ColumnType.Int(8, false), true, "tinyint"),
                        new Column("yes", new ColumnType.Bool(), true, "tinyint(1)"),
                        new Column("born", new ColumnType.Date(), false, "date"),
                        new Column("at", new ColumnType.Timestamp(0), true, "datetime")),
                List.of());
    }

    /// The server would refuse it, after the load has begun.
    @Test
    void typesThatDoNotGoWithPropertiesAreRefused() {
        for (String column : List.of("rate", "ratio")) {
            assertThat(shapeFlaws(typed(), Map.of("distributedBy", List.of(column)))).singleElement().asString().contains("distributedBy has " + column);
            assertThat(shapeFlaws(typed(), Map.of("keyColumns", List.of(column)))).singleElement().asString().contains("keyColumns has " + column);
        }
        for (String column : List.of("rate", "ratio", "price")) {
            assertThat(shapeFlaws(typed(), Map.of("partitionBy", List.of("(id, %s)".formatted(column))))).singleElement().asString().contains("partitionBy has " + column);
        }
        for (String column : List.of("rate", "ratio", "small", "yes")) {
            assertThat(shapeFlaws(typed(), Map.of("properties", List.of("bloom_filter_columns = 'id,%s'".formatted(column))))).singleElement().asString().contains("bloom_filter_columns has " + column);
        }
        assertThat(shapeFlaws(typed(), Map.of("distributedBy", List.of("price"), "partitionBy", List.of("(born, small)"), "properties", List.of("bloom_filter_columns = 'id,born'")))).isEmpty();
        assertThat(shapeFlaws(typed(), Map.of("partitionBy", List.of("nope")))).containsExactly("partitionBy has nope, which is no column of the table");
        assertThat(shapeFlaws(typed(), Map.of("properties", List.of("bloom_filter_columns = 'id,nope'"))))
                .containsExactly("bloom_filter_columns has nope, which is no column of the table");
        assertThatThrownBy(() -> dialect().target().createTable(TABLE, typed(), properties(Map.of("distributedBy", List.of("rate")))))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED));
    }

    /// @param period as the engine writes it, of a column and a unit
    protected void assertPeriods(BinaryOperator<String> period, boolean nullable) {
        assertThat(shapeFlaws(typed(), Map.of("partitionBy", List.of(period.apply("born", "month"))))).isEmpty();
        assertThat(shapeFlaws(typed(), Map.of("partitionBy", List.of(period.apply("born", "hour"))))).singleElement().asString().contains("hours of born", "days or longer");
        assertThat(shapeFlaws(typed(), Map.of("partitionBy", List.of(period.apply("id", "day"))))).singleElement().asString().contains("periods of id");
        List<String> ofNullable = shapeFlaws(typed(), Map.of("partitionBy", List.of(period.apply("at", "hour"))));
        if (nullable) {
            assertThat(ofNullable).isEmpty();
        } else {
            assertThat(ofNullable).singleElement().asString().contains("may be null");
        }
    }

    /// Where the user may not list the back ends.
    @Test
    void theConnectionSaysHowManyCopiesThereAre() {
        assertThat(dialect().descriptor().options()).filteredOn(option -> option.name().equals("replicas")).singleElement()
                .satisfies(option -> assertThat(List.of("", "1", "3")).allMatch(option::allows));
        assertThat(MppProperties.replicas(properties(Map.of("properties", List.of("compression = 'lz4'", "replication_num = 2"))))).isEqualTo(2);
        assertThat(MppProperties.replicas(properties(Map.of("properties", List.of("replication_num = '1'"))))).isEqualTo(1);
        assertThat(MppProperties.replicas(TableProperties.NONE)).isZero();
    }

    /// A name that would end its quotes does not.
    @Test
    void namesInPropertiesAreQuoted() {
        TableShape odd = new TableShape(ORDERS.origin(), List.of(new Column("a`) x", new ColumnType.Int(32, false), false, "int")), List.of("a`) x"));
        Map<String, List<String>> values = Map.of("distributedBy", List.of("a`) x"), "partitionBy", List.of("`a``) x`"));

        assertThat(flaws(values, odd.primaryKey())).isEmpty();
        assertThat(dialect().target().createTable(TABLE, odd, properties(values))).contains("DISTRIBUTED BY HASH(`a``) x`)").contains("(`a``) x`)");
    }
}
