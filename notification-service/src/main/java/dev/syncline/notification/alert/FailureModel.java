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
/// @param firstCode of those that are told, for an example; null where each has a link to its page
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
        @Nullable String gone,
        @Nullable String firstCode)
        implements MailModel {

    private static final int MOST_TABLES = 50;

    /// One failure, and what to do about it.
    ///
    /// @param page where the code's causes and cures can be read
    record Trouble(String heading, String message, String advice, String code, @Nullable String page) {

        static Trouble of(String heading, Failure failure, Links links) {
            return new Trouble(heading, AlertWords.message(failure.message()), FailureAdvice.of(failure.code()), failure.code().name(), links.failure(failure.code()));
        }
    }

    static FailureModel of(RunFailed run, Links links) {
        List<TableFailure> shown = run.examples().subList(0, Math.min(run.examples().size(), MOST_TABLES));
        return new FailureModel(
                "[Syncline] %s failed: %s".formatted(AlertWords.shortName(run.projectName()), summary(run)),
                AlertWords.name(run.projectName()),
                summary(run),
                run.runId(),
                AlertWords.cause(run.cause()),
                AlertWords.time(run.at()),
                run.attempts(),
                links.run(run.runId()),
                run.failure() == null ? null : Trouble.of("The run as a whole", run.failure(), links),
                shown.stream().map(table -> Trouble.of(heading(table), table.failure(), links)).toList(),
                more(run, shown),
                AlertWords.gone(run.gone()),
                firstCode(run, shown, links));
    }

    private static @Nullable String firstCode(RunFailed run, List<TableFailure> shown, Links links) {
        Failure first = run.failure() != null ? run.failure() : shown.isEmpty() ? null : shown.getFirst().failure();
        return first == null || links.failure(first.code()) != null ? null : first.code().name();
    }

    private static String summary(RunFailed run) {
        return run.failedTables() == 0 && run.failure() != null
                ? "it ended before any table was copied"
                : "%d of %s".formatted(run.failedTables(), AlertWords.tables(run.tables()));
    }

    private static String heading(TableFailure table) {
        String source = "Table " + AlertWords.name(table.table().toString());
        return table.target() == null ? source + ", while it was read" : source + ", at target " + AlertWords.name(table.target());
    }

    /// A table may be shown once for each target.
    private static int more(RunFailed run, List<TableFailure> shown) {
        long tables = shown.stream().map(TableFailure::table).distinct().count();
        return (int) Math.max(0, run.failedTables() - tables);
    }
}
