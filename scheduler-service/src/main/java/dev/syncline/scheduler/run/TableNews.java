package dev.syncline.scheduler.run;

import java.util.List;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.LoadReport;

/// What can happen to a table of a run. Only news of its present attempt gets here.
sealed interface TableNews {

    record CancelRequested() implements TableNews {}

    /// News of its reading.
    sealed interface ExtractionNews extends TableNews {}

    /// Its turn has come to look at the targets.
    record InspectionDue() implements ExtractionNews {}

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

    /// It is known what the target holds.
    record Inspected(long target) implements LoadNews {}

    record LoadDone(long target, long rows, long bytes, List<String> statements, LoadReport report) implements LoadNews {}

    /// The load has failed, or the look at the target before it.
    ///
    /// @param cleanedUp whether nothing is left in the target
    record LoadFailed(long target, Failure failure, boolean cleanedUp) implements LoadNews {}

    /// It was withdrawn and has ended.
    record LoadStopped(long target, boolean cleanedUp) implements LoadNews {}

    record CleanedUp(long target) implements LoadNews {}

    record CleanUpFailed(long target) implements LoadNews {}
}
