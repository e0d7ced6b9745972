package dev.syncline.notification.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"ops@example.com", "first.last+tag@sub.example.co", "root@localhost", "o'neil@x.io", "a_b-c@1.example"})
    void ordinaryAddressesAreTaken(String address) {
        assertThat(new MailAddress(address).value()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ops@example.com\r\nBcc: all@evil.test",
        "ops@example.com\nBcc: all@evil.test",
        "ops@example.com\rDATA",
        "ops\r\n@example.com",
        "ops@example.com,all@evil.test",
        "ops@example.com;all@evil.test",
        "\"Ops\" <ops@example.com>",
        "<ops@example.com>",
        "ops@example.com(\r\nBcc: x@evil.test)",
        "\"x\r\nBcc: y@evil.test\"@example.com",
        "ops@example.com\u2028Bcc: x@evil.test",
        "ops@example.com\u0000",
        "ops@@example.com",
        "ops@[127.0.0.1]",
        "ops@example.com>\r\nRCPT TO:<x@evil.test",
        "ops@-example.com",
        ".ops@example.com",
        "öps@example.com",
        " ops@example.com",
        "ops@example.com\n",
        "ops",
        ""
    })
    void whatCouldBreakAHeaderIsRefused(String address) {
        assertThatThrownBy(() -> new MailAddress(address))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("\r", "\n", "\u0000", "\u2028");
    }

    @Test
    void tooLongIsRefused() {
        assertThatThrownBy(() -> new MailAddress("x".repeat(65) + "@example.com")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailAddress("x@" + "y.".repeat(130) + "com")).isInstanceOf(IllegalArgumentException.class);
    }
}
