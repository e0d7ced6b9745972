package dev.syncline.kit.message;

import java.util.concurrent.CompletableFuture;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/// Sends messages of a service that has no database, and therefore no outbox.
public final class Outgoing {

    private final KafkaTemplate<String, byte[]> kafka;

    public Outgoing(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /// @return completed once the message is acknowledged by all replicas in sync
    public CompletableFuture<SendResult<String, byte[]>> send(String topic, String key, Object message) {
        return kafka.send(topic, key, Json.bytes(message));
    }
}
