package dev.syncline.notification.mail;

import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogTransportTest {

    @Test
    void aMailInTheLogCannotPassForALogLine() {
        String shown = LogTransport.shown(new Message(
                Channel.MAIL, "<m@x>", "ops@x", "s\n2026-11-22 INFO forged", "first\r2026-11-22 INFO forged\n\nlast\u001b[2J", ""));

        assertThat(shown.lines()).allMatch(line -> line.startsWith("    mail | "));
        assertThat(shown).contains("mail | To: ops@x", "mail | last\\u001b[2J");
    }
}
