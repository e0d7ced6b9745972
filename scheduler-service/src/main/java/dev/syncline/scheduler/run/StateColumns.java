package dev.syncline.scheduler.run;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.scheduler.run.state.RunState;
import org.jspecify.annotations.Nullable;

/// The state of a run as the columns of its row.
record StateColumns(String word, int open, int attempt, int tables, int settled, int failed, @Nullable Failure failure) {

    static StateColumns of(RunState state) {
        return switch (state) {
            case RunState.Waiting _ -> new StateColumns("WAITING", 0, 0, 0, 0, 0, null);
            case RunState.Queued _ -> new StateColumns("QUEUED", 0, 0, 0, 0, 0, null);
            case RunState.Discovering(int open, int attempt, Failure failure) ->
                new StateColumns("DISCOVERING", open, attempt, 0, 0, 0, failure);
            case RunState.Running(int tables, int settled, int failed) -> new StateColumns("RUNNING", 0, 0, tables, settled, failed, null);
            case RunState.Cancelling(int open) -> new StateColumns("CANCELLING", open, 0, 0, 0, 0, null);
            case RunState.Succeeded _ -> new StateColumns("SUCCEEDED", 0, 0, 0, 0, 0, null);
            case RunState.Failed(Failure failure) -> new StateColumns("FAILED", 0, 0, 0, 0, 0, failure);
            case RunState.Cancelled _ -> new StateColumns("CANCELLED", 0, 0, 0, 0, 0, null);
        };
    }

    RunState state() {
        return switch (word) {
            case "WAITING" -> new RunState.Waiting();
            case "QUEUED" -> new RunState.Queued();
            case "DISCOVERING" -> new RunState.Discovering(open, attempt, failure);
            case "RUNNING" -> new RunState.Running(tables, settled, failed);
            case "CANCELLING" -> new RunState.Cancelling(open);
            case "SUCCEEDED" -> new RunState.Succeeded();
            case "FAILED" -> new RunState.Failed(failure);
            case "CANCELLED" -> new RunState.Cancelled();
            default -> throw new IllegalStateException("A run is in an unknown state: " + word);
        };
    }
}
