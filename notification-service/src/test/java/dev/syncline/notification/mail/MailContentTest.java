package dev.syncline.notification.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MailContentTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "x\r\nBcc: all@evil.test",
        "x\nBcc: all@evil.test",
        "x\rBcc: all@evil.test",
        "x\r\n\r\n<script>alert(1)</script>",
        "x\u2028Bcc: all@evil.test",
        "x\u0085Bcc: all@evil.test",
        "x\u000b\u000cBcc: all@evil.test",
        "x\u0000y",
        "x\u202eevil",
        "=?utf-8?q?x=0D=0ABcc:_all@evil.test?=",
        "x\u001b[2Jy"
    })
    void aSubjectIsOneLineOfPrintableText(String subject) {
        String cleaned = new MailContent(subject, "", "").subject();

        assertThat(cleaned).doesNotContain("=?");
        assertThat(cleaned.codePoints()).noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e);
    }

    @Test
    void aLongSubjectIsCutBetweenCharacters() {
        String cleaned = new MailContent("x" + "😀".repeat(300), "", "").subject();

        assertThat(cleaned).hasSizeLessThanOrEqualTo(255).endsWith("😀…");
    }

    @Test
    void aSubjectOfExactlyTheLimitStaysWhole() {
        assertThat(new MailContent("x".repeat(255), "", "").subject()).isEqualTo("x".repeat(255));
        assertThat(new MailContent("x".repeat(256), "", "").subject()).isEqualTo("x".repeat(254) + "…");
    }
}
