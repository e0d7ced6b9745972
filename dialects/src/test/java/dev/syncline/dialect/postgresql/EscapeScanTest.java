package dev.syncline.dialect.postgresql;

import java.nio.charset.StandardCharsets;

import dev.syncline.dialect.RareEscapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EscapeScanTest {

    private static int scan(String row) {
        return EscapeScan.of(row.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void findsTheRareEscapes() {
        assertThat(scan("a\\bc\n")).isEqualTo(RareEscapes.BACKSPACE);
        assertThat(scan("\\f\t\\v\n")).isEqualTo(RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB);
    }

    @Test
    void isNotDeceivedByBackslashes() {
        assertThat(scan("\\\\b\\\\f\\\\\\\\v\\N\\n\\t\\r\n")).isZero();
        assertThat(scan("\\\\\\f\n")).isEqualTo(RareEscapes.FORM_FEED);
    }
}
