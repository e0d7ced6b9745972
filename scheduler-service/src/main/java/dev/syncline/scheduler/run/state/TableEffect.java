package dev.syncline.scheduler.run.state;

import java.time.Duration;
import java.util.Map;

import dev.syncline.contracts.failure.Failure;

/// What a change of a table causes.
public sealed interface TableEffect {

    /// Look at what a target holds.
    record QueueInspection(long target) implements TableEffect {}

    record WithdrawInspection(long target) implements TableEffect {}

    record QueueExtraction(int partition) implements TableEffect {}

    record WithdrawExtraction() implements TableEffect {}

    record QueueLoad(long target, ExtractionState.Place place) implements TableEffect {}

    /// The rows are somewhere else now: take the load from its holder and give it again.
    record ReissueLoad(long target, ExtractionState.Place place) implements TableEffect {}

    record WithdrawLoad(long target) implements TableEffect {}

    /// @param tries the present one counts
    record QueueCleanUp(long target, int tries) implements TableEffect {}

    /// Another attempt is to come.
    ///
    /// @param attempt the one that has failed
    /// @param failures by target
    record Retry(int attempt, Map<Long, Failure> failures, Duration delay) implements TableEffect {}

    record Settle(Outcome outcome) implements TableEffect {}

    /// It had been settled, and goes on.
    record Reopen(Outcome outcome) implements TableEffect {}

    /// It waits no longer for its next attempt.
    record Hasten() implements TableEffect {}
}
