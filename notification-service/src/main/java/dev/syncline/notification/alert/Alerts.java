package dev.syncline.notification.alert;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import dev.syncline.notification.delivery.Metrics;
import dev.syncline.notification.mail.MailAddress;
import dev.syncline.notification.mail.Mails;
import dev.syncline.notification.webhook.Webhooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Raises one alert for an event, with a mail to each recipient and a post to each webhook, in one transaction.
@Service
class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private static final Problem TOO_MANY_MAILS =
            new Problem("too-many-mails", HttpStatus.TOO_MANY_REQUESTS, "The recipient has had too many mails within the hour");

    private final AlertRepository repository;
    private final Mails mails;
    private final Webhooks webhooks;
    private final Metrics metrics;
    private final Clock clock;
    private final Recipients recipients;
    private final Occasions occasions;

    Alerts(AlertRepository repository, Mails mails, Webhooks webhooks, Metrics metrics, Clock clock, AlertProperties properties) {
        this.repository = repository;
        this.mails = mails;
        this.webhooks = webhooks;
        this.metrics = metrics;
        this.clock = clock;
        this.recipients = new Recipients(properties.recipients());
        this.occasions = new Occasions(new Links(properties));
    }

    /// @return whether there is something to send
    @Transactional
    public boolean raise(CloudEvent news) {
        Optional<Occasion> occasion = occasions.of(news);
        Optional<Long> alert = occasion.flatMap(repository::add);
        alert.ifPresent(id -> send(id, occasion.orElseThrow(), news));
        return alert.isPresent();
    }

    private void send(long alert, Occasion occasion, CloudEvent news) {
        List<MailAddress> told = recipients.of(occasion);
        told.forEach(recipient -> mails.add(alert, occasion.eventId(), recipient, occasion.mail()));
        int posts = webhooks.add(alert, news);
        metrics.raised(occasion.kind());
        if (told.isEmpty() && posts == 0) {
            log.warn("alert={} kind={} run={} project={} nobody is told of it; set syncline.notification.recipients (SYNCLINE_ALERT_RECIPIENTS)",
                    alert, occasion.kind(), occasion.runId(), occasion.projectId());
        } else {
            log.info("alert={} kind={} run={} project={} recipients={} webhooks={}",
                    alert, occasion.kind(), occasion.runId(), occasion.projectId(), told.size(), posts);
        }
    }

    /// Sends a mail that says that mails arrive.
    @Transactional
    public Alert test(MailAddress recipient) {
        if (!mails.mayHaveAnother(recipient)) {
            throw new ApiException(TOO_MANY_MAILS, "%s has had as many mails within the hour as one recipient gets; try again later".formatted(recipient));
        }
        Occasion occasion = occasions.test(recipient, UUID.randomUUID(), clock.instant());
        long id = repository.add(occasion).orElseThrow();
        mails.add(id, occasion.eventId(), recipient, occasion.mail());
        metrics.raised(occasion.kind());
        return new Alert(id, occasion.kind(), null, null, null, occasion.mail().subject(), occasion.at());
    }
}
