package dev.syncline.config.preview;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;

import dev.syncline.contracts.policy.Extraction.Full;
import dev.syncline.contracts.policy.Extraction.Incremental;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;

/// What a load would get of a table, as a run decides it.
final class LoadShapes {

    private LoadShapes() {}

    /// With the primary key that the target's table gets (S42 to S44, A22).
    static TableShape loaded(TablePlan plan, TableShape shape) {
        if (plan.keyFields().isEmpty()) {
            return key(plan).isEmpty() ? shape : new TableShape(shape.origin(), shape.columns(), List.of());
        }
        List<Column> columns = shape.columns().stream()
                .map(column -> plan.keyFields().contains(column.name())
                        ? new Column(column.name(), column.type(), false, column.declaration())
                        : column)
                .toList();
        return new TableShape(shape.origin(), columns, plan.keyFields());
    }

    /// The rules of a load that makes the table.
    static LoadRules making(TablePlan plan, TableShape shape) {
        boolean unique = !shape.primaryKey().isEmpty() && new HashSet<>(plan.keyFields()).containsAll(shape.primaryKey());
        return new LoadRules(
                new LoadRules.LoadMode.Create(plan.fullMode() == FullMode.DROP_FIRST),
                key(plan),
                !key(plan).isEmpty() && !plan.keyFields().isEmpty() && !unique,
                plan.addSyncTime() ? Instant.EPOCH : null);
    }

    static List<String> key(TablePlan plan) {
        return switch (plan.extraction()) {
            case Full _ -> List.of();
            case Incremental incremental -> incremental.key();
        };
    }

    /// Whether a new table takes the place of the one that is there.
    static boolean replaces(TablePlan plan) {
        return key(plan).isEmpty() && plan.fullMode() != FullMode.RETAIN_AND_CLEAR;
    }
}
