package dev.syncline.kit.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.syncline.contracts.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.springframework.kafka.core.KafkaTemplate;

/// The topic for messages that nobody understood, as they came, with where they came from. Their own headers are not kept; of one that is
/// too large to be sent again, the beginning is.
public final class DeadLetters {

    // A batch that was compressed may hold records far larger than any producer of ours may send; they must not stop the line.
    private static final int LARGEST_VALUE = 4 * 1024 * 1024;
    private static final int LONGEST_KEY = 64 * 1024;

    private final KafkaTemplate<String, byte[]> kafka;

    public DeadLetters(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /// Returns once it is there.
    public void send(ConsumerRecord<String, byte[]> record, Exception reason) {
        String key = record.key();
        byte[] value = record.value();
        List<Header> headers = new ArrayList<>(List.of(
                header("syncline-from", "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset())),
                header("syncline-reason", reason.getClass().getSimpleName())));
        if (key != null && key.length() > LONGEST_KEY) {
            headers.add(header("syncline-key-length", Integer.toString(key.length())));
            key = key.substring(0, LONGEST_KEY);
        }
        if (value != null && value.length > LARGEST_VALUE) {
            headers.add(header("syncline-value-bytes", Integer.toString(value.length)));
            value = Arrays.copyOf(value, LARGEST_VALUE);
        }
        kafka.send(new ProducerRecord<>(Topics.DEAD_LETTERS, null, key, value, headers)).join();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
