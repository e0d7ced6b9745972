package dev.syncline.config.connection;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// A connection as responses show it.
///
/// @param version grows with every edit; also the ETag
record ConnectionView(
        long id,
        long version,
        String name,
        String kind,
        String host,
        int port,
        @Nullable String database,
        String user,
        Map<String, String> options,
        boolean allowWriteOperations,
        Instant createdAt,
        Instant changedAt) {

    static ConnectionView of(SavedConnection saved) {
        return new ConnectionView(
                saved.id(),
                saved.version(),
                saved.name(),
                saved.kind().id(),
                saved.host(),
                saved.port(),
                saved.database(),
                saved.user(),
                saved.options(),
                saved.writable(),
                saved.createdAt(),
                saved.changedAt());
    }
}
