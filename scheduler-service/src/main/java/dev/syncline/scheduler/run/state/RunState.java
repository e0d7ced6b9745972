package dev.syncline.scheduler.run.state;

import dev.syncline.contracts.failure.Failure;
import org.jspecify.annotations.Nullable;

/// Where a run stands.
public sealed interface RunState {

    /// Other projects come first (S65).
    record Waiting() implements RunState {}

    /// It begins when nothing is in its way.
    record Queued() implements RunState {}

    /// The tables are being looked at.
    ///
    /// @param open pieces of discovery that have not ended
    /// @param failure why the run will fail once they have ended, or null
    record Discovering(int open, int attempt, @Nullable Failure failure) implements RunState {}

    /// Tables are being copied.
    ///
    /// @param settled tables that need nothing more, the failed ones included
    record Running(int tables, int settled, int failed) implements RunState {}

    /// What had begun is being stopped and cleaned up.
    ///
    /// @param open pieces of discovery or tables that have not ended
    record Cancelling(int open) implements RunState {}

    /// Over.
    sealed interface Finished extends RunState {}

    record Succeeded() implements Finished {}

    /// @param failure why the run as a whole failed, or null where tables did
    record Failed(@Nullable Failure failure) implements Finished {}

    record Cancelled() implements Finished {}
}
