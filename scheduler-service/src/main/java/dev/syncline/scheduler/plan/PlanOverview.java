package dev.syncline.scheduler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import dev.syncline.scheduler.record.ReaderPool;
import dev.syncline.scheduler.store.Columns;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads plans together: in a calendar, and with what waits for what.
@Component
class PlanOverview {

    /// Instants of one plan that are shown; a plan of every minute has 10,080 in a week.
    static final int MOST = 500;

    private final PlanRepository plans;
    private final JdbcClient jdbc;

    PlanOverview(PlanRepository plans, @Qualifier(ReaderPool.CONNECTIONS) HikariDataSource connections) {
        this.plans = plans;
        this.jdbc = JdbcClient.create(connections);
    }

    List<PlanCalendar> calendar(Instant from, Instant to, long after, int most) {
        List<StoredPlan> found = plans.page(null, after, most);
        Map<Long, List<PlanCalendar.Item>> past = fires(found.stream().map(StoredPlan::id).toList(), from, to);
        return found.stream().map(plan -> calendar(plan, past.getOrDefault(plan.id(), List.of()), from, to)).toList();
    }

    private static PlanCalendar calendar(StoredPlan stored, List<PlanCalendar.Item> past, Instant from, Instant to) {
        List<PlanCalendar.Item> items = new ArrayList<>(past);
        // What is due and not decided on yet is still to come.
        Instant since = stored.handledUntil().isAfter(from) ? stored.handledUntil() : from.minusNanos(1);
        if (stored.plan().enabled() && stored.readable() && since.isBefore(to) && items.size() <= MOST) {
            stored.plan().calendar().due(since, to.minusNanos(1), MOST + 1).stream()
                    .map(at -> new PlanCalendar.Item(at, null, null, null, null)).forEach(items::add);
        }
        items.sort(Comparator.comparing(PlanCalendar.Item::dueAt));
        boolean more = items.size() > MOST;
        return new PlanCalendar(
                stored.id(), stored.plan().name(), stored.plan().projectId(), stored.plan().enabled(), more ? List.copyOf(items.subList(0, MOST)) : items, more);
    }

    private Map<Long, List<PlanCalendar.Item>> fires(List<Long> ids, Instant from, Instant to) {
        Map<Long, List<PlanCalendar.Item>> fires = new HashMap<>();
        jdbc.sql("""
                        SELECT plan.id AS plan_id, fire.due_at, fire.outcome, fire.run_id, fire.reason, run.state
                        FROM unnest(CAST(:plans AS bigint[])) AS plan (id)
                        CROSS JOIN LATERAL (
                            SELECT due_at, outcome, run_id, reason
                            FROM fire
                            WHERE plan_id = plan.id AND due_at >= :from AND due_at < :to
                            ORDER BY due_at
                            LIMIT :most
                        ) AS fire
                        LEFT JOIN run ON run.id = fire.run_id
                        """)
                .param("plans", ids.toArray(Long[]::new))
                .param("from", Columns.time(from))
                .param("to", Columns.time(to))
                .param("most", MOST + 1)
                .query(row -> {
                    fires.computeIfAbsent(row.getLong("plan_id"), _ -> new ArrayList<>()).add(new PlanCalendar.Item(
                            Columns.moment(row, "due_at"), row.getString("outcome"), row.getObject("run_id", UUID.class), row.getString("state"), row.getString("reason")));
                });
        return fires;
    }

    PlanGraph graph() {
        List<PlanGraph.Edge> edges = jdbc.sql("""
                        SELECT plan.id, plan.project_id, enabled, document ->> 'name' AS name, document ->> 'dependencyWait' AS wait,
                            CAST(dependency ->> 'projectId' AS bigint) AS waits_for
                        FROM plan, jsonb_path_query(document, 'lax $.dependencies[*] ? (@.projectId.type() == "number")') AS dependency
                        ORDER BY plan.project_id, plan.id, waits_for
                        """)
                .query((row, _) -> new PlanGraph.Edge(
                        row.getLong("project_id"), row.getLong("waits_for"), row.getLong("id"), Objects.requireNonNullElse(row.getString("name"), ""),
                        row.getBoolean("enabled"), duration(row.getString("wait"))))
                .list();
        Set<Long> projects = new TreeSet<>();
        edges.forEach(edge -> projects.addAll(List.of(edge.projectId(), edge.waitsFor())));
        return new PlanGraph(nodes(projects), edges, waiting());
    }

    private static Duration duration(@org.jspecify.annotations.Nullable String text) {
        try {
            return text == null ? Duration.ZERO : Duration.parse(text);
        } catch (java.time.format.DateTimeParseException _) {
            return Duration.ZERO; // of a plan that this version cannot read
        }
    }

    private List<PlanGraph.Node> nodes(Set<Long> projects) {
        return jdbc.sql("""
                        SELECT node.id, coalesce(project.name, '') AS name, coalesce(project.deleted, true) AS deleted, last.id AS last_id, last.state,
                            (SELECT min(next_due_at) FROM plan WHERE plan.project_id = node.id AND enabled) AS next_due
                        FROM unnest(CAST(:projects AS bigint[])) AS node (id)
                        LEFT JOIN project ON project.id = node.id
                        LEFT JOIN LATERAL (SELECT id, state FROM run WHERE run.project_id = node.id ORDER BY number DESC LIMIT 1) AS last ON true
                        ORDER BY node.id
                        """)
                .param("projects", projects.toArray(Long[]::new))
                .query((row, _) -> new PlanGraph.Node(
                        row.getLong("id"), row.getString("name"), row.getBoolean("deleted"), row.getObject("last_id", UUID.class), row.getString("state"),
                        Columns.instant(row, "next_due")))
                .list();
    }

    private List<PlanGraph.Waiting> waiting() {
        return jdbc.sql("""
                        SELECT run.id, run.project_id, run.wait_until, dependency.project_id AS waits_for, dependency.state, dependency.satisfying_id
                        FROM run
                        JOIN run_dependency AS dependency ON dependency.run_id = run.id
                        WHERE run.state = 'WAITING'
                        ORDER BY run.number, dependency.project_id
                        """)
                .query((row, _) -> new PlanGraph.Waiting(
                        Columns.id(row, "id"), row.getLong("project_id"), row.getLong("waits_for"), row.getString("state"), row.getObject("satisfying_id", UUID.class),
                        Columns.instant(row, "wait_until")))
                .list();
    }
}
