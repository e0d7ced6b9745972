package dev.syncline.scheduler.run.state;

import java.time.Duration;

/// What a change of a run causes.
public sealed interface RunEffect {

    /// Do the piece of discovery that failed once more.
    record DiscoverAgain(Duration delay) implements RunEffect {}

    record WithdrawDiscoveries() implements RunEffect {}

    record CancelTables() implements RunEffect {}

    /// Nothing is left to do: publish how it ended.
    record Finish() implements RunEffect {}
}
