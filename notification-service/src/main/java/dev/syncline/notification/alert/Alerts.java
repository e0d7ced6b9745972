package dev.syncline.notification.alert;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.text.Printable;
import dev.syncline.kit.log.LogFields;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Deliveries;
import dev.syncline.notification.delivery.DeliveryProgress;
import dev.syncline.notification.delivery.DeliveryState;
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
    private final Deliveries deliveries;
    private final Mails mails;
    private final Webhooks webhooks;
    private final Metrics metrics;
    private final Clock clock;
    private final Recipients recipients;
    private final Occasions occasions;

    Alerts(
            AlertRepository repository,
            Deliveries deliveries,
            Mails mails,
            Webhooks webhooks,
            Metrics metrics,
            Clock clock,
            AlertProperties properties) {
        this.repository = repository;
        this.deliveries = deliveries;
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
        alert.ifPresent(id -> {
            Occasion raised = occasion.orElseThrow();
            try (LogFields _ = LogFields.of(raised.runId()).project(raised.projectId())) {
                send(id, raised, news);
            }
        });
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

    /// Sends mails that say that mails arrive, and posts that say that posts do; all of them or none.
    @Transactional
    public Alert test(List<MailAddress> recipients, List<String> names) {
        List<MailAddress> told = recipients.stream().distinct().sorted(Recipients.ORDER).toList();
        told.forEach(this::expectRoom);
        Occasion occasion = occasions.test(told, names, UUID.randomUUID(), clock.instant());
        long id = repository.add(occasion).orElseThrow();
        told.forEach(recipient -> mails.add(id, occasion.eventId(), recipient, occasions.testMail(recipient, occasion.at())));
        names.stream().distinct().forEach(name -> webhooks.addTest(id, occasion.eventId(), name, occasion.at()));
        metrics.raised(occasion.kind());
        return new Alert(id, occasion.kind(), null, null, null, occasion.mail().subject(), occasion.at());
    }

    /// Tells some of an alert's recipients once more.
    ///
    /// @param named whom; where nobody is named, all whose last message was given up
    /// @return how many are told
    @Transactional
    public int sendAgain(Alert alert, List<String> named) {
        List<DeliveryProgress> wanted = deliveries.latest(alert.id()).stream()
                .filter(last -> named.isEmpty() ? last.state() == DeliveryState.GIVEN_UP : named.contains(last.recipient()))
                .sorted(Comparator.comparing(DeliveryProgress::recipient)) // everybody locks in the same order
                .toList();
        Set<String> known = wanted.stream().map(DeliveryProgress::recipient).collect(Collectors.toSet());
        named.stream().filter(recipient -> !known.contains(recipient)).findFirst().ifPresent(stranger -> {
            throw new ApiException(Problem.INVALID, "Alert %d was not sent to '%s'; name recipients that it has".formatted(alert.id(), Printable.line(stranger)));
        });
        List<DeliveryProgress> ended = wanted.stream().filter(last -> last.state() != DeliveryState.PENDING && last.state() != DeliveryState.COLLECTED).toList();
        if (ended.isEmpty()) {
            throw new ApiException(
                    Problem.CONFLICT,
                    "Nothing of alert %d is to be sent again: %s".formatted(alert.id(), named.isEmpty()
                            ? "no message was given up; name recipients who are to get it once more"
                            : "the message is on its way, or a summary tells of it"));
        }
        for (DeliveryProgress last : ended) {
            if (last.channel() == Channel.MAIL) {
                expectRoom(new MailAddress(last.recipient()));
            }
            deliveries.sendAgain(alert.id(), last.channel(), last.recipient());
        }
        return ended.size();
    }

    private void expectRoom(MailAddress recipient) {
        if (!mails.mayHaveAnother(recipient)) {
            throw new ApiException(TOO_MANY_MAILS, "%s has had as many mails within the hour as one recipient gets; try again later".formatted(recipient));
        }
    }
}
