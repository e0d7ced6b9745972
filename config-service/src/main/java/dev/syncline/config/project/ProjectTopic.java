package dev.syncline.config.project;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.syncline.config.installation.Installation;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.project.Mark;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectEvent.ConnectionsChanged;
import dev.syncline.contracts.project.ProjectEvent.ProjectDeleted;
import dev.syncline.contracts.project.ProjectEvent.ProjectSaved;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.UnreadableMessage;
import dev.syncline.kit.message.WholeTopic;
import dev.syncline.kit.outbox.Outbox;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What this service has said of projects, as the topic shows it. It bears witness of what the database may have lost with a restore; and where it
/// shows something else than the database does, that is said again: after a restore, after a loss of the broker's data, after an upgrade.
@Component
class ProjectTopic implements WholeTopic.Reader {

    private static final Logger log = LoggerFactory.getLogger(ProjectTopic.class);

    private final Installation installation;
    private final ProjectRepository repository;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Map<Long, Shown> shown = new ConcurrentHashMap<>();
    private Mark found = Mark.NONE;
    private long announced;

    ProjectTopic(Installation installation, ProjectRepository repository, Outbox outbox, TransactionTemplate transactions, Clock clock) {
        this.installation = installation;
        this.repository = repository;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The last revision that was said of a project in this epoch, or 0.
    long revisionOf(long project, Mark now) {
        Shown said = shown.get(project);
        return said != null && said.isOf(now) ? said.revision() : 0;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            take(Json.read(record.value(), ProjectEvent.class));
        } catch (UnreadableMessage _) {
            // The scheduler puts it aside.
        }
    }

    private void take(ProjectEvent event) {
        switch (event) {
            case ProjectSaved saved -> show(saved.projectId(), new Shown(saved.mark(), saved.revision().revision(), false));
            case ProjectDeleted deleted -> show(deleted.projectId(), new Shown(deleted.mark(), deleted.revision(), true));
            case ConnectionsChanged _ -> { }
        }
        if (announced == 0) {
            found = Mark.latest(found, event.mark());
        } else {
            installation.heard(event.mark());
        }
    }

    private void show(long project, Shown news) {
        shown.merge(project, news, (known, later) -> known.mark().isLaterThan(later.mark()) ? known : later);
    }

    @Override
    public void upToDate() {
        if (announced == 0) {
            installation.found(found);
            installation.witnessed();
        }
        long epoch = installation.mark().epoch();
        if (epoch != announced) {
            announce();
            announced = epoch;
        }
    }

    private void announce() {
        if (differing(installation.mark()).isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(_ -> {
            Mark mark = installation.change().mark();
            Set<Long> differing = differing(mark);
            differing.forEach(project -> announce(project, mark));
            log.info("The topic showed {} projects otherwise than the database; said again at {}", differing.size(), mark);
        });
    }

    private void announce(long project, Mark mark) {
        ProjectEvent news = repository.findPresent(project)
                .<ProjectEvent>map(present -> new ProjectSaved(project, present.document(), clock.instant(), mark))
                .orElseGet(() -> new ProjectDeleted(project, Objects.requireNonNull(shown.get(project)).revision(), clock.instant(), mark));
        outbox.add(Topics.PROJECTS, Long.toString(project), news);
    }

    private Set<Long> differing(Mark mark) {
        Map<Long, Long> revisions = repository.presentRevisions();
        Set<Long> differing = new HashSet<>();
        revisions.forEach((project, present) -> {
            Shown said = shown.get(project);
            if (said == null || !said.shows(present, mark)) {
                differing.add(project);
            }
        });
        shown.forEach((project, said) -> {
            if (!said.deleted() && !revisions.containsKey(project)) {
                differing.add(project);
            }
        });
        return differing;
    }

    private record Shown(Mark mark, long revision, boolean deleted) {

        boolean shows(long present, Mark now) {
            return !deleted && revision == present && isOf(now);
        }

        boolean isOf(Mark now) {
            return mark.isOfSameInstallation(now) && mark.epoch() == now.epoch();
        }
    }
}
