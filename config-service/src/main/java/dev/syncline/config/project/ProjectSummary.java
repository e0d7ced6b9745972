package dev.syncline.config.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// A project in a list.
///
/// @param source where it reads
/// @param targets where it writes, by name
/// @param tables how many tables are chosen
/// @param pendingSchemaChanges how many changes of its source nobody has settled
/// @param managedBy who brings it to what files say; null where nobody does
/// @param labels by which people find it
record ProjectSummary(
        long id,
        long revision,
        String name,
        long sourceConnectionId,
        List<Long> targetConnectionIds,
        NamedConnection source,
        List<NamedConnection> targets,
        int tables,
        int pendingSchemaChanges,
        Instant savedAt,
        String savedBy,
        @Nullable String managedBy,
        Map<String, String> labels) {

    /// @param kind the id of its kind of database
    record NamedConnection(long id, String name, String kind) {}
}
