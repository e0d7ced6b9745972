package dev.syncline.notification.mail;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import dev.syncline.contracts.failure.TlsTrouble;
import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Delivery;
import dev.syncline.notification.delivery.DeliveryDelayed;
import dev.syncline.notification.delivery.DeliveryDelayed.Extent;
import dev.syncline.notification.delivery.DeliveryRefused;
import dev.syncline.notification.delivery.DeliveryState;
import dev.syncline.notification.delivery.Message;
import dev.syncline.notification.delivery.Transport;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands mails to a mail server.
final class SmtpTransport implements Transport {

    private static final Logger log = LoggerFactory.getLogger(SmtpTransport.class);
    private static final String UTF_8 = "UTF-8";

    private final MailProperties properties;
    private final Session session;

    SmtpTransport(MailProperties properties) {
        this.properties = properties;
        this.session = Session.getInstance(sessionProperties(properties));
    }

    static Properties sessionProperties(MailProperties mail) {
        Properties session = new Properties();
        session.setProperty("mail.smtp.connectiontimeout", millis(mail.connectTimeout()));
        session.setProperty("mail.smtp.timeout", millis(mail.answerTimeout()));
        session.setProperty("mail.smtp.writetimeout", millis(mail.answerTimeout()));
        session.setProperty("mail.smtp.auth", Boolean.toString(!mail.user().isEmpty()));
        session.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        session.setProperty("mail.smtp.ssl.enable", Boolean.toString(mail.security() == MailProperties.Security.TLS));
        boolean startTls = mail.security() == MailProperties.Security.STARTTLS;
        session.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        session.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        // The mail has been taken by then; a server that is slow to say good-bye must not make it look unsent.
        session.setProperty("mail.smtp.quitwait", "false");
        session.setProperty("mail.smtp.localhost", mail.from().domain());
        return session;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    @Override
    public Duration longest() {
        return properties.sendTimeout();
    }

    /// Ends with the time-out for the whole mail, although the server may send a byte now and then for ever.
    @Override
    public DeliveryState send(Delivery mail) throws DeliveryRefused, DeliveryDelayed {
        FutureTask<DeliveryState> task = new FutureTask<>(() -> handOver(mail));
        Thread sending = Thread.ofVirtual().name("smtp-" + mail.id()).start(task);
        try {
            return task.get(properties.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Interrupting a virtual thread closes the socket it reads from.
            sending.interrupt();
            throw new DeliveryDelayed(Extent.CHANNEL, "the mail server did not finish within %s".formatted(properties.sendTimeout()), e);
        } catch (InterruptedException e) {
            sending.interrupt();
            Thread.currentThread().interrupt();
            throw new DeliveryDelayed(Extent.MESSAGE, "this service was stopped", e);
        } catch (ExecutionException | CancellationException e) {
            throw asFailure(e);
        }
    }

    private static DeliveryDelayed asFailure(Exception e) throws DeliveryRefused {
        return switch (e.getCause()) {
            case DeliveryRefused refused -> throw refused;
            case DeliveryDelayed delayed -> delayed;
            case null, default -> new DeliveryDelayed(Extent.MESSAGE, String.valueOf(e), e);
        };
    }

    private DeliveryState handOver(Delivery mail) throws DeliveryRefused, DeliveryDelayed {
        jakarta.mail.Transport transport = connected();
        try {
            MimeMessage message = message(mail);
            transport.sendMessage(message, message.getAllRecipients());
            return DeliveryState.SENT;
        } catch (MessagingException | UnsupportedEncodingException e) {
            Reply reply = reply(e);
            if (reply.code() >= 500 && !wantsLogin(reply.code())) {
                throw new DeliveryRefused("the mail server refuses it: " + reply.text(), e);
            }
            throw new DeliveryDelayed(reply.code() <= 0 ? Extent.CHANNEL : Extent.MESSAGE, "the mail server did not take it: " + reply.text(), e);
        } finally {
            close(transport);
        }
    }

    private jakarta.mail.Transport connected() throws DeliveryDelayed {
        try {
            jakarta.mail.Transport transport = session.getTransport("smtp");
            boolean login = !properties.user().isEmpty();
            // Without a password there is no login; a user that is missing would be replaced by that of the operating system.
            transport.connect(properties.host(), properties.port(), login ? properties.user() : null, login ? properties.password() : null);
            return transport;
        } catch (AuthenticationFailedException e) {
            throw new DeliveryDelayed(Extent.CHANNEL, "the mail server refuses user or password; check syncline.mail.user and syncline.mail.password", e);
        } catch (MessagingException e) {
            String reason = TlsTrouble.behind(e).orElseGet(() -> String.valueOf(e.getMessage()));
            throw new DeliveryDelayed(Extent.CHANNEL, "the mail server %s:%d cannot be used: %s".formatted(properties.host(), properties.port(), reason), e);
        }
    }

    private MimeMessage message(Delivery mail) throws MessagingException, UnsupportedEncodingException {
        Message told = mail.message();
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", told.key());
            }
        };
        message.setFrom(new InternetAddress(properties.from().value(), "Syncline", UTF_8));
        message.setRecipient(RecipientType.TO, new InternetAddress(new MailAddress(told.recipient()).value()));
        message.setSubject(told.subject(), UTF_8);
        message.setSentDate(Date.from(mail.createdAt()));
        // Keeps answering machines silent (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart("alternative", part(told.body(), "plain"), part(Objects.requireNonNull(told.html()), "html")));
        return message;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        return part;
    }

    /// What the server has answered to this recipient or this content; the exceptions of a refusal hang together as a list.
    ///
    /// @param code 0 or less where there was no answer
    private record Reply(int code, String text) {}

    private static Reply reply(Exception e) {
        Reply reply = new Reply(0, String.valueOf(e.getMessage()));
        for (Exception next = e; next != null; next = next instanceof MessagingException messaging ? messaging.getNextException() : null) {
            if (next instanceof SMTPAddressFailedException refused) {
                reply = new Reply(refused.getReturnCode(), String.valueOf(refused.getMessage()));
            } else if (next instanceof SMTPSendFailedException failed) {
                reply = new Reply(failed.getReturnCode(), String.valueOf(failed.getMessage()));
            }
        }
        return reply;
    }

    /// 530, 534, 535 and 538 are about how we log in (RFC 4954): an operator's mistake, not the mail's.
    private static boolean wantsLogin(int code) {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }

    private static void close(jakarta.mail.Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("The mail server did not say good-bye: {}", e.toString());
        }
    }
}
