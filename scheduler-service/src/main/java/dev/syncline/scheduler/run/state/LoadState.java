package dev.syncline.scheduler.run.state;

import java.util.List;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.LoadReport;
import org.jspecify.annotations.Nullable;

/// Where one target's share of a table stands, in the table's present attempt.
public sealed interface LoadState {

    /// What the target holds is being looked at; nothing of it changes.
    record Inspecting() implements LoadState {}

    /// Waits for the extraction to begin.
    record Waiting() implements LoadState {}

    /// Queued or in a worker's hand.
    record Given() implements LoadState {}

    /// Not wanted any longer; the worker has not let go.
    ///
    /// @param reason why it will have failed, or null where the run was cancelled
    record Withdrawing(@Nullable Failure reason) implements LoadState {}

    /// Over, but something may be left in the target.
    ///
    /// @param tries how often it has been tried to remove it, the present time included
    record CleaningUp(@Nullable Failure reason, int tries) implements LoadState {}

    /// The target has the table.
    record Loaded(long rows, long bytes, List<String> statements, LoadReport report) implements LoadState {}

    record Failed(Failure failure) implements LoadState {}

    /// Ended without having been loaded, because the run was cancelled or the table could not be read.
    record Dropped() implements LoadState {}

    /// Whether nothing more happens in this attempt.
    default boolean rests() {
        return switch (this) {
            case Loaded _, Failed _, Dropped _ -> true;
            case Inspecting _, Waiting _, Given _, Withdrawing _, CleaningUp _ -> false;
        };
    }
}
