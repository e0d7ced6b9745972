package dev.syncline.config.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;

/// The columns of a table as people know them.
///
/// @param columns how each is declared, by name, in the table's order
/// @param key the names of the primary key's columns
public record KnownTable(Map<String, String> columns, List<String> key) {

    public static KnownTable of(TableShape shape) {
        Map<String, String> columns = new LinkedHashMap<>();
        shape.columns().forEach(column -> columns.put(column.name(), declared(column)));
        return new KnownTable(columns, shape.primaryKey());
    }

    private static String declared(Column column) {
        return ColumnCheck.typeOf(column) + (column.nullable() ? "" : " not null");
    }
}
