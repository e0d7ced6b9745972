package dev.syncline.config.project;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.UnreadableRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Puts aside, for all who read the topic of projects, what none of them can read.
@Component
class UnreadableProjects {

    private final UnreadableRecords unreadable;

    UnreadableProjects(Incoming incoming) {
        this.unreadable = new UnreadableRecords(incoming, ProjectEvent.class, _ -> false);
    }

    @KafkaListener(topics = Topics.PROJECTS, groupId = "config-unreadable-projects")
    void on(ConsumerRecord<String, byte[]> record) {
        unreadable.look(record);
    }
}
