package dev.syncline.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.ValueRules;
import org.jspecify.annotations.Nullable;

/// Builds plans for reading.
public final class ReadPlans {

    private final TableName table;
    private final TableShape shape;
    private List<String> key = List.of();
    private @Nullable String lookBack;
    private boolean textConfirmed;
    private final List<Bound> after = new ArrayList<>();
    private int pageSize;
    private Map<ValueTrouble, ValueAction> values = Map.of();
    private List<DatabaseKind> targets = List.of();

    public ReadPlans(TableName table, TableShape shape) {
        this.table = table;
        this.shape = shape;
    }

    public ReadPlans incrementalBy(String... columns) {
        key = List.of(columns);
        return this;
    }

    public ReadPlans after(String... values) {
        after.add(new Bound(List.of(values)));
        return this;
    }

    public ReadPlans lookingBack(String span) {
        lookBack = span;
        return this;
    }

    public ReadPlans textConfirmed() {
        textConfirmed = true;
        return this;
    }

    public ReadPlans inPagesOf(int rows) {
        pageSize = rows;
        return this;
    }

    public ReadPlans with(ValueTrouble trouble, ValueAction action, String... targetKinds) {
        values = Map.of(trouble, action);
        targets = Arrays.stream(targetKinds).map(DatabaseKind::new).toList();
        return this;
    }

    public ReadPlan build() {
        Extraction extraction = key.isEmpty() ? new Extraction.Full() : new Extraction.Incremental(key, lookBack, textConfirmed);
        TablePlan full = TablePlan.full(table, table);
        TablePlan policy = new TablePlan(
                table, table, full.fullMode(), full.fieldChanges(), extraction, List.of(), false, pageSize, values, Map.of());
        TableShape expected = new ValueRules(shape.origin(), values, targets).applyTo(shape);
        return new ReadPlan(table, expected, policy, after, targets, pageSize);
    }
}
