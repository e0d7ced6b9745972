package dev.syncline.notification;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;

/// A mail server that can go away and come back at the same port, keeping what it has received.
final class MailServer implements AutoCloseable {

    private GreenMail server;
    private final int port;
    private List<MimeMessage> before = List.of();

    MailServer() {
        server = start(0);
        port = server.getSmtp().getPort();
    }

    private static GreenMail start(int port) {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    void goAway() {
        before = received();
        server.stop();
    }

    void comeBack() {
        server = start(port);
    }

    List<MimeMessage> received() {
        return Stream.concat(before.stream(), Stream.of(server.getReceivedMessages())).toList();
    }

    /// The mails to one recipient.
    List<MimeMessage> receivedBy(String recipient) {
        return received().stream().filter(mail -> header(mail, "To").equals(recipient)).toList();
    }

    /// Settings with which a service uses this server.
    Map<String, String> settings() {
        return Map.of(
                "syncline.mail.host", "127.0.0.1",
                "syncline.mail.port", Integer.toString(port),
                "syncline.mail.security", "none",
                "syncline.delivery.look", "50ms");
    }

    static String header(MimeMessage mail, String name) {
        try {
            return mail.getHeader(name)[0];
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /// Both bodies as they travelled.
    static String whole(MimeMessage mail) {
        return GreenMailUtil.getWholeMessage(mail);
    }

    @Override
    public void close() {
        server.stop();
    }
}
