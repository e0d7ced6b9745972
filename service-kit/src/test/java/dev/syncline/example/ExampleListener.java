package dev.syncline.example;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.syncline.kit.message.Incoming;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
public class ExampleListener {

    public record Note(String text) {}

    private final Incoming incoming;
    private final List<String> taken = new CopyOnWriteArrayList<>();

    ExampleListener(Incoming incoming) {
        this.incoming = incoming;
    }

    public List<String> taken() {
        return List.copyOf(taken);
    }

    @KafkaListener(topics = ExampleService.TOPIC, groupId = "example")
    void on(ConsumerRecord<String, byte[]> record) {
        incoming.handle(record, Note.class, note -> {
            if (note.text().equals("poison")) {
                throw new IllegalStateException("Cannot handle this one");
            }
            if (note.text().equals("error")) {
                throw new NoClassDefFoundError("one that the test has thought of");
            }
            taken.add(note.text());
        });
    }
}
