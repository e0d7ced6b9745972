package dev.syncline.notification.delivery;

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
}
