package dev.syncline.contracts.text;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTest {

    @Test
    void textInAnyScriptIsShownAsItIs() {
        String text = "Tabelle \"Größe\" 表 جدول 👩‍💻 \\n";

        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void whatEndsALineOrMovesTheCursorIsAnEscape() {
        assertThat(Printable.line("a\nb\r\nc\td\u001b[31m\u0000\u0085\u2028\u2029\u007f"))
                .isEqualTo("a\\nb\\r\\nc\\td\\u001b[31m\\u0000\\u0085\\u2028\\u2029\\u007f");
    }

    @Test
    void whatTurnsTheDirectionOfReadingIsAnEscape() {
        assertThat(Printable.line("safe\u202eexe.\u2066")).isEqualTo("safe\\u202eexe.\\u2066");
    }

    @Test
    void halfACharacterIsAnEscape() {
        assertThat(Printable.line("a\ud83d")).isEqualTo("a\\ud83d");
    }

    @Test
    void aTextIsNeverCutInsideACharacter() {
        assertThat(Printable.cut("abc", 3)).isEqualTo("abc");
        assertThat(Printable.cut("abcd", 3)).isEqualTo("ab…");
        assertThat(Printable.cut("a😀cd", 3)).isEqualTo("a…");
    }

    @Test
    void aFailureIsOneLineWhateverAServerSays() {
        Failure failure = new Failure(FailureCode.INTERNAL, "Cannot read table s.t: no\n2026-01-01 INFO all is well\u001b[2K");

        assertThat(failure.message()).isEqualTo("Cannot read table s.t: no\\n2026-01-01 INFO all is well\\u001b[2K");
    }
}
