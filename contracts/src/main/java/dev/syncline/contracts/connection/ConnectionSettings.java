package dev.syncline.contracts.connection;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Everything a worker needs to reach a database. Never travels on a topic; its text form hides the secret.
///
/// @param version grows whenever the connection is edited, so that pools of an older state are let go
/// @param database the database inside the server; PostgreSQL needs one, MySQL has none here
/// @param options values of the few named options a dialect allows, checked when the connection was saved
/// @param writable whether the user has allowed write operations, without which it cannot be a target
public record ConnectionSettings(
        long id,
        String name,
        long version,
        DatabaseKind kind,
        String host,
        int port,
        @Nullable String database,
        String user,
        String secret,
        Map<String, String> options,
        boolean writable) {

    public ConnectionSettings {
        options = Map.copyOf(options);
    }

    @Override
    public String toString() {
        return "%s connection %d '%s' (%s:%d)".formatted(kind, id, name, host, port);
    }
}
