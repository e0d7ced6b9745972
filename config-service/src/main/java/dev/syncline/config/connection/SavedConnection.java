package dev.syncline.config.connection;

import java.time.Instant;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import org.jspecify.annotations.Nullable;

/// A stored connection without its secret.
///
/// @param version grows with every edit
/// @param writable whether the user has allowed write operations
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
        Instant changedAt) {

    public SavedConnection {
        options = Map.copyOf(options);
    }
}
