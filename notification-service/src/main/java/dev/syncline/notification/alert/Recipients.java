package dev.syncline.notification.alert;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.notification.mail.MailAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who gets a mail. What an event names is checked here again, whoever has sent it.
final class Recipients {

    private static final Logger log = LoggerFactory.getLogger(Recipients.class);
    private static final int MOST = 50;
    // Everybody locks in the same order.
    static final Comparator<MailAddress> ORDER = Comparator.comparing(MailAddress::value);

    private final List<MailAddress> inSettings;

    Recipients(List<MailAddress> inSettings) {
        this.inSettings = inSettings.stream().distinct().sorted(ORDER).toList();
    }

    /// Those who are named and can be reached; those in the settings where there is none.
    List<MailAddress> of(Occasion occasion) {
        List<MailAddress> named = occasion.recipients().stream()
                .flatMap(address -> checked(address, occasion))
                .distinct()
                .limit(MOST)
                .sorted(ORDER)
                .toList();
        return named.isEmpty() ? inSettings : named;
    }

    private static Stream<MailAddress> checked(String address, Occasion occasion) {
        try {
            return Stream.of(new MailAddress(address));
        } catch (IllegalArgumentException e) {
            log.warn("event={} a recipient is left out: {}", AlertWords.name(occasion.eventId()), e.getMessage());
            return Stream.empty();
        }
    }
}
