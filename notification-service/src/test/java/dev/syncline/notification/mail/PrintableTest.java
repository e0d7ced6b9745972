package dev.syncline.notification.mail;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTest {

    @Test
    void lettersOfAllScriptsStayAsTheyAre() {
        assertThat(Printable.line("Übung 東京 😀 \"'<>")).isEqualTo("Übung 東京 😀 \"'<>");
    }

    @Test
    void whatMovesTheCursorIsShownAsAnEscape() {
        assertThat(Printable.line("a\tb\u001b[1mc\u200b\ud800")).isEqualTo("a\\u0009b\\u001b[1mc\\u200b\\ud800");
    }

    @Test
    void aMailInTheLogCannotPassForALogLine() {
        MailContent content = new MailContent("s\n2026-11-22 INFO forged", "first\r2026-11-22 INFO forged\n\nlast\u001b[2J", "");
        String shown = LogTransport.shown(new Mail(1, "<m@x>", new MailAddress("ops@x"), content, Instant.EPOCH, 1));

        assertThat(shown.lines()).allMatch(line -> line.startsWith("    mail | "));
        assertThat(shown).contains("mail | To: ops@x", "mail | last\\u001b[2J");
    }
}
