package dev.syncline.contracts.policy;

import java.util.List;
import java.util.Map;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What all levels of policy come to for one table; it travels with the work, and no worker knows the levels.
///
/// @param target the table's name in every target
/// @param keyFields see [TablePolicy#keyFields]
/// @param pageSize rows per query; 0 for one query, -1 for the worker's own setting
/// @param properties see [TablePolicy#properties]
public record TablePlan(
        TableName source,
        TableName target,
        FullMode fullMode,
        FieldChanges fieldChanges,
        Extraction extraction,
        List<String> keyFields,
        boolean addSyncTime,
        int pageSize,
        Map<ValueTrouble, ValueAction> values,
        @Nullable Map<String, TableProperties> properties) {

    public TablePlan {
        keyFields = List.copyOf(keyFields);
        values = Map.copyOf(values);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /// A plan for a full copy under the defaults.
    public static TablePlan full(TableName source, TableName target) {
        return new TablePlan(
                source, target, FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, new Extraction.Full(), List.of(), false, -1, Map.of(), Map.of());
    }
}
