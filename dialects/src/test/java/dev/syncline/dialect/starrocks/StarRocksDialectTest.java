package dev.syncline.dialect.starrocks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.streamload.StreamLoadDialect;
import dev.syncline.dialect.streamload.StreamLoadGoldenContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StarRocksDialectTest extends StreamLoadGoldenContract {

    private final StarRocksDialect dialect = new StarRocksDialect();

    @Override
    protected StreamLoadDialect dialect() {
        return dialect;
    }

    @Override
    protected String uniqueModel() {
        return "primary";
    }

    @Test
    void createsTablesWithAllProperties() throws IOException {
        assertMakesGolden("create-with-properties.sql", ORDERS, Map.of(
                "keyModel", List.of("primary"),
                "keyColumns", List.of("placed", "id"),
                "partitionBy", List.of("date_trunc('month', placed)"),
                "distributedBy", List.of("id"),
                "buckets", List.of("16"),
                "orderBy", List.of("created", "region"),
                "properties", List.of("replication_num = 1", "compression = 'ZSTD'", "bloom_filter_columns = 'region,created'", "enable_persistent_index = 'true'")));
        assertMakesGolden("create-duplicate.sql", keyless(), Map.of(
                "keyModel", List.of("duplicate"),
                "keyColumns", List.of("region", "created"),
                "partitionBy", List.of("(region, placed)"),
                "distributedBy", List.of("created")));
        assertMakesGolden("create-unique.sql", ORDERS, Map.of("keyModel", List.of("unique")));
    }

    /// A DECIMAL is in no primary key.
    @Test
    void aDecimalInTheKeyIsAText() {
        Column number = new Column("number", new ColumnType.Decimal(20, 2), false, "decimal(20,2)");

        assertThat(dialect.target().columnType(new TableShape(ORDERS.origin(), List.of(number), List.of("number")), number)).isEqualTo("VARCHAR(23)");
        assertThat(dialect.target().columnType(new TableShape(ORDERS.origin(), List.of(number), List.of()), number)).isEqualTo("DECIMAL(20,2)");
    }

    @Test
    void aTableOfColumnsThatCannotBeSortedByIsRefused() {
        TableShape numbers = new TableShape(ORDERS.origin(), List.of(new Column("rate", new ColumnType.Floating(64), true, "double")), List.of());

        assertThatThrownBy(() -> dialect.target().createTable(TABLE, numbers, TableProperties.NONE))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                .hasMessageContaining("set keyColumns");
    }

    @Test
    void aPeriodIsWrittenBeforeItsColumn() {
        assertFlaw(Map.of("partitionBy", List.of("date_trunc(placed, 'month')")), "is neither columns nor a period of one, as date_trunc('month', created_at)");
    }

    @Test
    void periodsAreOfTimesAndSortKeysOfWhatCanBeSorted() {
        assertPeriods("date_trunc('%2$s', %1$s)"::formatted, true);
        assertThat(shapeFlaws(typed(), Map.of("orderBy", List.of("id", "rate")))).singleElement().asString().contains("orderBy has rate");
        assertThat(shapeFlaws(typed(), Map.of("properties", List.of("bloom_filter_columns = 'price'")))).singleElement().asString().contains("DECIMAL");
    }

    /// Known only where storage is shared; a front end of 4.1 without refuses both.
    @Test
    void whatServersWithoutSharedStorageDoNotKnowIsRefused() {
        assertFlaw(Map.of("properties", List.of("persistent_index_type = 'local'")), "persistent_index_type, which is none of");
        assertFlaw(Map.of("properties", List.of("datacache.enable = 'true'")), "datacache.enable, which is none of");
    }

    /// A back end takes no longer ones, though the front end makes the table.
    @Test
    void aPrimaryKeyThatMayBeTooLongIsToldOf() {
        Column id = new Column("id", new ColumnType.Uuid(), false, "uuid");
        Column name = new Column("name", new ColumnType.Text(32, false), false, "varchar(32)");
        Column text = new Column("text", new ColumnType.Text(0, false), false, "text");

        assertThat(cautions(Map.of(), id)).isEmpty();
        assertThat(cautions(Map.of(), name)).isEmpty();
        assertThat(cautions(Map.of(), name, id)).singleElement().asString().contains("[name, id]", "164 bytes", "more than 128", "keyModel: unique");
        assertThat(cautions(Map.of(), text)).singleElement().asString().contains("65533 bytes");
        assertThat(cautions(Map.of("keyModel", List.of("unique")), text)).isEmpty();
    }

    private List<String> cautions(Map<String, List<String>> values, Column... key) {
        TableShape shape = new TableShape(ORDERS.origin(), List.of(key), Arrays.stream(key).map(Column::name).toList());
        return StarRocksProperties.of(properties(values)).cautions(shape);
    }

    @Test
    void onlyAPrimaryKeyTableHasASortKeyOfItsOwn() {
        assertFlaw(Map.of("keyModel", List.of("unique"), "orderBy", List.of("created")), "choose the model primary");
        assertFlaw(Map.of("orderBy", List.of("created", "created")), "orderBy has a column twice");
    }
}
