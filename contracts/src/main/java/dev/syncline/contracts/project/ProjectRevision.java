package dev.syncline.contracts.project;

import java.util.List;

import dev.syncline.contracts.table.TableName;

/// One immutable state of a project's configuration. A run begins with one and keeps it to its end.
///
/// @param revision counts the saved states of the project from 1; 0 for a configuration that was executed without being saved
/// @param targets at least one
/// @param tables the chosen tables of the source, at least one
public record ProjectRevision(
        long projectId,
        String projectName,
        long revision,
        ConnectionRef source,
        List<ConnectionRef> targets,
        SchemaNaming schemaNaming,
        List<TableName> tables) {

    public ProjectRevision {
        if (targets.isEmpty() || tables.isEmpty()) {
            throw new IllegalArgumentException("A project needs at least one target and one table");
        }
        targets = List.copyOf(targets);
        tables = List.copyOf(tables);
    }

    /// Where a source table goes in every target.
    public TableName targetOf(TableName source) {
        return new TableName(schemaNaming.targetSchema(source.schema()), source.table());
    }
}
