package dev.syncline.notification.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.text.Printable;
import org.jspecify.annotations.Nullable;

/// Times, names and causes as people read them. Names and messages come from databases and people: they are printable and not too long.
final class AlertWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 300;
    private static final int MOST_GONE = 20;
    private static final int LONGEST_MESSAGE = 2000;
    private static final int LONGEST_NAME_IN_SUBJECT = 120;

    private AlertWords() {}

    static String time(Instant time) {
        return TIME.format(time);
    }

    static String name(String name) {
        return printable(name, LONGEST_NAME);
    }

    static String shortName(String name) {
        return printable(name, LONGEST_NAME_IN_SUBJECT);
    }

    static String message(String message) {
        return printable(message, LONGEST_MESSAGE);
    }

    /// To follow on "begun"; null where the event does not say it.
    static @Nullable String cause(@Nullable RunCause cause) {
        return switch (cause) {
            case null -> null;
            case RunCause.Manual _ -> "by hand, or by a request to the REST interface";
            case RunCause.Plan it -> "by plan \"%s\", due at %s".formatted(name(it.planName()), time(it.dueAt()));
            case RunCause.Event it -> "by event %s of system %s".formatted(name(it.id()), name(it.source()));
            case RunCause.Repeat it when it.failedOnly() -> "to retry the failed tables of run %s".formatted(it.runId());
            case RunCause.Repeat it -> "to repeat run %s".formatted(it.runId());
        };
    }

    static String tables(int tables) {
        return "%d %s".formatted(tables, tables == 1 ? "table" : "tables");
    }

    /// Tables that have gone from the source; null where there are none.
    static @Nullable String gone(@Nullable List<TableName> tables) {
        if (tables == null || tables.isEmpty()) {
            return null;
        }
        List<String> shown = tables.stream().limit(MOST_GONE).map(table -> name(table.toString())).toList();
        int more = tables.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and %d more".formatted(more) : "");
    }

    private static String printable(String text, int longest) {
        return Printable.cut(Printable.line(text), longest);
    }
}
