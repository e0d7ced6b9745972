package dev.syncline.kit.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.syncline.contracts.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.springframework.kafka.core.KafkaTemplate;

/// The topic for messages that nobody understood, as they came, with where they came from. Their own headers are not kept.
public final class DeadLetters {

    private final KafkaTemplate<String, byte[]> kafka;

    public DeadLetters(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    void send(ConsumerRecord<String, byte[]> record, Exception reason) {
        List<Header> headers = List.of(
                header("syncline-from", "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset())),
                header("syncline-reason", reason.getClass().getSimpleName()));
        kafka.send(new ProducerRecord<>(Topics.DEAD_LETTERS, null, record.key(), record.value(), headers)).join();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
