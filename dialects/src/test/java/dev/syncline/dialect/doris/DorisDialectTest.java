package dev.syncline.dialect.doris;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.streamload.StreamLoadDialect;
import dev.syncline.dialect.streamload.StreamLoadGoldenContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DorisDialectTest extends StreamLoadGoldenContract {

    private final DorisDialect dialect = new DorisDialect();

    @Override
    protected StreamLoadDialect dialect() {
        return dialect;
    }

    @Override
    protected String uniqueModel() {
        return "unique";
    }

    @Test
    void createsTablesWithAllProperties() throws IOException {
        assertMakesGolden("create-with-properties.sql", ORDERS, Map.of(
                "keyModel", List.of("unique"),
                "keyColumns", List.of("placed", "id"),
                "partitionBy", List.of("date_trunc(placed, 'month')"),
                "distributedBy", List.of("id"),
                "buckets", List.of("16"),
                "properties", List.of("replication_num = 1", "compression = 'zstd'", "bloom_filter_columns = 'region,created'", "store_row_column = 'true'")));
        assertMakesGolden("create-duplicate.sql", keyless(), Map.of(
                "keyModel", List.of("duplicate"),
                "keyColumns", List.of("region", "created"),
                "partitionBy", List.of("(region, placed)"),
                "distributedBy", List.of("created"),
                "properties", List.of("replication_allocation = 'tag.location.default: 3'")));
    }

    /// There is a table without any key, where no column can be in one.
    @Test
    void aTableOfColumnsThatCannotBeSortedByHasNoKey() {
        TableShape texts = new TableShape(ORDERS.origin(), List.of(
                new Column("a", new ColumnType.Json(false), true, "json"), new Column("b", new ColumnType.Floating(64), true, "double")), List.of());

        assertThat(dialect.target().createTable(TABLE, texts, TableProperties.NONE))
                .doesNotContain(" KEY")
                .contains("DISTRIBUTED BY RANDOM BUCKETS AUTO", "\"enable_duplicate_without_keys_by_default\" = \"true\"");
    }

    @Test
    void aPeriodIsWrittenBehindItsColumn() {
        assertFlaw(Map.of("partitionBy", List.of("date_trunc('month', placed)")), "is neither columns nor a period of one, as date_trunc(created_at, 'month')");
    }

    @Test
    void periodsAreOfTimesThatAreNeverNull() {
        assertPeriods("date_trunc(%1$s, '%2$s')"::formatted, false);
    }

    /// `STRING` has no hash there and lists no partitions.
    @Test
    void aTextWithoutBoundsDistributesNothing() {
        assertThat(shapeFlaws(keyless(), Map.of("distributedBy", List.of("note")))).singleElement().asString().contains("distributedBy has note, which is a STRING");
        assertThat(shapeFlaws(keyless(), Map.of("partitionBy", List.of("note")))).singleElement().asString().contains("partitionBy has note, which is a STRING");
    }

    @Test
    void thereIsNoOrderByHere() {
        assertThat(dialect.descriptor().tableProperties()).extracting("name").doesNotContain("orderBy");
    }
}
