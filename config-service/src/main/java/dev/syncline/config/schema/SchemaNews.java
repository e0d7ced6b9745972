package dev.syncline.config.schema;

import java.time.Instant;
import java.util.List;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.SchemaPending;
import dev.syncline.kit.outbox.Outbox;
import org.springframework.stereotype.Component;

/// Tells other systems that a source has changed.
@Component
class SchemaNews {

    private static final int MOST = 100;

    private final Outbox outbox;

    SchemaNews(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Part of the caller's transaction.
    ///
    /// @param begun what was not known before
    /// @param pending how many changes nobody has settled
    void tell(ProjectRevision project, List<FoundChange> begun, int pending, Instant now) {
        List<String> sentences = begun.stream().limit(MOST).map(SchemaChangeView::sentence).toList();
        CloudEvent event = CloudEvent.of(new SchemaPending(project.projectId(), project.projectName(), project.revision(), sentences, pending, now));
        outbox.add(Topics.RUNS, event.subject(), event);
    }
}
