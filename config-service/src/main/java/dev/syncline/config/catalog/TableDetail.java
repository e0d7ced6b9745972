package dev.syncline.config.catalog;

import java.util.List;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import org.jspecify.annotations.Nullable;

/// A table with its columns.
///
/// @param primaryKey names of columns in the key's order; empty where the table has no primary key
/// @param failure why the table cannot be copied; then the columns may be missing
record TableDetail(
        String schema,
        String table,
        List<ColumnView> columns,
        List<String> primaryKey,
        @Nullable Long estimatedRows,
        @Nullable Long estimatedBytes,
        @Nullable Failure failure) {

    static TableDetail of(DiscoveredTable found) {
        TableShape shape = found.shape();
        return new TableDetail(
                found.table().schema(),
                found.table().table(),
                shape == null ? List.of() : shape.columns().stream().map(ColumnView::of).toList(),
                shape == null ? List.of() : shape.primaryKey(),
                CatalogTable.estimate(found.estimatedRows()),
                CatalogTable.estimate(found.estimatedBytes()),
                found.failure());
    }

    /// @param sourceType as the source declares it; absent where that means nothing elsewhere
    /// @param type the neutral type
    record ColumnView(String name, @Nullable String sourceType, ColumnType type, boolean nullable) {

        static ColumnView of(Column column) {
            return new ColumnView(column.name(), column.declaration(), column.type(), column.nullable());
        }
    }
}
