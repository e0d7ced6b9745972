package dev.syncline.notification.alert;

import java.util.UUID;

import dev.syncline.contracts.run.RunEvent.RunSucceeded;
import dev.syncline.notification.mail.MailModel;
import org.jspecify.annotations.Nullable;

/// What the mail about a project that succeeds again says.
record RecoveryModel(String project, UUID run, @Nullable String cause, String ended, String copied, String link, @Nullable String gone, String subject)
        implements MailModel {

    static RecoveryModel of(RunSucceeded run, Links links) {
        return new RecoveryModel(
                AlertWords.name(run.projectName()),
                run.runId(),
                AlertWords.cause(run.cause()),
                AlertWords.time(run.at()),
                "%s, %d %s".formatted(AlertWords.tables(run.tables()), run.rows(), run.rows() == 1 ? "row" : "rows"),
                links.run(run.runId()),
                AlertWords.gone(run.gone()),
                "[Syncline] %s succeeded again".formatted(AlertWords.shortName(run.projectName())));
    }
}
