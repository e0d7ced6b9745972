package dev.syncline.notification.alert;

import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.kit.outbox.Inbox;
import dev.syncline.notification.mail.MailAddress;
import dev.syncline.notification.mail.MailBox;
import dev.syncline.notification.mail.MailContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Raises one alert for a failed run, with a mail to each recipient, in the transaction that takes the event.
@Service
class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);

    private final Inbox inbox;
    private final AlertRepository repository;
    private final MailBox mails;
    private final List<MailAddress> recipients;
    private final FailureMail failureMail;

    Alerts(Inbox inbox, AlertRepository repository, MailBox mails, AlertProperties properties) {
        this.inbox = inbox;
        this.repository = repository;
        this.mails = mails;
        this.recipients = properties.recipients();
        this.failureMail = new FailureMail(properties.linkBase());
    }

    /// @return whether the event came for the first time
    @Transactional
    public boolean raise(String eventId, RunFailed run) {
        if (!inbox.take(eventId)) {
            return false;
        }
        MailContent content = failureMail.write(run);
        long alert = repository.add(run, content.subject());
        UUID about = run.runId();
        recipients.forEach(recipient -> mails.add(alert, about, recipient, content));
        if (recipients.isEmpty()) {
            log.warn("alert={} run={} project={} nobody is told of it; set syncline.notification.recipients (SYNCLINE_ALERT_RECIPIENTS)",
                    alert, run.runId(), run.projectId());
        } else {
            log.info("alert={} run={} project={} recipients={}", alert, run.runId(), run.projectId(), recipients.size());
        }
        return true;
    }
}
