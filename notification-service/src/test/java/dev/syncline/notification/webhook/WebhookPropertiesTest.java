package dev.syncline.notification.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.syncline.notification.webhook.WebhookProperties.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
    void theyCanStandInTheEnvironment() {
        SystemEnvironmentPropertySource environment = new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                        "SYNCLINE_NOTIFICATION_WEBHOOKS_PAGER_URL", "https://x.test/a",
                        "SYNCLINE_NOTIFICATION_WEBHOOKS_PAGER_TOKEN", "t0ken"));
        Binder binder = new Binder(ConfigurationPropertySources.from(List.of(environment)));

        assertThat(binder.bind("syncline.notification", WebhookProperties.class).get())
                .isEqualTo(new WebhookProperties(Map.of("pager", new Webhook(URI.create("https://x.test/a"), "t0ken")), Duration.ofSeconds(10)));
    }

    @Test
    void aNameIsOneThatCanBeShown() {
        Webhook webhook = new Webhook(URI.create("https://x.test/"), "");

        assertThatThrownBy(() -> new WebhookProperties(Map.of("a\nb", webhook), Duration.ofSeconds(1))).hasMessageContaining("a name may have");
    }
}
