package dev.syncline.scheduler.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import dev.syncline.kit.message.DatabaseAway;
import dev.syncline.kit.message.Incoming;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/// Handles what one poll has brought in one transaction; where that fails, one by one, and puts aside only what fails for its own sake.
@Component
class Batches {

    private final Incoming incoming;

    Batches(Incoming incoming) {
        this.incoming = incoming;
    }

    <T> void handle(List<ConsumerRecord<String, byte[]>> records, Class<T> type, Consumer<List<T>> handler) {
        List<Message<T>> messages = records.stream()
                .flatMap(record -> incoming.read(record, type).map(message -> new Message<>(record, message)).stream())
                .toList();
        if (messages.isEmpty()) {
            return;
        }
        Optional<RuntimeException> failure = DatabaseAway.attempt(() -> handler.accept(messages.stream().map(Message::message).toList()));
        if (failure.isPresent()) {
            messages.forEach(message -> handleAlone(message, handler));
        }
    }

    // What fails because the database is away is thrown: the listener's error handler waits and brings it again.
    private <T> void handleAlone(Message<T> message, Consumer<List<T>> handler) {
        DatabaseAway.attempt(() -> handler.accept(List.of(message.message()))).ifPresent(failure -> incoming.reject(message.record(), failure));
    }

    private record Message<T>(ConsumerRecord<String, byte[]> record, T message) {
        Message {
            Objects.requireNonNull(message);
        }
    }
}
