package dev.syncline.contracts.table;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// The full name of a table: its schema (in MySQL: its database) and its own name, both exactly as the catalogue spells them.
///
/// What a list of the catalogue says beside it is not read, so that such lists can be taken as they are.
@JsonIgnoreProperties({"kind", "estimatedRows", "estimatedBytes"})
public record TableName(String schema, String table) implements Comparable<TableName> {

    public TableName {
        if (schema == null || schema.isEmpty() || table == null || table.isEmpty()) {
            throw new IllegalArgumentException("A table name needs a schema and a table");
        }
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : table.compareTo(other.table);
    }

    /// For messages only: never part of a statement.
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
