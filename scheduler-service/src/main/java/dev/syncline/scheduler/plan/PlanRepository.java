package dev.syncline.scheduler.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Plans and their fires in the database.
@Repository
class PlanRepository {

    private static final String UNREADABLE =
            "This version cannot read what is stored of the plan, and does not execute it; save the plan again, or delete it";

    private static final String PLAN = "SELECT id, version, project_id, document, handled_until, next_due_at, note, changed_at FROM plan ";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    PlanRepository(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<StoredPlan> find(long id) {
        return jdbc.sql(PLAN + "WHERE id = :id").param("id", id).query(PlanRepository::plan).optional();
    }

    List<StoredPlan> page(@Nullable Long project, long after, int most) {
        return jdbc.sql(PLAN + """
                        WHERE id > :after
                        AND (CAST(:project AS bigint) IS NULL OR project_id = :project)
                        ORDER BY id
                        LIMIT :most
                        """)
                .param("after", after)
                .param("project", project)
                .param("most", most)
                .query(PlanRepository::plan)
                .list();
    }

    /// What waits for what in all plans but one; only that, for there may be thousands of plans.
    List<DependencyGraph.Edge> findDependencies(long exceptOf) {
        return jdbc.sql("""
                        SELECT project_id, CAST(dependency ->> 'projectId' AS bigint) AS waits_for
                        FROM plan, jsonb_path_query(document, 'lax $.dependencies[*] ? (@.projectId.type() == "number")') AS dependency
                        WHERE id <> :id
                        """)
                .param("id", exceptOf)
                .query((row, _) -> new DependencyGraph.Edge(row.getLong("project_id"), row.getLong("waits_for")))
                .list();
    }

    /// Whether any plan is due by the database's clock; costs one look into an index.
    boolean anyDue() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM plan WHERE enabled AND next_due_at <= clock_timestamp())").query(Boolean.class).single();
    }

    /// The projects of plans that are due, in the order of [#findDue].
    Set<Long> findProjectsDue(int most) {
        return new LinkedHashSet<>(jdbc.sql("""
                        SELECT project_id
                        FROM plan
                        WHERE enabled
                        AND next_due_at <= clock_timestamp()
                        ORDER BY CASE document ->> 'priority' WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, next_due_at, id
                        LIMIT :most
                        """).param("most", most).query(Long.class).list());
    }

    /// Plans that are due, high priority first, so that a rush is decided on in the order in which it is executed.
    List<StoredPlan> findDue(Instant now, int most) {
        return jdbc.sql(PLAN + """
                        WHERE enabled
                        AND next_due_at <= :now
                        ORDER BY CASE document ->> 'priority' WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, next_due_at, id
                        LIMIT :most
                        """)
                .param("now", Columns.time(now))
                .param("most", most)
                .query(PlanRepository::plan)
                .list();
    }

    long insert(SchedulerTransaction transaction, ExecutionPlan plan, @Nullable Instant nextDue) {
        return jdbc.sql("""
                        INSERT INTO plan (project_id, enabled, document, handled_until, next_due_at, changed_at)
                        VALUES (:project, :enabled, CAST(:document AS jsonb), :now, :nextDue, :now)
                        RETURNING id
                        """)
                .param("project", plan.projectId())
                .param("enabled", plan.enabled())
                .param("document", Json.text(plan))
                .param("now", Columns.time(transaction.now()))
                .param("nextDue", Columns.time(nextDue))
                .query(Long.class)
                .single();
    }

    /// What was due until now has been decided on; what is written from here on counts from now.
    void update(SchedulerTransaction transaction, long id, ExecutionPlan plan, @Nullable Instant nextDue, @Nullable String note) {
        jdbc.sql("""
                        UPDATE plan
                        SET version = version + 1, project_id = :project, enabled = :enabled, document = CAST(:document AS jsonb),
                            handled_until = greatest(handled_until, :now), next_due_at = :nextDue, note = :note, changed_at = :now
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("project", plan.projectId())
                .param("enabled", plan.enabled())
                .param("document", Json.text(plan))
                .param("now", Columns.time(transaction.now()))
                .param("nextDue", Columns.time(nextDue))
                .param("note", note)
                .update();
    }

    void handled(long id, Instant until, @Nullable Instant nextDue) {
        jdbc.sql("UPDATE plan SET handled_until = :until, next_due_at = :nextDue WHERE id = :id")
                .param("until", Columns.time(until))
                .param("nextDue", Columns.time(nextDue))
                .param("id", id)
                .update();
    }

    /// Is not due again before it is saved anew.
    void setAside(long id, String note) {
        jdbc.sql("UPDATE plan SET next_due_at = NULL, note = :note WHERE id = :id").param("note", note).param("id", id).update();
    }

    void delete(long id) {
        jdbc.sql("DELETE FROM plan WHERE id = :id").param("id", id).update();
    }

    /// The key of the table refuses an instant that has been decided on.
    void insertFires(long plan, Collection<Fire> firings) {
        batches.batchUpdate(
                "INSERT INTO fire (plan_id, due_at, outcome, run_id, reason, decided_at) VALUES (?, ?, ?, ?, ?, ?)",
                firings,
                Math.max(1, firings.size()),
                (statement, fire) -> {
                    statement.setLong(1, plan);
                    statement.setObject(2, Columns.time(fire.dueAt()));
                    statement.setString(3, fire.outcome().name());
                    statement.setObject(4, fire.runId());
                    statement.setString(5, fire.reason());
                    statement.setObject(6, Columns.time(fire.decidedAt()));
                });
    }

    /// The latest first.
    List<Fire> firings(long plan, Instant before, int most) {
        return jdbc.sql("""
                        SELECT due_at, outcome, run_id, reason, decided_at
                        FROM fire
                        WHERE plan_id = :plan
                        AND due_at < :before
                        ORDER BY due_at DESC
                        LIMIT :most
                        """)
                .param("plan", plan)
                .param("before", Columns.time(before))
                .param("most", most)
                .query((row, _) -> new Fire(
                        Columns.moment(row, "due_at"),
                        Fire.Outcome.valueOf(row.getString("outcome")),
                        row.getObject("run_id", UUID.class),
                        row.getString("reason"),
                        Columns.moment(row, "decided_at")))
                .list();
    }

    private static StoredPlan plan(ResultSet row, int number) throws SQLException {
        ExecutionPlan plan = Columns.readable(row, "document", ExecutionPlan.class);
        return new StoredPlan(
                row.getLong("id"),
                row.getLong("version"),
                plan == null ? ExecutionPlan.unreadable(row.getLong("project_id")) : plan,
                Columns.moment(row, "handled_until"),
                Columns.instant(row, "next_due_at"),
                plan == null ? UNREADABLE : row.getString("note"),
                Columns.moment(row, "changed_at"),
                plan != null);
    }
}
