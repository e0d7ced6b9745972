package dev.syncline.scheduler.trigger;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.run.RunTrigger;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.UnreadableMessage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears other systems ask for runs.
@Component
class TriggerListener {

    private final Incoming incoming;
    private final Triggers triggers;

    TriggerListener(Incoming incoming, Triggers triggers) {
        this.incoming = incoming;
        this.triggers = triggers;
    }

    @KafkaListener(topics = Topics.TRIGGERS, groupId = "scheduler-triggers")
    void on(ConsumerRecord<String, byte[]> record) {
        incoming.read(record, RunTrigger.class).ifPresent(event -> {
            try {
                triggers.take(Trigger.of(event));
            } catch (UnreadableMessage e) {
                incoming.reject(record, e);
            }
        });
    }
}
