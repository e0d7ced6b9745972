package dev.syncline.scheduler.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Execute Now.
///
/// @param tables a part of the project's tables; all where it is missing
/// @param table one table to be executed by itself, by the project's policy; it need not be among the project's tables (S70, A24)
/// @param revision the revision that the caller means, waited for where it is still on its way; no other one is executed
/// @param priority `high` where it is missing: somebody waits for it
/// @param configuration what would be saved, to be executed without being saved (S50, A20)
/// @param full whether incremental tables are extracted in full this once; later runs go on from what that brought
record RunRequest(
        @Nullable Long projectId,
        @Nullable List<TableName> tables,
        @Nullable TableName table,
        @Nullable Long revision,
        @Nullable Map<String, Object> configuration,
        @Nullable Retry retry,
        @Nullable Priority priority,
        @Nullable Boolean full) {

    RunRequest {
        if (projectId == null) {
            throw new IllegalArgumentException("A run needs the projectId of the project that is to be executed");
        }
        if (tables != null && table != null) {
            throw new IllegalArgumentException("A run has either tables or one table by itself, not both");
        }
        if (tables != null) {
            if (tables.isEmpty()) {
                throw new IllegalArgumentException("An empty list of tables leaves nothing to run; leave it out to run all tables");
            }
            tables = tables.stream().distinct().toList();
        }
    }

    /// Whether everything is extracted, also of incremental tables.
    boolean fullOnce() {
        return Boolean.TRUE.equals(full);
    }

    /// Whether all tables of the project are to be executed.
    boolean whole() {
        return tables == null && table == null;
    }

    /// @param attempts in all
    /// @param backoff such as `PT5S`
    record Retry(@Nullable Integer attempts, @Nullable Duration backoff) {}
}
