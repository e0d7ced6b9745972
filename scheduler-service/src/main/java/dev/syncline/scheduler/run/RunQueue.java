package dev.syncline.scheduler.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.Unreadable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The runs that have not begun: who waits, and who can be joined.
@Repository
class RunQueue {

    // What is in the way does not go within a moment; meanwhile others are looked at.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Unreadable unreadable;

    RunQueue(JdbcClient jdbc, Unreadable unreadable) {
        this.unreadable = unreadable;
        this.jdbc = jdbc;
    }

    /// A run of the project that has not begun and will execute at least as much (A19).
    ///
    /// One that waits for other projects is joined by its own plan only: what another cause asks for does not have to wait for them.
    Optional<UUID> findToJoin(RunOrder order) {
        return jdbc.sql("""
                        SELECT id
                        FROM run
                        WHERE project_id = :project AND finished_at IS NULL
                        AND (state = 'QUEUED' OR (state = 'WAITING' AND plan_id = :plan))
                        AND origin IN ('PLAN', 'EVENT')
                        AND NOT single_table
                        AND (chosen IS NULL OR chosen @> CAST(:chosen AS jsonb))
                        AND NOT :singleTable
                        AND (full_once OR NOT :fullOnce)
                        ORDER BY number
                        LIMIT 1
                        """)
                .param("project", order.revision().projectId())
                .param("plan", order.cause() instanceof RunCause.Plan plan ? (Long) plan.planId() : null)
                .param("chosen", Columns.json(order.tables()))
                .param("singleTable", order.singleTable())
                .param("fullOnce", order.fullOnce())
                .query(UUID.class)
                .optional();
    }

    /// Those whose turn it is to begin, best first: of each project one, and none of a project that is being executed.
    ///
    /// @param active how many runs may be under way; no more are found than there is room for
    List<Candidate> findNext(Instant now, int most, int active) {
        return unreadable.list(jdbc.sql("""
                        SELECT id, configuration, chosen, single_table, cause, revision, priority
                        FROM (
                            SELECT DISTINCT ON (project_id) id, configuration, chosen, single_table, cause, revision, priority, place, number
                            FROM run AS queued
                            WHERE state = 'QUEUED'
                            AND coalesce(not_before <= :now, true)
                            AND NOT EXISTS (
                                SELECT FROM run AS active
                                WHERE active.project_id = queued.project_id AND active.finished_at IS NULL AND active.began_at IS NOT NULL)
                            ORDER BY project_id, place, number
                        ) AS next
                        ORDER BY place, number
                        LIMIT least(:most, greatest(0, :active - (SELECT count(*) FROM run WHERE finished_at IS NULL AND began_at IS NOT NULL)))
                        """)
                .param("now", Columns.time(now))
                .param("most", most)
                .param("active", active), "id", RunQueue::candidate);
    }

    void lookAgainLater(SchedulerTransaction transaction, UUID run) {
        jdbc.sql("UPDATE run SET not_before = :later WHERE id = :run")
                .param("later", Columns.time(transaction.now().plus(LOOK_AGAIN)))
                .param("run", run)
                .update();
    }

    /// The project has been saved anew while the run waited: it executes what is there when it begins.
    void freeze(UUID run, ProjectRevision revision) {
        jdbc.sql("""
                        UPDATE run
                        SET revision = :revision, configuration = CAST(:configuration AS jsonb), project_name = :name, source_id = :source,
                            targets = CAST(:targets AS jsonb)
                        WHERE id = :run
                        """)
                .param("revision", revision.revision())
                .param("configuration", Json.text(revision))
                .param("name", revision.projectName())
                .param("source", revision.source().id())
                .param("targets", Columns.json(revision.targets()))
                .param("run", run)
                .update();
    }

    void waitFor(UUID run, Map<Long, String> projects) {
        projects.forEach((project, name) -> jdbc.sql("""
                        INSERT INTO run_dependency (run_id, project_id, project_name, state)
                        VALUES (:run, :project, :name, 'MISSING')
                        """)
                .param("run", run)
                .param("project", project)
                .param("name", name)
                .update());
    }

    /// What every waiting run waits for, and the latest whole run of each of those projects that had not ended when the plan's
    /// previous run stopped waiting (A18).
    List<Dependency> findDependencies() {
        return unreadable.list(jdbc.sql("""
                        SELECT waiting.id AS run_id, waiting.wait_until, dependency.project_id, dependency.project_name,
                            dependency.state AS known, latest.id AS latest_id, latest.state AS latest_state, coalesce(project.deleted, true) AS deleted
                        FROM run AS waiting
                        JOIN run_dependency AS dependency ON dependency.run_id = waiting.id
                        LEFT JOIN project ON project.id = dependency.project_id
                        LEFT JOIN LATERAL (
                            SELECT id, state
                            FROM run
                            WHERE run.project_id = dependency.project_id
                            AND NOT single_table AND chosen IS NULL AND revision > 0
                            AND (finished_at IS NULL OR finished_at > coalesce(waiting.wait_since, '-infinity'))
                            ORDER BY number DESC
                            LIMIT 1
                        ) AS latest ON true
                        WHERE waiting.state = 'WAITING'
                        ORDER BY waiting.number, dependency.project_id
                        """), "run_id", RunQueue::dependency);
    }

    void save(Dependency dependency) {
        jdbc.sql("UPDATE run_dependency SET state = :state, satisfying_id = :latest WHERE run_id = :run AND project_id = :project")
                .param("state", dependency.state().name())
                .param("latest", dependency.latest())
                .param("run", dependency.run())
                .param("project", dependency.project())
                .update();
    }

    private static Candidate candidate(ResultSet row, int number) throws SQLException {
        TableName[] chosen = Columns.json(row, "chosen", TableName[].class);
        return new Candidate(
                Columns.id(row, "id"),
                Columns.document(row, "configuration", ProjectRevision.class),
                chosen == null ? null : List.of(chosen),
                row.getBoolean("single_table"),
                Columns.document(row, "cause", RunCause.class),
                Columns.priority(row));
    }

    private static Dependency dependency(ResultSet row, int number) throws SQLException {
        String latest = row.getString("latest_state");
        Dependency.State state = latest == null
                ? row.getBoolean("deleted") ? Dependency.State.DELETED : Dependency.State.MISSING
                : switch (latest) {
                    case "SUCCEEDED" -> Dependency.State.SUCCEEDED;
                    case "FAILED" -> Dependency.State.FAILED;
                    case "CANCELLED" -> Dependency.State.CANCELLED;
                    default -> Dependency.State.UNDER_WAY;
                };
        return new Dependency(
                Columns.id(row, "run_id"),
                row.getLong("project_id"),
                row.getString("project_name"),
                state,
                row.getObject("latest_id", UUID.class),
                !state.name().equals(row.getString("known")),
                Columns.moment(row, "wait_until"));
    }

    /// @param tables null for all
    record Candidate(UUID id, ProjectRevision revision, @Nullable List<TableName> tables, boolean singleTable, RunCause cause, Priority priority) {}
}
