package dev.syncline.scheduler.overview;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// A worker, and what it has in hand.
///
/// @param id unique for each start of its process
/// @param kind `EXTRACTOR` or `LOADER`
/// @param slots how many pieces of work it does at once; 0 where it is about to stop
/// @param announcedAt when it last said that it lives
/// @param alive whether it is given work
record WorkerView(String id, String kind, int slots, Instant announcedAt, boolean alive, List<Piece> inHand) {

    /// A piece of work in hand.
    ///
    /// @param kind `DISCOVER`, `INSPECT`, `EXTRACT`, `LOAD`, `CLEAN_UP` or `SWEEP`
    /// @param runId of a sweep none that is there
    /// @param table of the source, or null
    /// @param losses how often a worker fell silent over it
    record Piece(UUID id, String kind, UUID runId, @Nullable TableName table, long connectionId, long rows, long bytes, int losses) {}
}
