package dev.syncline.config.project;

import java.time.Instant;
import java.util.List;

/// A project in a list.
///
/// @param source where it reads
/// @param targets where it writes, by name
/// @param tables how many tables are chosen
/// @param pendingSchemaChanges how many changes of its source nobody has settled
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
        String savedBy) {

    /// @param kind the id of its kind of database
    record NamedConnection(long id, String name, String kind) {}
}
