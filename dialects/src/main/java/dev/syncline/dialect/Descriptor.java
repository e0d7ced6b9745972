package dev.syncline.dialect;

import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;

/// A kind of database as data, for forms, checks and documentation.
///
/// @param title the name people know it by
/// @param schemaWord what its schemas are called there, `schema` or `database`
/// @param needsDatabase whether a connection names a database inside the server
public record Descriptor(
        DatabaseKind kind, String title, int defaultPort, String schemaWord, boolean needsDatabase, List<ConnectionOption> options) {

    public Descriptor {
        options = List.copyOf(options);
    }

    /// An option that a connection may set; there are no others.
    ///
    /// @param values the values it may have, the first is the default
    public record ConnectionOption(String name, List<String> values, String help) {
        public ConnectionOption {
            values = List.copyOf(values);
        }
    }
}
