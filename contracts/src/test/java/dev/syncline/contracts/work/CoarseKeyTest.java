package dev.syncline.contracts.work;

import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoarseKeyTest {

    private static final TableName RENTALS = new TableName("shop", "rental");

    @Test
    void aKeyThatCountsSecondsDaysOrWholeNumbersIsSaidWithTheLineThatHelps() {
        for (ColumnType coarse : List.of(new ColumnType.Date(), new ColumnType.Timestamp(0), new ColumnType.Instant(0), new ColumnType.Timestamp(2))) {
            assertThat(CoarseKey.advice(plan(null, TableKey.SOURCE, "at"), shape(coarse, "id"))).as(coarse.toString())
                    .hasValueSatisfying(advice -> assertThat(advice).contains("shop.rental", "\"at\"", "\"lookBack\": \"PT0S\"").doesNotContain("doubled"));
        }
        for (ColumnType coarse : List.of(new ColumnType.Int(32, false), new ColumnType.Decimal(18, 0))) {
            assertThat(CoarseKey.advice(plan(null, TableKey.SOURCE, "at"), shape(coarse, "id"))).as(coarse.toString())
                    .hasValueSatisfying(advice -> assertThat(advice).contains("\"lookBack\": \"0\""));
        }
    }

    @Test
    void whereRowsWouldBeDoubledItAsksForKeyFieldsAsWell() {
        ColumnType seconds = new ColumnType.Timestamp(0);

        assertThat(CoarseKey.advice(plan(null, TableKey.NONE, "at"), shape(seconds, "id")).orElseThrow()).contains("keyFields");
        assertThat(CoarseKey.advice(plan(null, TableKey.SOURCE, "at"), shape(seconds)).orElseThrow()).contains("keyFields");
    }

    @Test
    void aFineOrUniqueKeyAndOneThatLooksBackNeedNone() {
        assertThat(CoarseKey.advice(plan(null, TableKey.SOURCE, "at"), shape(new ColumnType.Timestamp(6), "id"))).isEmpty();
        assertThat(CoarseKey.advice(plan("PT0S", TableKey.SOURCE, "at"), shape(new ColumnType.Timestamp(0), "id"))).isEmpty();
        assertThat(CoarseKey.advice(plan(null, TableKey.SOURCE, "id"), shape(new ColumnType.Date(), "id"))).isEmpty();
        assertThat(CoarseKey.advice(plan(null, TableKey.SOURCE, "at", "id"), shape(new ColumnType.Date(), "id"))).isEmpty();
        assertThat(CoarseKey.advice(TablePlan.full(RENTALS, RENTALS), shape(new ColumnType.Date(), "id"))).isEmpty();
    }

    private static TablePlan plan(@Nullable String lookBack, TableKey tableKey, String... key) {
        return new TablePlan(
                RENTALS, RENTALS, FullMode.DELETE_AND_CREATE, FieldChanges.IGNORE, new Extraction.Incremental(List.of(key), lookBack, false), List.of(), false, -1,
                Map.of(), Map.of(), false, tableKey, false);
    }

    private static TableShape shape(ColumnType at, String... primaryKey) {
        return new TableShape(
                new DatabaseKind("mysql"),
                List.of(new Column("id", new ColumnType.Int(64, false), false, null), new Column("at", at, false, null)),
                List.of(primaryKey));
    }
}
