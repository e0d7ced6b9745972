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
/// @param meetsSource whether the target's name is, letter case aside, one that the project reads: in the source's own database it would be overwritten
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
        @Nullable Map<String, TableProperties> properties,
        @Nullable Boolean meetsSource) {

    public TablePlan {
        keyFields = List.copyOf(keyFields);
        values = Map.copyOf(values);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        meetsSource = meetsSource != null && meetsSource;
    }

    /// A plan whose target has a name of its own.
    public TablePlan(
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
        this(source, target, fullMode, fieldChanges, extraction, keyFields, addSyncTime, pageSize, values, properties, false);
    }

    /// A plan for a full copy under the defaults.
    public static TablePlan full(TableName source, TableName target) {
        return new TablePlan(
                source, target, FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, new Extraction.Full(), List.of(), false, -1, Map.of(), Map.of());
    }
}
