package dev.syncline.scheduler.run.state;

import dev.syncline.contracts.failure.Failure;

/// What can happen to a run.
public sealed interface RunInput {

    /// What happens only before it begins.
    sealed interface BeforeIt extends RunInput {}

    /// Everything it waited for has succeeded.
    record DependenciesMet() implements BeforeIt {}

    /// It will never have what it waits for, or has waited for long enough.
    record DependenciesUnmet(Failure failure) implements BeforeIt {}

    /// Nothing is in its way.
    ///
    /// @param pieces in which its tables are looked at
    record Admitted(int pieces) implements BeforeIt {}

    /// What it is to do cannot be done.
    record Unfit(Failure failure) implements BeforeIt {}

    /// A piece of discovery is done.
    ///
    /// @param tables how many tables the run has now
    /// @param failed how many of them cannot be copied
    /// @param skipped how many of them need not be copied
    record DiscoveryFinished(int tables, int failed, int skipped) implements RunInput {}

    record DiscoveryFailed(Failure failure) implements RunInput {}

    /// A piece of discovery was withdrawn and has ended.
    record DiscoveryStopped() implements RunInput {}

    record TableSettled(Outcome outcome) implements RunInput {}

    /// A table that had been settled goes on.
    record TableReopened(Outcome outcome) implements RunInput {}

    record CancelRequested() implements RunInput {}
}
