package dev.syncline.notification.mail;

import java.time.Duration;
import java.util.stream.Collectors;

import dev.syncline.contracts.text.Printable;
import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Delivery;
import dev.syncline.notification.delivery.DeliveryState;
import dev.syncline.notification.delivery.Message;
import dev.syncline.notification.delivery.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows mails in the log, for installations without a mail server.
final class LogTransport implements Transport {

    private static final Logger log = LoggerFactory.getLogger(LogTransport.class);

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    @Override
    public Duration longest() {
        return Duration.ZERO;
    }

    @Override
    public DeliveryState send(Delivery delivery) {
        log.warn("No mail server is set (syncline.mail.host), so this mail is shown here\n{}", shown(delivery.message()));
        return DeliveryState.SHOWN_IN_LOG;
    }

    /// Each line is marked, so that no content can pass for a log line of its own.
    static String shown(Message mail) {
        String head = "To: %s\nSubject: %s\n\n".formatted(mail.recipient(), mail.subject());
        return (head + mail.body())
                .lines()
                .map(line -> "    mail | " + Printable.line(line))
                .collect(Collectors.joining("\n"));
    }
}
