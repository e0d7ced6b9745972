package dev.syncline.scheduler.run;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.UnreadableRecords;
import dev.syncline.kit.worker.Worker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Puts aside, for all workers, what none of them can read and nobody answers for.
@Component
class UnreadableCommands {

    private final UnreadableRecords unreadable;

    UnreadableCommands(Incoming incoming) {
        this.unreadable = new UnreadableRecords(incoming, WorkCommand.class, Worker::answersFor);
    }

    @KafkaListener(topics = Topics.WORK, groupId = "scheduler-unreadable-work")
    void on(ConsumerRecord<String, byte[]> record) {
        unreadable.look(record);
    }
}
