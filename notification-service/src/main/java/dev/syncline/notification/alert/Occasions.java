package dev.syncline.notification.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.PlanMissed;
import dev.syncline.contracts.run.RunEvent.RunCancelled;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.contracts.run.RunEvent.RunStarted;
import dev.syncline.contracts.run.RunEvent.RunSucceeded;
import dev.syncline.contracts.run.RunEvent.SchemaChanged;
import dev.syncline.contracts.run.RunEvent.TableLoaded;
import dev.syncline.contracts.run.SchemaPending;
import dev.syncline.contracts.run.TriggerAnswer.TriggerAccepted;
import dev.syncline.contracts.run.TriggerAnswer.TriggerRefused;
import dev.syncline.notification.mail.MailAddress;
import dev.syncline.notification.mail.MailContent;
import dev.syncline.notification.mail.MailTemplate;
import org.jspecify.annotations.Nullable;

/// Which news people are told, and in which words. Who wants to know what is frozen in the event.
final class Occasions {

    private final Links links;
    private final MailTemplate failure = new MailTemplate("failure");
    private final MailTemplate recovery = new MailTemplate("recovery");
    private final MailTemplate missed = new MailTemplate("missed");
    private final MailTemplate test = new MailTemplate("test");

    Occasions(Links links) {
        this.links = links;
    }

    /// The occasion, or nothing where nobody wants to know.
    Optional<Occasion> of(CloudEvent news) {
        return switch (news.data()) {
            case RunFailed it when orDefault(it.alerting()).onFailure() -> Optional.of(new Occasion(
                    AlertKind.FAILURE, news.id(), it.runId(), it.projectId(), it.projectName(), it.at(), AlertWords.gone(it.gone()),
                    failure.write(FailureModel.of(it, links)), orDefault(it.alerting()).recipients()));
            case RunSucceeded it when it.recovered() && orDefault(it.alerting()).onRecovery() -> Optional.of(new Occasion(
                    AlertKind.RECOVERY, news.id(), it.runId(), it.projectId(), it.projectName(), it.at(), AlertWords.gone(it.gone()),
                    recovery.write(RecoveryModel.of(it, links)), orDefault(it.alerting()).recipients()));
            case PlanMissed it when it.alerting().onMissed() -> Optional.of(new Occasion(
                    AlertKind.MISSED, news.id(), null, it.projectId(), it.projectName(), it.at(), null,
                    missed.write(MissedModel.of(it, links)), it.alerting().recipients()));
            case RunFailed _, RunSucceeded _, PlanMissed _ -> Optional.empty(); // nobody wants to know
            case RunStarted _, TableLoaded _, SchemaChanged _, RunCancelled _, TriggerAccepted _, TriggerRefused _, SchemaPending _ ->
                Optional.empty(); // nothing to tell
        };
    }

    /// A test, asked for by somebody.
    ///
    /// @param webhooks by name
    Occasion test(List<MailAddress> recipients, List<String> webhooks, UUID id, Instant now) {
        List<String> all = Stream.concat(recipients.stream().map(MailAddress::value), webhooks.stream()).toList();
        MailContent mail = test.write(new TestModel(String.join(", ", all), AlertWords.time(now)));
        return new Occasion(AlertKind.TEST, "test/" + id, null, null, null, now, null, mail, all);
    }

    /// What one of them gets.
    MailContent testMail(MailAddress recipient, Instant now) {
        return test.write(new TestModel(recipient.value(), AlertWords.time(now)));
    }

    private static Alerting orDefault(@Nullable Alerting alerting) {
        return alerting == null ? Alerting.DEFAULT : alerting;
    }
}
