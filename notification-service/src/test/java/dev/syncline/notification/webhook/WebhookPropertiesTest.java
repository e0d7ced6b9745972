package dev.syncline.notification.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import dev.syncline.notification.webhook.WebhookProperties.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebhookPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x.test", "file:///etc/passwd", "//x.test/a", "https:a", "https://user:secret@x.test/"})
    void anAddressIsPlainHttp(String url) {
        assertThatThrownBy(() -> new Webhook(URI.create(url), "")).hasMessageContaining("such as https://").message().doesNotContain("secret");
    }

    @Test
    void aTokenNeverTravelsInTheClearNorIntoALog() {
        assertThatThrownBy(() -> new Webhook(URI.create("http://x.test/"), "t0ken")).hasMessageContaining("https").message().doesNotContain("t0ken");
        assertThatThrownBy(() -> new Webhook(URI.create("https://x.test/"), "a\r\nX: y")).hasMessageContaining("printable");
        assertThat(new Webhook(URI.create("https://x.test/s3cret"), "t0ken").toString()).doesNotContain("s3cret", "t0ken");
    }

    @Test
    void aNameIsOneThatCanBeShown() {
        Webhook webhook = new Webhook(URI.create("https://x.test/"), "");

        assertThatThrownBy(() -> new WebhookProperties(Map.of("a\nb", webhook), Duration.ofSeconds(1))).hasMessageContaining("a name may have");
    }
}
