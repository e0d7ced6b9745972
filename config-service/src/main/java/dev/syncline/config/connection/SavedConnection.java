package dev.syncline.config.connection;

import java.time.Instant;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.Ownership;
import org.jspecify.annotations.Nullable;

/// A stored connection without its secret.
///
/// @param version grows with every edit
/// @param writable whether the user has allowed write operations
/// @param identity which database its server said it is when it was last asked; null where it is not known
public record SavedConnection(
        long id,
        long version,
        String name,
        DatabaseKind kind,
        String host,
        int port,
        @Nullable String database,
        String user,
        Map<String, String> options,
        boolean writable,
        Instant createdAt,
        Instant changedAt,
        @Nullable String identity,
        Ownership ownership) {

    public SavedConnection {
        options = Map.copyOf(options);
    }

    /// One whose server has not been asked.
    public SavedConnection(
            long id,
            long version,
            String name,
            DatabaseKind kind,
            String host,
            int port,
            @Nullable String database,
            String user,
            Map<String, String> options,
            boolean writable,
            Instant createdAt,
            Instant changedAt) {
        this(id, version, name, kind, host, port, database, user, options, writable, createdAt, changedAt, null, Ownership.NONE);
    }
}
