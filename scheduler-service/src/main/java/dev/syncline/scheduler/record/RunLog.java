package dev.syncline.scheduler.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.contracts.text.Printable;

/// The log of a run as a text, for those who read it elsewhere. Control characters of names and messages are shown as escapes, so that
/// nothing can pass for a line of its own.
final class RunLog {

    private RunLog() {}

    static String of(ExecutionRecord record) {
        RunView run = record.run();
        StringBuilder log = new StringBuilder();
        line(log, run.requestedAt(), "Run %s of project \"%s\" (%d), revision %d, %s priority".formatted(
                run.id(), run.projectName(), run.projectId(), run.revision(), run.priority().name().toLowerCase(java.util.Locale.ROOT)));
        record.timeline().forEach(note -> line(log, note.at(), note.note()));
        Instant end = run.finishedAt() == null ? run.requestedAt() : run.finishedAt();
        String gone = run.gone() == 0 ? "" : ", %d gone from the source".formatted(run.gone());
        line(log, end, "%s: %d tables, %d failed%s, %d rows, %d bytes".formatted(run.state(), run.tables(), run.failed(), gone, run.rows(), run.bytes()));
        record.notes().forEach(note -> line(log, end, "Note: " + note));
        for (TableRecord table : record.tables()) {
            notes(log, end, table.source() + ": ", table.notes());
            for (TableRecord.LoadView load : table.loads()) {
                String where = "%s at %s: ".formatted(table.source(), load.targetName());
                notes(log, end, where, load.changes());
                notes(log, end, where, load.notes());
                load.statements().forEach(statement -> line(log, end, where + "executed " + statement));
            }
        }
        return log.toString();
    }

    private static void notes(StringBuilder log, Instant at, String where, List<String> notes) {
        notes.forEach(note -> line(log, at, where + note));
    }

    private static void line(StringBuilder log, Instant at, String text) {
        log.append(at.truncatedTo(ChronoUnit.MILLIS)).append("  ");
        log.append(text.lines().map(Printable::line).collect(Collectors.joining("\n    ")));
        log.append('\n');
    }
}
