package dev.syncline.kit.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what came from Kafka; what cannot be understood goes to the dead-letter topic, once, and the line goes on.
public final class Incoming {

    private static final Logger log = LoggerFactory.getLogger(Incoming.class);

    /// As many as a poll may bring again.
    private static final int REMEMBERED = 10_000;

    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final Set<String> putAside = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    public Incoming(DeadLetters deadLetters, MeterRegistry meters) {
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /// The message, or nothing where it could not be understood.
    public <T> Optional<T> read(ConsumerRecord<String, byte[]> record, Class<T> type) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(record.value(), type));
        } catch (UnreadableMessage e) {
            reject(record, e);
            return Optional.empty();
        }
    }

    /// Handles a message; one that is not understood after all is rejected.
    public <T> void handle(ConsumerRecord<String, byte[]> record, Class<T> type, Consumer<T> handler) {
        read(record, type).ifPresent(handler);
    }

    /// Puts a record aside that cannot be handled; once, also where it comes again because others of its batch wait for the database.
    public void reject(ConsumerRecord<String, byte[]> record, Exception reason) {
        String place = "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset());
        if (putAside.contains(place)) {
            return;
        }
        if (reason instanceof UnreadableMessage) {
            log.warn("Rejected topic={} partition={} offset={}: {}", record.topic(), record.partition(), record.offset(), summary(reason));
        } else {
            log.error("Rejected topic={} partition={} offset={}", record.topic(), record.partition(), record.offset(), reason);
        }
        deadLetters.send(record, reason);
        putAside.add(place);
        meters.counter("syncline.messages.rejected", "topic", record.topic()).increment();
    }

    // Only kinds of exceptions: what a parser says quotes the message, which may forge a log line.
    private static String summary(Exception reason) {
        Throwable cause = reason.getCause();
        return cause == null ? reason.getClass().getSimpleName() : reason.getClass().getSimpleName() + " < " + cause.getClass().getSimpleName();
    }
}
