package dev.syncline.contracts.project;

import dev.syncline.contracts.connection.DatabaseKind;
import org.jspecify.annotations.Nullable;

/// A connection as a revision names it: enough for messages, nothing to log in with.
///
/// @param server by which address it is reached, and which database there; null where that is not known
/// @param identity which database the server itself says it is, whatever address leads there; null where that is not known
public record ConnectionRef(long id, String name, DatabaseKind kind, @Nullable String server, @Nullable String identity) {

    public ConnectionRef(long id, String name, DatabaseKind kind) {
        this(id, name, kind, null);
    }

    /// Of a server that has not said who it is.
    public ConnectionRef(long id, String name, DatabaseKind kind, @Nullable String server) {
        this(id, name, kind, server, null);
    }

    /// The same connection, once its server has been asked.
    public ConnectionRef identified(@Nullable String as) {
        return new ConnectionRef(id, name, kind, server, as);
    }

    /// Whether two connections are known to lead to the same database: by what it says, or by the address. Unknown is not different.
    public boolean sameDatabase(ConnectionRef other) {
        return server != null && server.equals(other.server) || identity != null && identity.equals(other.identity);
    }
}
