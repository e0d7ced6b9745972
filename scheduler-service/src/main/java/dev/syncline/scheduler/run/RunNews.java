package dev.syncline.scheduler.run;

import dev.syncline.contracts.failure.Failure;

/// What can happen to a run.
sealed interface RunNews {

    /// A piece of discovery is done.
    ///
    /// @param tables how many tables the run has now
    /// @param failed how many of them cannot be copied
    /// @param skipped how many of them need not be copied
    record DiscoveryFinished(int tables, int failed, int skipped) implements RunNews {}

    record DiscoveryFailed(Failure failure) implements RunNews {}

    /// A piece of discovery was withdrawn and has ended.
    record DiscoveryStopped() implements RunNews {}

    record TableSettled(Outcome outcome) implements RunNews {}

    record CancelRequested() implements RunNews {}
}
