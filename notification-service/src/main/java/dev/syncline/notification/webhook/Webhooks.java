package dev.syncline.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private final Deliveries deliveries;
    private final List<String> names;

    Webhooks(Deliveries deliveries, WebhookProperties properties) {
        this.deliveries = deliveries;
        this.names = properties.webhooks().keySet().stream().sorted().toList();
    }

    /// @param news is passed on under its own id and source, so that a receiver that reads the topic too can tell it
    /// @return to how many
    public int add(long alertId, CloudEvent news) {
        String document = Json.text(news);
        names.forEach(name -> deliveries.add(alertId, message(name, news, document)));
        return names.size();
    }

    private static Message message(String name, CloudEvent news, String document) {
        UUID key = UUID.nameUUIDFromBytes((news.id() + " to webhook " + name).getBytes(StandardCharsets.UTF_8));
        return new Message(Channel.WEBHOOK, key.toString(), name, news.type(), document, null);
    }
}
