package dev.syncline.notification.alert;

import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.notification.mail.MailContent;
import dev.syncline.notification.mail.Printable;
import org.springframework.web.util.HtmlUtils;

/// Writes the mail about a failed run. Names and messages come from databases and people: each is made printable, and escaped in HTML.
final class FailureMail {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final int MOST_TABLES = 50;
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_MESSAGE = 2000;

    private final URI linkBase;

    FailureMail(URI linkBase) {
        this.linkBase = linkBase;
    }

    MailContent write(RunFailed run) {
        return new MailContent(subject(run), text(run), html(run));
    }

    static String subject(RunFailed run) {
        return "[Syncline] %s failed: %s".formatted(printable(run.projectName(), 120), summary(run));
    }

    private String text(RunFailed run) {
        StringBuilder text = new StringBuilder("""
                A run of project "%s" has failed: %s.

                Run      %s
                Ended    %s
                Details  %s
                """.formatted(name(run.projectName()), summary(run), run.runId(), TIME.format(run.at()), link(run)));
        if (run.failure() != null) {
            text.append("\nCause\n").append(text(run.failure()));
        }
        for (TableFailure table : shown(run)) {
            text.append("\n%s\n".formatted(heading(table))).append(text(table.failure()));
        }
        if (more(run) > 0) {
            text.append("\nand %d more; the details show them all.\n".formatted(more(run)));
        }
        return text.append("\nThe targets of the failed tables keep what they held before the run.\n").toString();
    }

    private static String text(Failure failure) {
        return "  %s\n  What to do: %s\n  (%s)\n".formatted(message(failure), Advice.of(failure.code()), failure.code());
    }

    private String html(RunFailed run) {
        StringBuilder rows = new StringBuilder();
        if (run.failure() != null) {
            rows.append(row("The run as a whole", run.failure()));
        }
        shown(run).forEach(table -> rows.append(row(heading(table), table.failure())));
        String more = more(run) > 0 ? "<p>and %d more; the details show them all.</p>".formatted(more(run)) : "";
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
                <body style="font-family:sans-serif;color:#222">
                <h2 style="color:#b00020">A run of project “%2$s” has failed</h2>
                <p>%3$s.</p>
                <p>Run %4$s, ended %5$s. <a href="%6$s">Details of the run</a></p>
                <table cellpadding="6" style="border-collapse:collapse" border="1">
                <tr><th align="left">Table</th><th align="left">Cause</th><th align="left">What to do</th></tr>
                %7$s</table>
                %8$s
                <p>The targets of the failed tables keep what they held before the run.</p>
                </body></html>
                """.formatted(
                        escaped(subject(run)),
                        escaped(name(run.projectName())),
                        escaped(summary(run)),
                        run.runId(),
                        TIME.format(run.at()),
                        escaped(link(run)),
                        rows,
                        more);
    }

    private static String row(String heading, Failure failure) {
        return "<tr><td>%s</td><td>%s <small>(%s)</small></td><td>%s</td></tr>\n"
                .formatted(escaped(heading), escaped(message(failure)), failure.code(), escaped(Advice.of(failure.code())));
    }

    private static String summary(RunFailed run) {
        if (run.failedTables() == 0 && run.failure() != null) {
            return "it ended before any table was copied";
        }
        return "%d of %d %s".formatted(run.failedTables(), run.tables(), run.tables() == 1 ? "table" : "tables");
    }

    private static String heading(TableFailure table) {
        String source = "Table " + name(table.table().toString());
        return table.target() == null ? source + ", while it was read" : source + ", at target " + name(table.target());
    }

    private String link(RunFailed run) {
        return linkBase.toString().replaceAll("/+$", "") + "/api/v1/runs/" + run.runId();
    }

    private static List<TableFailure> shown(RunFailed run) {
        return run.examples().subList(0, Math.min(run.examples().size(), MOST_TABLES));
    }

    /// Tables that are not shown; a table may be shown once for each target.
    private static int more(RunFailed run) {
        long tables = shown(run).stream().map(TableFailure::table).distinct().count();
        return (int) Math.max(0, run.failedTables() - tables);
    }

    private static String name(String name) {
        return printable(name, LONGEST_NAME);
    }

    private static String message(Failure failure) {
        return printable(failure.message(), LONGEST_MESSAGE);
    }

    private static String printable(String text, int longest) {
        return Printable.cut(Printable.line(text), longest);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
