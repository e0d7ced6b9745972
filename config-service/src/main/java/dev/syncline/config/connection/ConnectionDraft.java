package dev.syncline.config.connection;

import java.util.Map;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import org.jspecify.annotations.Nullable;

/// A connection as a user has described it, checked.
///
/// @param secret null where the stored one is to be kept
/// @param managedBy empty for nobody; null where the stored one is to be kept
/// @param labels null where the stored ones are to be kept
record ConnectionDraft(
        String name,
        DatabaseKind kind,
        String host,
        int port,
        @Nullable String database,
        String user,
        @Nullable String secret,
        Map<String, String> options,
        boolean writable,
        @Nullable String managedBy,
        @Nullable Map<String, String> labels) {

    ConnectionDraft {
        options = Map.copyOf(options);
    }

    /// Whether a secret given for the saved connection would go elsewhere now.
    boolean leadsElsewhereThan(SavedConnection saved) {
        return !kind.equals(saved.kind()) || !host.equalsIgnoreCase(saved.host()) || port != saved.port() || !user.equals(saved.user());
    }

    ConnectionSettings settings(long id, long version, String openSecret) {
        return new ConnectionSettings(id, name, version, kind, host, port, database, user, openSecret, options, writable);
    }

    @Override
    public String toString() {
        return "%s connection '%s' (%s:%d)".formatted(kind, name, host, port);
    }
}
