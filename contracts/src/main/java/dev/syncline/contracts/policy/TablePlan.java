package dev.syncline.contracts.policy;

import java.util.List;
import java.util.Map;

import dev.syncline.contracts.table.TableName;

/// What all levels of policy come to for one table; it travels with the work, and no worker knows the levels.
///
/// @param target the table's name in every target
/// @param keyFields see [TablePolicy#keyFields]
/// @param pageSize rows per query; 0 for one query, -1 for the worker's own setting
/// @param properties see [TablePolicy#properties]
/// @param meetsSource whether the target's name is, letter case aside, one that the project reads: in the source's own database it would be overwritten
/// @param key which key the target table gets; missing in plans from before it was said, see [TableKey]
/// @param anew whether this run extracts everything once, whatever the extraction is otherwise
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
        Map<String, TableProperties> properties,
        Boolean meetsSource,
        TableKey key,
        Boolean anew) {

    public TablePlan {
        keyFields = List.copyOf(keyFields);
        values = Map.copyOf(values);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        meetsSource = meetsSource != null && meetsSource;
        key = TableKey.meant(key, keyFields, extraction);
        anew = anew != null && anew;
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
            Map<String, TableProperties> properties) {
        this(
                source, target, fullMode, fieldChanges, extraction, keyFields, addSyncTime, pageSize, values, properties, false,
                TableKey.meant(null, keyFields, extraction), false);
    }

    /// The same for a run that extracts everything once.
    public TablePlan once() {
        return new TablePlan(
                source, target, fullMode, fieldChanges, extraction, keyFields, addSyncTime, pageSize, values, properties, meetsSource, key, true);
    }

    /// A plan for a full copy under the defaults.
    public static TablePlan full(TableName source, TableName target) {
        return new TablePlan(
                source, target, FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, new Extraction.Full(), List.of(), false, -1, Map.of(), Map.of());
    }
}
