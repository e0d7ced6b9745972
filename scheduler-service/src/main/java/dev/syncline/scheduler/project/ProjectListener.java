package dev.syncline.scheduler.project;

import dev.syncline.contracts.project.Mark;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.WholeTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Hears of projects that were saved or deleted: at each start of all of them, for the database may have been restored since.
@Component
class ProjectListener implements WholeTopic.Reader {

    private final KnownProjects projects;
    private final ObjectProvider<WholeTopic> topic;
    private Mark latest = Mark.NONE;

    ProjectListener(KnownProjects projects, ObjectProvider<WholeTopic> topic) {
        this.projects = projects;
        this.topic = topic;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        ProjectEvent event = Json.read(record.value(), ProjectEvent.class);
        projects.take(event);
        latest = Mark.latest(latest, event.mark());
    }

    // The database has heard of less than this process: it was restored while the service ran.
    @Override
    public void upToDate() {
        if (latest.isLaterThan(projects.heard())) {
            topic.getObject().readAgain();
        }
    }
}
