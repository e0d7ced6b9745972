package dev.syncline.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.kit.message.Json;
import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.Deliveries;
import dev.syncline.notification.delivery.Message;
import org.springframework.stereotype.Component;

/// Puts news on their way to all webhooks. Asked inside a transaction.
@Component
public class Webhooks {

    private static final String TEST = "dev.syncline.alert.tested.v1";

    private final Deliveries deliveries;
    private final List<String> names;
    private final Duration timeout;

    Webhooks(Deliveries deliveries, WebhookProperties properties) {
        this.deliveries = deliveries;
        this.timeout = properties.webhookTimeout();
        this.names = properties.webhooks().keySet().stream().sorted().toList();
    }

    /// @param news is passed on under its own id and source, so that a receiver that reads the topic too can tell it
    /// @return to how many
    public int add(long alertId, CloudEvent news) {
        String document = Json.text(news);
        names.forEach(name -> deliveries.add(alertId, message(name, news.id(), news.type(), document)));
        return names.size();
    }

    /// Those in the settings.
    public List<String> names() {
        return names;
    }

    /// For reaching one, and again for its answer.
    public Duration timeout() {
        return timeout;
    }

    /// Puts a test on its way to one of them: an event that is on no topic.
    public void addTest(long alertId, String eventId, String name, Instant now) {
        String document = Json.text(Map.of(
                "specversion", "1.0",
                "id", eventId,
                "source", "/syncline/notification",
                "type", TEST,
                "time", now.toString(),
                "datacontenttype", "application/json",
                "data", Map.of("type", "alert.tested", "webhook", name, "at", now.toString())));
        deliveries.add(alertId, message(name, eventId, TEST, document));
    }

    private static Message message(String name, String eventId, String type, String document) {
        UUID key = UUID.nameUUIDFromBytes((eventId + " to webhook " + name).getBytes(StandardCharsets.UTF_8));
        return new Message(Channel.WEBHOOK, key.toString(), name, type, document, null);
    }
}
