package dev.syncline.notification.webhook;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Delivery;
import dev.syncline.notification.delivery.DeliveryDelayed;
import dev.syncline.notification.delivery.DeliveryDelayed.Extent;
import dev.syncline.notification.delivery.DeliveryRefused;
import dev.syncline.notification.delivery.DeliveryState;
import dev.syncline.notification.delivery.Message;
import dev.syncline.notification.webhook.HttpReceiver.Received;
import dev.syncline.notification.webhook.WebhookProperties.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What is said to other systems, and what is made of their answers.
class WebhookTransportTest {

    @Test
    void aDocumentIsPostedWithItsTypeAndTheToken() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(0)) {
            assertThat(transport(receiver.url("/alerts?x=1"), "t0ken").send(delivery("pager"))).isEqualTo(DeliveryState.SENT);

            Received received = receiver.received().getFirst();
            assertThat(received.method() + " " + received.path()).isEqualTo("POST /alerts?x=1");
            assertThat(received.headers().get("Content-Type")).containsExactly("application/cloudevents+json");
            assertThat(received.headers().get("Authorization")).containsExactly("Bearer t0ken");
            assertThat(received.body()).isEqualTo("{\"id\": \"é\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(0)) {
            receiver.answerWith(status);

            assertThat(delay(transport(receiver.url("/"), "t0ken"))).hasMessageContaining("redirects are not followed").hasMessageContaining("pager");
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 408, 429, 500, 503})
    void whatAnOperatorCanMendIsTriedAgain(int status) throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(0)) {
            receiver.answerWith(status);

            assertThat(delay(transport(receiver.url("/"), "")).extent()).isEqualTo(Extent.RECIPIENT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 410, 413, 422})
    void whatIsRefusedIsNotTriedAgain(int status) throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(0)) {
            receiver.answerWith(status);

            assertThatThrownBy(() -> transport(receiver.url("/"), "").send(delivery("pager")))
                    .isInstanceOf(DeliveryRefused.class)
                    .hasMessageContaining(Integer.toString(status));
        }
    }

    @Test
    void aReceiverThatNeverAnswersIsLeftInTimeAndItsAddressStaysUnsaid() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/s3cret");
            WebhookTransport transport = new WebhookTransport(new WebhookProperties(Map.of("pager", new Webhook(url, "")), Duration.ofMillis(300)));

            assertThat(delay(transport)).hasMessageContaining("webhook pager cannot be reached").message().doesNotContain("s3cret");
        }
    }

    @Test
    void aWebhookThatIsGoneFromTheSettingsIsGivenUp() {
        assertThatThrownBy(() -> transport(URI.create("http://127.0.0.1:1/"), "").send(delivery("former")))
                .isInstanceOf(DeliveryRefused.class)
                .hasMessageContaining("former is not in the settings");
    }

    private static DeliveryDelayed delay(WebhookTransport transport) {
        return catchThrowableOfType(DeliveryDelayed.class, () -> transport.send(delivery("pager")));
    }

    private static WebhookTransport transport(URI url, String token) {
        return new WebhookTransport(new WebhookProperties(Map.of("pager", new Webhook(url, token)), Duration.ofSeconds(20)));
    }

    private static Delivery delivery(String webhook) {
        return new Delivery(1, new Message(Channel.WEBHOOK, "key", webhook, "type", "{\"id\": \"é\"}", null), Instant.EPOCH, 1);
    }
}
