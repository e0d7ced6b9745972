package dev.syncline.config.catalog;

import dev.syncline.dialect.SourceDialect.TableSummary;
import org.jspecify.annotations.Nullable;

/// A table in a list.
///
/// @param kind `table`, `view`, … in the catalogue's word
/// @param estimatedRows the catalogue's estimate; absent where it has none
/// @param estimatedBytes the catalogue's estimate; absent where it has none
record CatalogTable(String schema, String table, String kind, @Nullable Long estimatedRows, @Nullable Long estimatedBytes) {

    static CatalogTable of(TableSummary summary) {
        return new CatalogTable(
                summary.name().schema(), summary.name().table(), summary.kind(), estimate(summary.estimatedRows()), estimate(summary.estimatedBytes()));
    }

    static @Nullable Long estimate(long figure) {
        return figure < 0 ? null : figure;
    }
}
