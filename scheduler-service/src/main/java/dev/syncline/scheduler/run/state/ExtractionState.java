package dev.syncline.scheduler.run.state;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import org.jspecify.annotations.Nullable;

/// Where the reading of one table stands, in its present attempt.
public sealed interface ExtractionState {

    /// Waits until its turn has come to look at the targets; only incremental extractions do that.
    record Uninspected() implements ExtractionState {}

    /// Waits for what the targets hold.
    record Inspecting() implements ExtractionState {}

    /// Waits for a partition of the rows topic.
    record Waiting() implements ExtractionState {}

    /// Queued or in a worker's hand; no row has been published.
    record Given(int partition) implements ExtractionState {}

    /// Rows are in the rows topic from a place on.
    record Started(Place place) implements ExtractionState {}

    /// Nobody needs it any longer; the worker has not let go.
    record Withdrawing() implements ExtractionState {}

    /// Complete.
    record Done(Place place, Manifest manifest) implements ExtractionState {}

    /// Ended without being complete.
    ///
    /// @param failure null where nobody needed it
    record Ended(@Nullable Failure failure) implements ExtractionState {}

    /// Where a loader finds the rows.
    ///
    /// @param fence of the extraction that writes them
    /// @param offset its first record
    /// @param identity which database they are read from; null where no target may be that table
    record Place(int partition, long fence, long offset, @Nullable String identity) {

        Place(int partition, long fence, long offset) {
            this(partition, fence, offset, null);
        }
    }

    /// Whether no worker can have it.
    default boolean rests() {
        return switch (this) {
            case Uninspected _, Inspecting _, Waiting _, Done _, Ended _ -> true;
            case Given _, Started _, Withdrawing _ -> false;
        };
    }
}
