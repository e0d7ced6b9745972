package dev.syncline.notification.alert;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.kit.message.Incoming;
import dev.syncline.notification.delivery.Senders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears what became of runs.
@Component
class RunListener {

    private final Incoming incoming;
    private final Alerts alerts;
    private final Senders senders;

    RunListener(Incoming incoming, Alerts alerts, Senders senders) {
        this.incoming = incoming;
        this.alerts = alerts;
        this.senders = senders;
    }

    @KafkaListener(topics = Topics.RUNS, groupId = "notification")
    void on(ConsumerRecord<String, byte[]> record) {
        incoming.handle(record, CloudEvent.class, this::on);
    }

    private void on(CloudEvent news) {
        if (alerts.raise(news)) {
            senders.wake();
        }
    }
}
