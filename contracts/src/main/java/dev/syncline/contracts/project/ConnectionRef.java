package dev.syncline.contracts.project;

import dev.syncline.contracts.connection.DatabaseKind;
import org.jspecify.annotations.Nullable;

/// A connection as a revision names it: enough for messages, nothing to log in with.
///
/// @param server which database it leads to, so that two connections to the same one can be told; null where that is not known
public record ConnectionRef(long id, String name, DatabaseKind kind, @Nullable String server) {

    public ConnectionRef(long id, String name, DatabaseKind kind) {
        this(id, name, kind, null);
    }
}
