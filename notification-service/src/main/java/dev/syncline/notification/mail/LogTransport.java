package dev.syncline.notification.mail;

import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows mails in the log, for installations without a mail server.
final class LogTransport implements MailTransport {

    private static final Logger log = LoggerFactory.getLogger(LogTransport.class);

    @Override
    public MailState send(Mail mail) {
        log.warn("No mail server is set (syncline.mail.host), so this mail is shown here\n{}", shown(mail));
        return MailState.SHOWN_IN_LOG;
    }

    /// Each line is marked, so that no content can pass for a log line of its own.
    static String shown(Mail mail) {
        String head = "To: %s\nSubject: %s\n\n".formatted(mail.recipient(), mail.content().subject());
        return (head + mail.content().text())
                .lines()
                .map(line -> "    mail | " + Printable.line(line))
                .collect(Collectors.joining("\n"));
    }
}
