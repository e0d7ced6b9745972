package dev.syncline.notification.alert;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.PlanMissed;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.run.TriggerAnswer;
import dev.syncline.kit.message.Incoming;
import dev.syncline.notification.mail.MailSender;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears what became of runs.
@Component
class RunListener {

    private final Incoming incoming;
    private final Alerts alerts;
    private final MailSender sender;

    RunListener(Incoming incoming, Alerts alerts, MailSender sender) {
        this.incoming = incoming;
        this.alerts = alerts;
        this.sender = sender;
    }

    @KafkaListener(topics = Topics.RUNS, groupId = "notification")
    void on(ConsumerRecord<String, byte[]> record) {
        incoming.handle(record, CloudEvent.class, this::on);
    }

    private void on(CloudEvent news) {
        switch (news.data()) {
            case RunEvent.RunFailed failed -> {
                if (alerts.raise(news.id(), failed)) {
                    sender.wake();
                }
            }
            case RunEvent.RunStarted _, RunEvent.TableLoaded _, RunEvent.SchemaChanged _, RunEvent.RunSucceeded _, RunEvent.RunCancelled _,
                    TriggerAnswer.TriggerAccepted _, TriggerAnswer.TriggerRefused _, PlanMissed _ -> { } // nothing to tell
        }
    }
}
