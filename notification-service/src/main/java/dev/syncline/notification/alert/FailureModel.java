package dev.syncline.notification.alert;

import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.notification.mail.MailModel;
import org.jspecify.annotations.Nullable;

/// What the mail about a failed run says.
///
/// @param whole why the run as a whole failed
/// @param more tables that are not shown
record FailureModel(
        String subject,
        String project,
        String summary,
        UUID run,
        @Nullable String cause,
        String ended,
        @Nullable Integer attempts,
        String link,
        @Nullable Trouble whole,
        List<Trouble> tables,
        int more,
        @Nullable String gone)
        implements MailModel {

    private static final int MOST_TABLES = 50;

    /// One failure, and what to do about it.
    record Trouble(String heading, String message, String advice, String code) {

        static Trouble of(String heading, Failure failure) {
            return new Trouble(heading, Words.message(failure.message()), Advice.of(failure.code()), failure.code().name());
        }
    }

    static FailureModel of(RunFailed run, Links links) {
        List<TableFailure> shown = run.examples().subList(0, Math.min(run.examples().size(), MOST_TABLES));
        return new FailureModel(
                "[Syncline] %s failed: %s".formatted(Words.shortName(run.projectName()), summary(run)),
                Words.name(run.projectName()),
                summary(run),
                run.runId(),
                Words.cause(run.cause()),
                Words.time(run.at()),
                run.attempts(),
                links.run(run.runId()),
                run.failure() == null ? null : Trouble.of("The run as a whole", run.failure()),
                shown.stream().map(table -> Trouble.of(heading(table), table.failure())).toList(),
                more(run, shown),
                Words.gone(run.gone()));
    }

    private static String summary(RunFailed run) {
        return run.failedTables() == 0 && run.failure() != null
                ? "it ended before any table was copied"
                : "%d of %s".formatted(run.failedTables(), Words.tables(run.tables()));
    }

    private static String heading(TableFailure table) {
        String source = "Table " + Words.name(table.table().toString());
        return table.target() == null ? source + ", while it was read" : source + ", at target " + Words.name(table.target());
    }

    /// A table may be shown once for each target.
    private static int more(RunFailed run, List<TableFailure> shown) {
        long tables = shown.stream().map(TableFailure::table).distinct().count();
        return (int) Math.max(0, run.failedTables() - tables);
    }
}
