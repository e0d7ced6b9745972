package dev.syncline.scheduler.project;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.kit.message.Incoming;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears of projects that were saved or deleted.
@Component
class ProjectListener {

    private final Incoming incoming;
    private final Projects projects;

    ProjectListener(Incoming incoming, Projects projects) {
        this.incoming = incoming;
        this.projects = projects;
    }

    @KafkaListener(topics = Topics.PROJECTS, groupId = "scheduler-projects")
    void on(ConsumerRecord<String, byte[]> record) {
        incoming.handle(record, ProjectEvent.class, projects::take);
    }
}
