package dev.syncline.scheduler.project;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The last revision of each project, so that runs can begin while config-service is away.
@Component
public class Projects {

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final JdbcClient jdbc;

    Projects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The project's last revision, unless it has been deleted.
    public Optional<ProjectRevision> find(long project) {
        return jdbc.sql("SELECT configuration FROM project WHERE id = :project AND NOT deleted")
                .param("project", project)
                .query((row, _) -> Objects.requireNonNull(Columns.json(row, "configuration", ProjectRevision.class)))
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

    /// Takes news of a project; what is older than what is known changes nothing.
    void take(ProjectEvent event) {
        switch (event) {
            case ProjectEvent.ProjectSaved saved -> save(saved.projectId(), saved.revision().revision(), saved.revision());
            case ProjectEvent.ProjectDeleted deleted -> save(deleted.projectId(), deleted.revision(), null);
        }
    }

    // A deletion bears the last revision's number, and so comes after it.
    private void save(long project, long revision, @Nullable ProjectRevision configuration) {
        jdbc.sql("""
                        INSERT INTO project AS known (id, revision, deleted, configuration, changed_at)
                        VALUES (:id, :revision, :deleted, CAST(:configuration AS jsonb), now())
                        ON CONFLICT (id) DO UPDATE
                        SET revision = EXCLUDED.revision,
                            deleted = EXCLUDED.deleted,
                            configuration = EXCLUDED.configuration,
                            changed_at = EXCLUDED.changed_at
                        WHERE known.revision < EXCLUDED.revision
                        OR (known.revision = EXCLUDED.revision AND EXCLUDED.deleted)
                        """)
                .param("id", project)
                .param("revision", revision)
                .param("deleted", configuration == null)
                .param("configuration", configuration == null ? null : Json.text(configuration))
                .update();
    }
}
