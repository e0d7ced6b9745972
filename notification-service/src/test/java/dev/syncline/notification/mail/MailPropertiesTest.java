package dev.syncline.notification.mail;

import java.time.Duration;
import java.util.Properties;

import dev.syncline.notification.mail.MailProperties.Security;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailPropertiesTest {

    @Test
    void everyWaitForTheMailServerEnds() {
        Properties session = SmtpTransport.sessionProperties(properties("", "", Security.STARTTLS));

        assertThat(session)
                .containsEntry("mail.smtp.connectiontimeout", "10000")
                .containsEntry("mail.smtp.timeout", "60000")
                .containsEntry("mail.smtp.writetimeout", "60000");
    }

    @Test
    void startTlsIsRequiredAndNotJustTried() {
        Properties session = SmtpTransport.sessionProperties(properties("u", "p", Security.STARTTLS));

        assertThat(session)
                .containsEntry("mail.smtp.starttls.required", "true")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true")
                .containsEntry("mail.smtp.auth", "true");
    }

    @Test
    void aPasswordNeverTravelsInTheClear() {
        assertThatThrownBy(() -> properties("u", "p", Security.NONE)).hasMessageContaining("starttls or tls");
        assertThatThrownBy(() -> properties("", "p", Security.TLS)).hasMessageContaining("syncline.mail.user");
        assertThat(properties("u", "p4ssw0rd", Security.TLS).toString()).doesNotContain("p4ssw0rd");
    }

    private static MailProperties properties(String user, String password, Security security) {
        return new MailProperties(
                new MailAddress("syncline@example.com"),
                "mail.example.com",
                587,
                user,
                password,
                security,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMinutes(3),
                100,
                Duration.ofMinutes(10));
    }
}
