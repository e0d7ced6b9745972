package dev.syncline.scheduler.run;

import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlannedTableTest {

    private static final TableName ORDERS = new TableName("shop", "orders");
    private static final TablePlan FULL = TablePlan.full(ORDERS, ORDERS);
    private static final List<Column> COLUMNS = List.of(new Column("id", new ColumnType.Int(64, false), false, null));

    @Test
    void aTableThatIsCopiedWithoutItsKeySaysSo() {
        assertThat(notes(TableKey.NONE, List.of("id"))).containsExactly("The targets' tables have no key, as the project's keyFields are an empty list; the source's is (id)");
        assertThat(notes(TableKey.NONE, List.of())).isEmpty();
        assertThat(notes(TableKey.SOURCE, List.of("id"))).isEmpty();
    }

    private static List<String> notes(TableKey key, List<String> sourceKey) {
        TablePlan plan = new TablePlan(
                ORDERS, ORDERS, FULL.fullMode(), FULL.fieldChanges(), FULL.extraction(), List.of(), FULL.addSyncTime(), FULL.pageSize(), FULL.values(), FULL.properties(), false, key, false);
        return PlannedTable.of(plan, new DiscoveredTable(ORDERS, new TableShape(new DatabaseKind("mysql"), COLUMNS, sourceKey), 1, 1, null)).notes();
    }
}
