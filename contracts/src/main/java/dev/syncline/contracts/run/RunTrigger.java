package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Another system's wish for a run: a CloudEvents 1.0 envelope in structured JSON mode, on [dev.syncline.contracts.Topics#TRIGGERS].
/// Nothing in it has been checked.
///
/// @param id with `source` the trigger's identity: a second delivery, or a second event with both, changes nothing
/// @param type [#TYPE]
/// @param subject the project, as `project/<id>`
public record RunTrigger(
        @Nullable String specversion,
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable Wish data) {

    /// The only type that is understood.
    public static final String TYPE = "dev.syncline.run.requested.v1";

    /// What exactly is wanted; without it, all tables of the project.
    ///
    /// @param tables a part of the project's tables
    /// @param table one table by itself, which need not be among the project's
    /// @param priority `medium` where it is missing
    /// @param full whether incremental tables are extracted in full this once; later runs go on from what that brought
    public record Wish(@Nullable List<TableName> tables, @Nullable TableName table, @Nullable Priority priority, @Nullable Boolean full) {}
}
