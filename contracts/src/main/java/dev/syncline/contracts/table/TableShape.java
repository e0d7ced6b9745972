package dev.syncline.contracts.table;

import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;

/// The columns of a table in the source's order, and its primary key.
///
/// @param origin the kind of database the shape was read from
/// @param primaryKey names of columns in the key's order; empty where the table has no primary key
public record TableShape(DatabaseKind origin, List<Column> columns, List<String> primaryKey) {

    public TableShape {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /// In the source's order.
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }
}
