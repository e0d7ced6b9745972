package dev.syncline.scheduler.run.state;

import java.util.List;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.LoadReport;

/// What can happen to a table of a run. Only input of its present attempt gets here.
public sealed interface TableRunInput {

    record CancelRequested() implements TableRunInput {}

    /// Somebody wants it to be tried again: at once where it waits for its next attempt, and once more where it has ended without being loaded.
    record RetryRequested() implements TableRunInput {}

    /// Input of its reading.
    sealed interface ExtractionInput extends TableRunInput {}

    /// Its turn has come to look at the targets.
    record InspectionDue() implements ExtractionInput {}

    /// The extraction has a partition of the rows topic for itself.
    record PartitionGiven(int partition) implements ExtractionInput {}

    record ExtractionStarted(ExtractionState.Place place) implements ExtractionInput {}

    record Extracted(Manifest manifest) implements ExtractionInput {}

    record ExtractionFailed(Failure failure) implements ExtractionInput {}

    /// It was withdrawn and has ended.
    record ExtractionStopped() implements ExtractionInput {}

    /// Input of the share of one target.
    sealed interface LoadInput extends TableRunInput {
        /// The target connection's id.
        long target();
    }

    /// It is known what the target holds.
    record Inspected(long target) implements LoadInput {}

    record LoadDone(long target, long rows, long bytes, List<String> statements, LoadReport report) implements LoadInput {}

    /// The load has failed, or the look at the target before it.
    ///
    /// @param cleanedUp whether nothing is left in the target
    record LoadFailed(long target, Failure failure, boolean cleanedUp) implements LoadInput {}

    /// It was withdrawn and has ended.
    record LoadStopped(long target, boolean cleanedUp) implements LoadInput {}

    record CleanedUp(long target) implements LoadInput {}

    record CleanUpFailed(long target) implements LoadInput {}
}
