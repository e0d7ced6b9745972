package dev.syncline.scheduler.overview;

import java.time.Instant;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Where a table stands in a target, whatever becomes of the records of its runs.
///
/// @param state `LOADED`, `FAILED` or `GONE` (from the source), as it was last executed
/// @param now its state in the run under way, as in tables of runs; null where there is none
/// @param freshAsOf the target holds at least what the source held then; null where it has never been loaded
/// @param loadedAt when it was last loaded; with it come the rows, bytes and mode
/// @param mode `create`, `clear` or `merge`
/// @param lastRun the run that it was last executed by
/// @param failing how often in a row it has failed
record TableStatus(
        TableName source,
        long targetId,
        TableName target,
        String state,
        @Nullable String now,
        @Nullable Instant freshAsOf,
        @Nullable Instant loadedAt,
        @Nullable Long rows,
        @Nullable Long bytes,
        @Nullable String mode,
        UUID lastRun,
        int failing,
        @Nullable Failure failure,
        Instant changedAt) {}
