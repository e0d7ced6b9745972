package dev.syncline.config.project;

import java.time.Instant;
import java.util.List;

import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;

/// A project as responses show it.
///
/// @param revision counts its saves; also the ETag
record ProjectView(
        long id,
        long revision,
        String name,
        long sourceConnectionId,
        List<Long> targetConnectionIds,
        SchemaNaming schemaNaming,
        List<TableName> tables,
        Instant savedAt,
        String savedBy) {

    static ProjectView of(SavedRevision saved) {
        ProjectRevision document = saved.document();
        return new ProjectView(
                document.projectId(),
                document.revision(),
                document.projectName(),
                document.source().id(),
                document.targets().stream().map(ConnectionRef::id).toList(),
                document.schemaNaming(),
                document.tables(),
                saved.savedAt(),
                saved.savedBy());
    }
}
