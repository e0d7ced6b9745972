package dev.syncline.contracts.project;

import java.util.List;
import java.util.function.Function;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.table.TableName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlansOfARevisionTest {

    private static final TableName ORDERS = new TableName("shop", "orders");
    private static final TableName ITEMS = new TableName("shop", "items");

    @Test
    void plansForManyTablesAreThoseForOne() {
        ProjectRevision revision = new ProjectRevision(
                1, "p", 1, new ConnectionRef(1, "source", new DatabaseKind("mysql")),
                List.of(new ConnectionRef(2, "target", new DatabaseKind("postgresql"))), new SchemaNaming.Prefix("x_"),
                List.of(ORDERS, ITEMS), null, null, null,
                List.of(new TablePolicy(ORDERS, new Extraction.Incremental(List.of("id"), null, false), List.of("id"))), null, null);

        Function<TableName, TablePlan> plans = revision.plans();

        assertThat(plans.apply(ORDERS)).isEqualTo(revision.planOf(ORDERS));
        assertThat(plans.apply(ORDERS).extraction()).isInstanceOf(Extraction.Incremental.class);
        assertThat(plans.apply(ITEMS)).isEqualTo(revision.planOf(ITEMS));
        assertThat(plans.apply(ITEMS).target()).isEqualTo(new TableName("x_shop", "items"));
    }
}
