package dev.syncline.scheduler.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.syncline.contracts.project.Mark;
import dev.syncline.contracts.project.PresentAnswer;
import dev.syncline.contracts.project.PresentQuestion;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The last known revision of each project, so that runs can begin while config-service is away.
@Component
public class KnownProjects {

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final JdbcClient jdbc;

    KnownProjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The project's last revision, unless it has been deleted.
    public Optional<ProjectRevision> find(long project) {
        return jdbc.sql("SELECT configuration FROM project WHERE id = :project AND NOT deleted")
                .param("project", project)
                .query((row, _) -> Columns.document(row, "configuration", ProjectRevision.class))
                .optional();
    }

    /// The same, waited for a moment where it, or the revision that is wanted, may still be on its way here from config-service.
    public Optional<ProjectRevision> await(long project, long wanted) {
        Optional<ProjectRevision> found = find(project);
        long deadline = System.nanoTime() + ON_ITS_WAY.toNanos();
        while ((found.isEmpty() || found.get().revision() < wanted) && System.nanoTime() < deadline) {
            pause();
            found = find(project);
        }
        return found;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a project was waited for", e);
        }
    }

    /// The latest mark of config-service that was ever heard of.
    Mark heard() {
        return jdbc.sql("SELECT installation, epoch, change FROM heard").query((row, _) -> mark(row)).single();
    }

    /// What is to be asked about projects: which revisions of them are here.
    PresentQuestion question(Collection<Long> ids) {
        List<PresentQuestion.Known> known = jdbc.sql("""
                        SELECT asked.id, coalesce(project.revision, 0) AS revision, coalesce(project.epoch, 0) AS epoch
                        FROM unnest(CAST(:ids AS bigint[])) AS asked(id)
                        LEFT JOIN project ON project.id = asked.id AND NOT project.deleted
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, _) -> new PresentQuestion.Known(row.getLong("id"), row.getLong("revision"), row.getLong("epoch")))
                .list();
        return new PresentQuestion(heard(), known);
    }

    /// Takes what config-service has answered, as if it had come by the topic.
    void take(PresentQuestion question, PresentAnswer answer) {
        Map<Long, PresentAnswer.Present> present = new HashMap<>();
        answer.projects().forEach(project -> present.put(project.id(), project));
        question.projects().forEach(known -> {
            PresentAnswer.Present project = present.get(known.id());
            if (project == null) {
                if (known.revision() > 0) {
                    save(known.id(), known.revision(), null, answer.mark(), true);
                }
            } else if (project.configuration() != null) {
                save(known.id(), project.revision(), project.configuration(), answer.mark(), true);
            }
        });
        hear(answer.mark());
    }

    /// Takes news of a project; what is older than what is known changes nothing.
    void take(ProjectEvent event) {
        switch (event) {
            case ProjectEvent.ProjectSaved saved -> save(saved.projectId(), saved.revision().revision(), saved.revision(), saved.mark(), false);
            case ProjectEvent.ProjectDeleted deleted -> save(deleted.projectId(), deleted.revision(), null, deleted.mark(), false);
            case ProjectEvent.ConnectionsChanged _ -> { }
        }
        hear(event.mark());
    }

    private void hear(Mark mark) {
        jdbc.sql("""
                        UPDATE heard
                        SET installation = :installation, epoch = :epoch, change = :change
                        WHERE (epoch, change) < (:epoch, :change)
                        """)
                .param("installation", mark.installation())
                .param("epoch", mark.epoch())
                .param("change", mark.change())
                .update();
    }

    // The later mark counts. Of what has the same one, or none: a deletion bears the last revision's number, and so comes after it. What config-service
    // answers counts against whatever another database has sent to the topic.
    private void save(long project, long revision, @Nullable ProjectRevision configuration, Mark mark, boolean answered) {
        jdbc.sql("""
                        INSERT INTO project AS known (id, revision, deleted, configuration, changed_at, installation, epoch, change)
                        VALUES (:id, :revision, :deleted, CAST(:configuration AS jsonb), now(), :installation, :epoch, :change)
                        ON CONFLICT (id) DO UPDATE
                        SET revision = EXCLUDED.revision,
                            deleted = EXCLUDED.deleted,
                            configuration = EXCLUDED.configuration,
                            changed_at = EXCLUDED.changed_at,
                            installation = EXCLUDED.installation,
                            epoch = EXCLUDED.epoch,
                            change = EXCLUDED.change
                        WHERE (known.epoch, known.change, known.revision, known.deleted)
                            < (EXCLUDED.epoch, EXCLUDED.change, EXCLUDED.revision, EXCLUDED.deleted)
                        OR (:answered AND known.installation <> EXCLUDED.installation)
                        """)
                .param("id", project)
                .param("revision", revision)
                .param("deleted", configuration == null)
                .param("configuration", configuration == null ? null : Json.text(configuration))
                .param("installation", mark.installation())
                .param("epoch", mark.epoch())
                .param("change", mark.change())
                .param("answered", answered)
                .update();
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(Columns.id(row, "installation"), row.getLong("epoch"), row.getLong("change"));
    }
}
