package dev.syncline.scheduler.run;

import java.util.List;
import java.util.Objects;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.scheduler.run.state.LoadState;
import org.jspecify.annotations.Nullable;

/// The state of a load as the columns of its row.
record LoadColumns(
        String word,
        int tries,
        long rows,
        long bytes,
        @Nullable List<String> statements,
        @Nullable LoadReport report,
        @Nullable Failure failure) {

    private static final LoadReport NOTHING_TOLD = new LoadReport(0, 0, 0, List.of());

    static LoadColumns of(LoadState state) {
        return switch (state) {
            case LoadState.Inspecting _ -> plain("INSPECTING", 0, null);
            case LoadState.Waiting _ -> plain("WAITING", 0, null);
            case LoadState.Given _ -> plain("GIVEN", 0, null);
            case LoadState.Withdrawing(Failure reason) -> plain("WITHDRAWING", 0, reason);
            case LoadState.CleaningUp(Failure reason, int tries) -> plain("CLEANING_UP", tries, reason);
            case LoadState.Loaded(long rows, long bytes, List<String> statements, LoadReport report) ->
                new LoadColumns("LOADED", 0, rows, bytes, statements, report, null);
            case LoadState.Failed(Failure failure) -> plain("FAILED", 0, failure);
            case LoadState.Dropped _ -> plain("DROPPED", 0, null);
        };
    }

    static @Nullable List<String> statements(String @Nullable [] stored) {
        return stored == null ? null : List.of(stored);
    }

    LoadState state() {
        return switch (word) {
            case "INSPECTING" -> new LoadState.Inspecting();
            case "WAITING" -> new LoadState.Waiting();
            case "GIVEN" -> new LoadState.Given();
            case "WITHDRAWING" -> new LoadState.Withdrawing(failure);
            case "CLEANING_UP" -> new LoadState.CleaningUp(failure, tries);
            case "LOADED" ->
                new LoadState.Loaded(rows, bytes, Objects.requireNonNull(statements), Objects.requireNonNullElse(report, NOTHING_TOLD));
            case "FAILED" -> new LoadState.Failed(Objects.requireNonNull(failure));
            case "DROPPED" -> new LoadState.Dropped();
            default -> throw new IllegalStateException("A load is in an unknown state: " + word);
        };
    }

    /// Whether it takes part in the present attempt.
    boolean active() {
        return word.equals("GIVEN") || word.equals("INSPECTING");
    }

    private static LoadColumns plain(String word, int tries, @Nullable Failure failure) {
        return new LoadColumns(word, tries, 0, 0, null, null, failure);
    }
}
