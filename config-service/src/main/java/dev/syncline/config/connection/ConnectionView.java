package dev.syncline.config.connection;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// A connection as responses show it.
///
/// @param version grows with every edit; also the ETag
/// @param projects how many projects use it
/// @param lastTest null where it was never tested
/// @param managedBy who brings it to what files say; null where nobody does
/// @param labels by which people find it
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
        Instant changedAt,
        int projects,
        @Nullable LastTest lastTest,
        @Nullable String managedBy,
        Map<String, String> labels) {

    static ConnectionView of(ListedConnection listed) {
        SavedConnection saved = listed.connection();
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
                saved.changedAt(),
                listed.projects(),
                listed.lastTest(),
                saved.ownership().managedBy(),
                new TreeMap<>(saved.ownership().labels()));
    }
}
