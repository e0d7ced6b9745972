package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// One table of a run as people see it.
///
/// @param state `WAITING`, `EXTRACTING`, `LOADING`, `ENDING`, `LOADED`, `FAILED` or `CANCELLED`
/// @param attempt counts from 1
/// @param rowsRead in the present attempt
/// @param estimatedRows the catalogue's estimate; -1 where it has none
/// @param checksum of what was read, in hexadecimal, once it is complete
/// @param failure why it could not be read, or null
/// @param loads one for each target
public record TableView(
        UUID id,
        TableName source,
        TableName target,
        String state,
        int attempt,
        long rowsRead,
        long bytesRead,
        long estimatedRows,
        long estimatedBytes,
        @Nullable String checksum,
        @Nullable Failure failure,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<LoadView> loads) {

    /// One target's share.
    ///
    /// @param state `WAITING`, `GIVEN`, `WITHDRAWING`, `CLEANING_UP`, `LOADED`, `FAILED` or `DROPPED`
    /// @param attempts how many attempts it took part in
    /// @param leftBehind whether a staging table may be left in the target
    /// @param statements the DDL that was executed
    /// @param failedAttempts what became of earlier attempts
    public record LoadView(
            long targetId,
            String targetName,
            String state,
            int attempts,
            long rows,
            long bytes,
            boolean leftBehind,
            @Nullable Failure failure,
            List<String> statements,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            List<FailedAttempt> failedAttempts) {}

    /// An attempt that was followed by another one.
    public record FailedAttempt(int attempt, Failure failure, Instant endedAt) {}
}
