package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.ReadReport.TouchedCells;
import dev.syncline.scheduler.leftover.LeftOverView;
import org.jspecify.annotations.Nullable;

/// One table of a run as people see it.
///
/// @param extraction `full` or `incremental`
/// @param state `WAITING`, `INSPECTING`, `EXTRACTING`, `LOADING`, `ENDING`, `LOADED`, `FAILED`, `CANCELLED` or `SKIPPED`
/// @param attempt counts from 1
/// @param rowsRead in the present attempt
/// @param estimatedRows the catalogue's estimate; -1 where it has none
/// @param checksum of what was read, in hexadecimal, once it is complete
/// @param nullKeys rows without a whole incremental key, which an incremental extraction never reads
/// @param touched cells that were changed because the project's policy says so
/// @param notes what somebody may want to know of the table and its reading
/// @param pace by how many sessions it was read, and for whom that waited; null until it is read
/// @param failure why it could not be read, or null
/// @param attempts when the steps of each attempt were done
/// @param loads one for each target
public record TableRecord(
        UUID id,
        TableName source,
        TableName target,
        String extraction,
        String state,
        int attempt,
        long rowsRead,
        long bytesRead,
        long estimatedRows,
        long estimatedBytes,
        @Nullable String checksum,
        long nullKeys,
        List<TouchedCells> touched,
        List<String> notes,
        @Nullable Pace pace,
        @Nullable Failure failure,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<AttemptTimes> attempts,
        List<LoadView> loads) {

    /// One target's share.
    ///
    /// @param state `WAITING`, `INSPECTING`, `GIVEN`, `WITHDRAWING`, `CLEANING_UP`, `LOADED`, `FAILED` or `DROPPED`
    /// @param attempts how many attempts it took part in
    /// @param mode how its rows become the table's content: `create`, `clear` or `merge`; null until it is decided
    /// @param reason why in this mode, or null
    /// @param after the greatest incremental key that the target held, column by column: what is greater was read for it, or, with a look-back, what is not far
    ///     below; empty where everything was
    /// @param changes how the target's fields differed from the source's, one sentence each
    /// @param checksum of the rows that were loaded, in hexadecimal; null until they are
    /// @param proven whether the rows and the checksum were found to be those that were read; null until they are loaded
    /// @param inserted rows that the table got
    /// @param updated rows of the table that got newer values
    /// @param duplicates rows that were left out because a newer one has the same key
    /// @param notes what somebody may want to know of the target
    /// @param pace by how many sessions it was written, and for whom that waited; null until it is
    /// @param leftBehind whether something of an ended load may be left in the target; false only after looks that have found nothing
    /// @param left what that is, where, how large, and what is done about it; null where nothing is left
    /// @param statements the DDL that was executed
    /// @param failedAttempts what became of earlier attempts
    public record LoadView(
            long targetId,
            String targetName,
            String state,
            int attempts,
            long rows,
            long bytes,
            @Nullable String mode,
            @Nullable String reason,
            List<String> after,
            List<String> changes,
            @Nullable String checksum,
            @Nullable Boolean proven,
            long inserted,
            long updated,
            long duplicates,
            List<String> notes,
            @Nullable Pace pace,
            boolean leftBehind,
            @Nullable LeftOverView left,
            @Nullable Failure failure,
            List<String> statements,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            List<FailedAttempt> failedAttempts) {}

    /// An attempt that was followed by another one.
    public record FailedAttempt(int attempt, Failure failure, Instant endedAt) {}
}
