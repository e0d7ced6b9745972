package dev.syncline.dialect.starrocks;

import java.io.IOException;
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
    void onlyAPrimaryKeyTableHasASortKeyOfItsOwn() {
        assertFlaw(Map.of("keyModel", List.of("unique"), "orderBy", List.of("created")), "choose the model primary");
        assertFlaw(Map.of("orderBy", List.of("created", "created")), "orderBy has a column twice");
    }
}
