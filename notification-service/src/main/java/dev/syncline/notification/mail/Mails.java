package dev.syncline.notification.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Deliveries;
import dev.syncline.notification.delivery.Message;
import dev.syncline.notification.delivery.Metrics;
import org.springframework.stereotype.Component;

/// Puts mails on their way; a recipient who has had too many within the hour gets a summary instead. Asked inside a transaction.
@Component
public class Mails {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Deliveries deliveries;
    private final MailProperties properties;
    private final Metrics metrics;

    Mails(Deliveries deliveries, MailProperties properties, Metrics metrics) {
        this.deliveries = deliveries;
        this.properties = properties;
        this.metrics = metrics;
    }

    /// Keeps a mail for sending, or for the next summary.
    ///
    /// @param about the event it tells of: with the recipient it makes the message id, the same for every attempt
    public void add(long alertId, String about, MailAddress recipient, MailContent content) {
        if (mayHaveAnother(recipient)) {
            deliveries.add(alertId, message(about, recipient, content));
        } else {
            deliveries.collect(alertId, message(about, recipient, new MailContent(content.subject(), "", "")));
            metrics.collected();
        }
    }

    /// Whether a recipient may have another single mail now; holds until the transaction ends.
    public boolean mayHaveAnother(MailAddress recipient) {
        deliveries.lock(recipient.value());
        return deliveries.countSingle(Channel.MAIL, recipient.value(), HOUR) < properties.hourlyLimit();
    }

    /// Recipients to whom a summary is due.
    public List<MailAddress> dueForSummary() {
        return deliveries.waitingForSummary(properties.summaryEvery()).stream().flatMap(Mails::address).toList();
    }

    private static Stream<MailAddress> address(String stored) {
        try {
            return Stream.of(new MailAddress(stored));
        } catch (IllegalArgumentException _) {
            return Stream.empty(); // nobody could be told
        }
    }

    /// The alerts of which a recipient is to be told by a summary now, oldest first; holds until the transaction ends.
    public List<Long> takeCollected(MailAddress recipient) {
        deliveries.lock(recipient.value());
        return deliveries.waitingForSummary(properties.summaryEvery()).contains(recipient.value())
                ? deliveries.collected(recipient.value())
                : List.of();
    }

    /// Keeps a summary for sending.
    ///
    /// @param firstAlert of those it tells of
    public void addSummary(long firstAlert, MailAddress recipient, MailContent content) {
        deliveries.addSummary(message("summary from " + firstAlert, recipient, content));
    }

    private Message message(String about, MailAddress recipient, MailContent content) {
        UUID id = UUID.nameUUIDFromBytes((about + " " + recipient).getBytes(StandardCharsets.UTF_8));
        return new Message(
                Channel.MAIL,
                "<%s@%s>".formatted(id, properties.from().domain()),
                recipient.value(),
                content.subject(),
                content.text(),
                content.html());
    }
}
