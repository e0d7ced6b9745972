package dev.syncline.scheduler.run;

import java.util.List;
import java.util.Objects;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.LoadReport;
import org.jspecify.annotations.Nullable;

/// The state of a load as the columns of its row.
record LoadColumns(
        String word,
        int tries,
        boolean leftBehind,
        long rows,
        long bytes,
        @Nullable List<String> statements,
        @Nullable LoadReport report,
        @Nullable Failure failure) {

    private static final LoadReport NOTHING_TOLD = new LoadReport(0, 0, 0, List.of());

    static LoadColumns of(LoadState state) {
        return switch (state) {
            case LoadState.Inspecting _ -> plain("INSPECTING", 0, false, null);
            case LoadState.Waiting _ -> plain("WAITING", 0, false, null);
            case LoadState.Given _ -> plain("GIVEN", 0, false, null);
            case LoadState.Withdrawing(Failure reason) -> plain("WITHDRAWING", 0, false, reason);
            case LoadState.CleaningUp(Failure reason, int tries) -> plain("CLEANING_UP", tries, false, reason);
            case LoadState.Loaded(long rows, long bytes, List<String> statements, LoadReport report) ->
                new LoadColumns("LOADED", 0, false, rows, bytes, statements, report, null);
            case LoadState.Failed(Failure failure, boolean leftBehind) -> plain("FAILED", 0, leftBehind, failure);
            case LoadState.Dropped(boolean leftBehind) -> plain("DROPPED", 0, leftBehind, null);
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
            case "FAILED" -> new LoadState.Failed(Objects.requireNonNull(failure), leftBehind);
            case "DROPPED" -> new LoadState.Dropped(leftBehind);
            default -> throw new IllegalStateException("A load is in an unknown state: " + word);
        };
    }

    /// Whether it takes part in the present attempt.
    boolean active() {
        return word.equals("GIVEN") || word.equals("INSPECTING");
    }

    private static LoadColumns plain(String word, int tries, boolean leftBehind, @Nullable Failure failure) {
        return new LoadColumns(word, tries, leftBehind, 0, 0, null, null, failure);
    }
}
