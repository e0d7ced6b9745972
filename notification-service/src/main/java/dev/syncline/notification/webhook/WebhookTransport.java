package dev.syncline.notification.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Delivery;
import dev.syncline.notification.delivery.DeliveryDelayed;
import dev.syncline.notification.delivery.DeliveryDelayed.Extent;
import dev.syncline.notification.delivery.DeliveryRefused;
import dev.syncline.notification.delivery.DeliveryState;
import dev.syncline.notification.delivery.Message;
import dev.syncline.notification.delivery.Transport;
import dev.syncline.notification.webhook.WebhookProperties.Webhook;
import org.springframework.stereotype.Component;

/// Posts CloudEvents in structured mode. Redirects are not followed: a token is for the address in the settings alone.
@Component
final class WebhookTransport implements Transport {

    /// The same document would be refused again: malformed, too large, of a wrong type, not wanted.
    private static final Set<Integer> REFUSALS = Set.of(400, 406, 410, 411, 413, 414, 415, 422);

    private final WebhookProperties properties;
    private final HttpClient http;

    WebhookTransport(WebhookProperties properties) {
        this.properties = properties;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.webhookTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public Duration longest() {
        return properties.webhookTimeout().multipliedBy(2);
    }

    @Override
    public DeliveryState send(Delivery delivery) throws DeliveryRefused, DeliveryDelayed {
        Message message = delivery.message();
        Webhook webhook = properties.webhooks().get(message.recipient());
        if (webhook == null) {
            throw new DeliveryRefused("webhook %s is not in the settings any more".formatted(message.recipient()), null);
        }
        int status = post(message, webhook);
        if (status >= 200 && status < 300) {
            return DeliveryState.SENT;
        }
        if (REFUSALS.contains(status)) {
            throw new DeliveryRefused("webhook %s refuses it with status %d".formatted(message.recipient(), status), null);
        }
        throw new DeliveryDelayed(Extent.RECIPIENT, "webhook %s answers with status %d; %s".formatted(message.recipient(), status, advice(status)), null);
    }

    /// @return the status of the answer; its body is not read, there may be no end to it
    private int post(Message message, Webhook webhook) throws DeliveryDelayed {
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .timeout(properties.webhookTimeout())
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(message.body()));
        if (!webhook.token().isEmpty()) {
            request.header("Authorization", "Bearer " + webhook.token());
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new DeliveryDelayed(
                    Extent.RECIPIENT, "webhook %s cannot be reached (%s); check its url".formatted(message.recipient(), e.getClass().getSimpleName()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryDelayed(Extent.MESSAGE, "this service was stopped", e);
        }
    }

    private static String advice(int status) {
        return switch (status / 100) {
            case 3 -> "redirects are not followed, set the url it leads to";
            case 4 -> "check its url and token";
            default -> "see its log";
        };
    }
}
