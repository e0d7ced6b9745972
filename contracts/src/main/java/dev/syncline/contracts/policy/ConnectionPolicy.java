package dev.syncline.contracts.policy;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What holds for every schema and table of a project (S12), beside the naming.
///
/// @param fullMode what is missing in a document stands for [FullMode#DELETE_AND_CREATE]
/// @param fieldChanges what is missing in a document stands for [FieldChanges#FULL_EXTRACTION]
/// @param ignoreNewTables whether tables that appear in the source later are left alone (S29)
/// @param addSyncTime whether target tables get the column [SyncTime] (S30)
/// @param pageSize rows per query of an extraction, in place of the worker's own setting; 0 reads a table in one query; null leaves it to the worker
/// @param values what to do with values that a target cannot hold; what is missing stands for [ValueAction#FAIL]
public record ConnectionPolicy(
        FullMode fullMode,
        FieldChanges fieldChanges,
        boolean ignoreNewTables,
        boolean addSyncTime,
        @Nullable Integer pageSize,
        Map<ValueTrouble, ValueAction> values) {

    /// What a project gets that says nothing.
    public static final ConnectionPolicy DEFAULT = new ConnectionPolicy(FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, false, false, null, Map.of());

    public ConnectionPolicy {
        fullMode = fullMode == null ? FullMode.DELETE_AND_CREATE : fullMode;
        fieldChanges = fieldChanges == null ? FieldChanges.FULL_EXTRACTION : fieldChanges;
        values = values == null ? Map.of() : Map.copyOf(values);
        if (pageSize != null && pageSize < 0) {
            throw new IllegalArgumentException("A page has 0 rows (no pages) or more");
        }
    }
}
