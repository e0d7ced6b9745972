package dev.syncline.config.project;

import java.util.List;

import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// A project as a request describes it.
///
/// @param projectId only where an unsaved configuration of a saved project is validated
/// @param targetConnectionIds at least one, each with write operations allowed
/// @param schemaNaming how target schemas get their names; it has no default
/// @param tables the chosen tables of the source
record ProjectRequest(
        @Nullable Long projectId,
        @Nullable String name,
        @Nullable Long sourceConnectionId,
        @Nullable List<@Nullable Long> targetConnectionIds,
        @Nullable SchemaNaming schemaNaming,
        @Nullable List<@Nullable TableName> tables) {}
