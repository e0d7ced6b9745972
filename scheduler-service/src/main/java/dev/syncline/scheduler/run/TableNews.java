package dev.syncline.scheduler.run;

import java.util.List;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;

/// What can happen to a table of a run. Only news of its present attempt gets here.
sealed interface TableNews {

    record CancelRequested() implements TableNews {}

    /// News of its reading.
    sealed interface ExtractionNews extends TableNews {}

    /// The extraction has a partition of the rows topic for itself.
    record PartitionGiven(int partition) implements ExtractionNews {}

    record ExtractionStarted(ExtractionState.Place place) implements ExtractionNews {}

    record Extracted(Manifest manifest) implements ExtractionNews {}

    record ExtractionFailed(Failure failure) implements ExtractionNews {}

    /// It was withdrawn and has ended.
    record ExtractionStopped() implements ExtractionNews {}

    /// News of the share of one target.
    sealed interface LoadNews extends TableNews {
        /// The target connection's id.
        long target();
    }

    record LoadDone(long target, long rows, long bytes, List<String> statements) implements LoadNews {}

    /// @param cleanedUp whether nothing is left in the target
    record LoadFailed(long target, Failure failure, boolean cleanedUp) implements LoadNews {}

    /// It was withdrawn and has ended.
    record LoadStopped(long target, boolean cleanedUp) implements LoadNews {}

    record CleanedUp(long target) implements LoadNews {}

    record CleanUpFailed(long target) implements LoadNews {}
}
