package dev.syncline.notification.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import javax.net.ssl.SSLContext;

import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Delivery;
import dev.syncline.notification.delivery.DeliveryDelayed;
import dev.syncline.notification.delivery.DeliveryDelayed.Extent;
import dev.syncline.notification.delivery.DeliveryRefused;
import dev.syncline.notification.delivery.DeliveryState;
import dev.syncline.notification.delivery.Message;
import dev.syncline.notification.mail.MailProperties.Security;
import dev.syncline.testsupport.mail.ScriptedMailServer;
import dev.syncline.testsupport.tls.Authority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What is said to mail servers, and what is made of their answers.
class SmtpTransportTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    @Test
    void aMailHasOneRecipientAStableIdAndBothBodies() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            SmtpTransport transport = new SmtpTransport(properties(server.getSmtp().getPort(), ENOUGH));

            assertThat(transport.send(mail("Übersicht 😀\r\nBcc: all@evil.test"))).isEqualTo(DeliveryState.SENT);

            MimeMessage received = server.getReceivedMessages()[0];
            assertThat(received.getAllRecipients()).hasSize(1);
            assertThat(received.getHeader("Bcc")).isNull();
            assertThat(received.getMessageID()).isEqualTo("<id-1@example.com>");
            assertThat(received.getSubject()).isEqualTo("Übersicht 😀\\r\\nBcc: all@evil.test");
            assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(GreenMailUtil.getWholeMessage(received)).contains("text/plain", "text/html", "From: Syncline <syncline@example.com>");
        } finally {
            server.stop();
        }
    }

    @Test
    void aRefusedRecipientIsRefusedForGood() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("RCPT", "550 No such user")) {
            SmtpTransport transport = new SmtpTransport(properties(server.port(), ENOUGH));

            assertThatThrownBy(() -> transport.send(mail("x"))).isInstanceOf(DeliveryRefused.class).hasMessageContaining("No such user");
        }
    }

    @Test
    void aRecipientRefusedForNowKeepsNobodyElseWaiting() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("RCPT", "450 Greylisted")) {
            assertThat(delay(server, ENOUGH).extent()).isEqualTo(Extent.MESSAGE);
        }
    }

    @Test
    void aServerThatWantsALoginIsTheOperatorsMatter() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("MAIL", "530 Authentication required")) {
            assertThat(delay(server, ENOUGH)).hasMessageContaining("Authentication required");
        }
    }

    @Test
    void aServerThatNeverAnswersIsLeftInTime() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("MAIL", null)) {
            assertThat(delay(server, Duration.ofMillis(500)).extent()).isEqualTo(Extent.CHANNEL);
        }
    }

    @Test
    void aServerThatHangsUpAfterTheMailLeavesItToBeSentAgain() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(".", "")) {
            assertThat(delay(server, ENOUGH).extent()).isEqualTo(Extent.CHANNEL);
        }
    }

    @Test
    void whatCouldBreakAHeaderIsNotSentThoughItWasStored() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("nothing", null)) {
            SmtpTransport transport = new SmtpTransport(properties(server.port(), ENOUGH));
            Message forged = new Message(Channel.MAIL, "<id-1@example.com>", "ops@example.com\r\nBcc: all@evil.test", "x", "x", "x");

            assertThatThrownBy(() -> transport.send(new Delivery(1, forged, Instant.EPOCH, 1)))
                    .hasMessageContaining("is not a mail address");
        }
    }

    @Test
    void withoutTheTlsThatIsAskedForNothingIsSent() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer("nothing", null)) {
            SmtpTransport transport = new SmtpTransport(properties(server.port(), ENOUGH, Security.STARTTLS));

            assertThatThrownBy(() -> transport.send(mail("x"))).isInstanceOf(DeliveryDelayed.class).hasMessageContaining("STARTTLS");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsToldWithItsCure(@TempDir Path directory) throws Exception {
        SSLContext tls = Authority.make(directory, "Authority of others").certify("mail", "ip:127.0.0.1").context();
        try (ScriptedMailServer begun = ScriptedMailServer.overTls(tls); ScriptedMailServer asked = ScriptedMailServer.withStartTls(tls)) {
            assertThatThrownBy(() -> new SmtpTransport(properties(begun.port(), ENOUGH, Security.TLS)).send(mail("x")))
                    .isInstanceOf(DeliveryDelayed.class).hasMessageContaining("SYNCLINE_CA_FILE");
            assertThatThrownBy(() -> new SmtpTransport(properties(asked.port(), ENOUGH, Security.STARTTLS)).send(mail("x")))
                    .isInstanceOf(DeliveryDelayed.class).hasMessageContaining("SYNCLINE_CA_FILE");
            assertThat(asked.heard()).as("neither sender nor recipient was said").noneMatch(line -> line.startsWith("MAIL") || line.startsWith("RCPT"));
        }
    }

    private static DeliveryDelayed delay(ScriptedMailServer server, Duration sendTimeout) {
        SmtpTransport transport = new SmtpTransport(properties(server.port(), sendTimeout));
        return catchThrowableOfType(DeliveryDelayed.class, () -> transport.send(mail("x")));
    }

    private static Delivery mail(String subject) {
        MailContent content = new MailContent(subject, "text", "<p>html</p>");
        return new Delivery(
                1,
                new Message(Channel.MAIL, "<id-1@example.com>", "ops@example.com", content.subject(), content.text(), content.html()),
                Instant.parse("2026-11-22T03:04:05Z"),
                1);
    }

    private static MailProperties properties(int port, Duration sendTimeout) {
        return properties(port, sendTimeout, Security.NONE);
    }

    private static MailProperties properties(int port, Duration sendTimeout, Security security) {
        return new MailProperties(
                new MailAddress("syncline@example.com"),
                "127.0.0.1",
                port,
                "",
                "",
                security,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                sendTimeout,
                100,
                Duration.ofMinutes(10));
    }
}
