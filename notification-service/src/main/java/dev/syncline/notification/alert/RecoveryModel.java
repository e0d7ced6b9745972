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
                Words.name(run.projectName()),
                run.runId(),
                Words.cause(run.cause()),
                Words.time(run.at()),
                "%s, %d %s".formatted(Words.tables(run.tables()), run.rows(), run.rows() == 1 ? "row" : "rows"),
                links.run(run.runId()),
                Words.gone(run.gone()),
                "[Syncline] %s succeeded again".formatted(Words.shortName(run.projectName())));
    }
}
