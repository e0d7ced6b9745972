package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.syncline.contracts.failure.Failure;
import org.jspecify.annotations.Nullable;

/// What happened in a run, in order: to the run as a whole, to its tables and to their loads.
final class Timeline {

    private final List<Note> notes;

    private Timeline(List<Note> notes) {
        this.notes = new ArrayList<>(notes);
    }

    static List<Note> of(List<Note> ofTheRun, List<TableRecord> tables) {
        Timeline timeline = new Timeline(ofTheRun);
        tables.forEach(timeline::add);
        return timeline.notes.stream().sorted(Comparator.comparing(Note::at)).toList();
    }

    private void add(TableRecord table) {
        add(table.startedAt(), "Table %s: began, %s extraction into %s".formatted(table.source(), table.extraction(), table.target()));
        for (TableRecord.LoadView load : table.loads()) {
            for (TableRecord.FailedAttempt attempt : load.failedAttempts()) {
                add(attempt.endedAt(), "Table %s at %s: attempt %d failed: %s".formatted(table.source(), load.targetName(), attempt.attempt(), text(attempt.failure())));
            }
            add(load.finishedAt(), "Table %s at %s: %s".formatted(table.source(), load.targetName(), outcome(load)));
        }
        add(table.finishedAt(), "Table %s: %s, attempt %d%s".formatted(table.source(), table.state(), table.attempt(), because(table.failure())));
    }

    private void add(@Nullable Instant at, String note) {
        if (at != null) {
            notes.add(new Note(at, note));
        }
    }

    private static String outcome(TableRecord.LoadView load) {
        return load.state().equals("LOADED")
                ? "LOADED by %s, %d rows (%d inserted, %d updated, %d duplicates), checksum %s, %s"
                        .formatted(load.mode(), load.rows(), load.inserted(), load.updated(), load.duplicates(), load.checksum(), Boolean.TRUE.equals(load.proven()) ? "proven" : "not proven")
                : load.state() + because(load.failure());
    }

    private static String because(@Nullable Failure failure) {
        return failure == null ? "" : ": " + text(failure);
    }

    private static String text(Failure failure) {
        return "%s (%s)".formatted(failure.message(), failure.code());
    }
}
