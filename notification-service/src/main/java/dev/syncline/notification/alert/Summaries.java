package dev.syncline.notification.alert;

import java.util.List;

import dev.syncline.kit.message.DatabaseAway;
import dev.syncline.notification.delivery.Senders;
import dev.syncline.notification.mail.MailAddress;
import dev.syncline.notification.mail.MailTemplate;
import dev.syncline.notification.mail.Mails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells recipients in one mail of the alerts that were too many for single mails.
@Component
class Summaries {

    private static final Logger log = LoggerFactory.getLogger(Summaries.class);

    private final AlertRepository alerts;
    private final Mails mails;
    private final Senders senders;
    private final TransactionTemplate transactions;
    private final Links links;
    private final MailTemplate template = new MailTemplate("summary");

    Summaries(AlertRepository alerts, Mails mails, Senders senders, TransactionTemplate transactions, AlertProperties properties) {
        this.alerts = alerts;
        this.mails = mails;
        this.senders = senders;
        this.transactions = transactions;
        this.links = new Links(properties);
    }

    /// Any number of instances may look at once.
    @Scheduled(fixedDelayString = "${syncline.delivery.look:1s}")
    void look() {
        try {
            for (MailAddress recipient : mails.dueForSummary()) {
                tellAlone(recipient);
                senders.wake();
            }
        } catch (DataAccessException | TransactionException e) {
            // The senders warn of a database that is away; nothing is lost, and the next look comes soon.
            log.debug("Cannot look for summaries: {}", e.toString());
        }
    }

    // What fails for one recipient keeps no other from being told.
    private void tellAlone(MailAddress recipient) {
        DatabaseAway.attempt(() -> transactions.executeWithoutResult(_ -> tell(recipient)))
                .ifPresent(e -> log.error("recipient={} cannot be told of what is collected", recipient, e));
    }

    private void tell(MailAddress recipient) {
        List<Long> collected = mails.takeCollected(recipient);
        if (!collected.isEmpty()) {
            mails.addSummary(collected.getFirst(), recipient, template.write(SummaryModel.of(alerts.count(collected), links)));
            log.info("recipient={} alerts={} are told of in one mail", recipient, collected.size());
        }
    }
}
