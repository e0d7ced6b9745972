package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkerKind;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Hundreds of plans that are due in one minute, many times what can be in hand: none is lost, high goes before medium before low (A17, S58), and
/// no connection has more work in hand than its limit. How long it takes is printed; their number is a setting: `-Dsyncline.rush.plans=1000`.
class RushIT extends WholeRuns {

    private static final int PLANS = Integer.getInteger("syncline.rush.plans", 300);
    private static final int CONNECTIONS = 2;
    private static final int LIMIT = 8;
    private static final List<String> PRIORITIES = List.of("low", "high", "medium");
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void hundredsOfPlansInOneMinute() {
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        for (int i = 0; i < 3; i++) {
            worker(WorkerKind.EXTRACTOR, LIMIT, Scripts::well);
            worker(WorkerKind.LOADER, LIMIT, Scripts::well);
        }
        List<Long> projects = IntStream.range(0, PLANS).mapToObj(RushIT::sharingProject).toList();
        await().atMost(LONG).until(() -> known(jdbc, projects) == PLANS);
        Long[] plans = IntStream.range(0, PLANS).mapToObj(i -> sleepingPlan(projects.get(i), PRIORITIES.get(i % PRIORITIES.size()))).toArray(Long[]::new);
        long transactions = transactions(jdbc);
        long cpu = cpu();

        Instant due = makeDue(plans);

        List<Long> most = new ArrayList<>();
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
            most.add(mostInHand(jdbc));
            return ended(jdbc, plans) == PLANS;
        });
        Map<String, Object> times = jdbc.sql("""
                        SELECT count(*) AS runs, count(*) FILTER (WHERE state = 'SUCCEEDED') AS succeeded, count(began_at) AS began,
                            max(requested_at) AS placed, max(began_at) AS begun, max(finished_at) AS ended
                        FROM run
                        WHERE plan_id = ANY(:plans)
                        """)
                .param("plans", plans)
                .query()
                .singleRow();
        System.out.printf(
                "MEASURED %d plans in a minute: last placed %d ms, last began %d ms, last ended %d ms after they were due; %d transactions, cpu ms %d, most in hand %d%n",
                PLANS, millis(due, times.get("placed")), millis(due, times.get("begun")), millis(due, times.get("ended")),
                transactions(jdbc) - transactions, cpu() - cpu, most.stream().mapToLong(it -> it).max().orElse(0));
        assertThat(times).containsEntry("runs", (long) PLANS).containsEntry("succeeded", (long) PLANS).containsEntry("began", (long) PLANS);
        assertThat(outOfOrder(jdbc, plans)).isEmpty();
        assertThat(most).allMatch(pieces -> pieces <= LIMIT).anyMatch(pieces -> pieces > 0);
        assertThat(firings(jdbc, plans)).isEqualTo(PLANS);
    }

    /// Projects of few sources and targets, each with tables of its own.
    private static long sharingProject(int number) {
        long id = nextProject();
        long source = 7_000_000_000L + number % CONNECTIONS;
        long target = 8_000_000_000L + number / CONNECTIONS % CONNECTIONS;
        publish(new ProjectRevision(
                id, "rush " + id, 1, new ConnectionRef(source, "source", new DatabaseKind("mysql")),
                List.of(new ConnectionRef(target, "target", new DatabaseKind("postgresql"))), new SchemaNaming.Original(),
                List.of(new TableName("shop", "rush" + id))));
        return id;
    }

    private static long known(JdbcClient jdbc, List<Long> projects) {
        return count(jdbc, "SELECT count(*) FROM project WHERE id = ANY(:ids)", projects.toArray(Long[]::new));
    }

    private static long ended(JdbcClient jdbc, Long[] plans) {
        return count(jdbc, "SELECT count(*) FROM run WHERE plan_id = ANY(:ids) AND finished_at IS NOT NULL", plans);
    }

    private static long firings(JdbcClient jdbc, Long[] plans) {
        return count(jdbc, "SELECT count(*) FROM fire WHERE plan_id = ANY(:ids) AND outcome = 'RUN'", plans);
    }

    private static long count(JdbcClient jdbc, String query, Long[] ids) {
        return jdbc.sql(query).param("ids", ids).query(Long.class).single();
    }

    /// Runs that began although a run of a higher priority was waiting already and began later.
    private static List<String> outOfOrder(JdbcClient jdbc, Long[] plans) {
        return jdbc.sql("""
                        SELECT format('%s %s before %s %s', early.priority, early.id, late.priority, late.id)
                        FROM run AS early
                        JOIN run AS late ON late.requested_at <= early.began_at AND late.began_at > early.began_at
                        WHERE early.plan_id = ANY(:plans) AND late.plan_id = ANY(:plans)
                        AND array_position(ARRAY['HIGH', 'MEDIUM', 'LOW'], late.priority) < array_position(ARRAY['HIGH', 'MEDIUM', 'LOW'], early.priority)
                        LIMIT 10
                        """)
                .param("plans", plans)
                .query(String.class)
                .list();
    }

    /// On one connection, of the connections of this test.
    private static long mostInHand(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT coalesce(max(pieces), 0)
                        FROM (
                            SELECT count(*) AS pieces
                            FROM work
                            WHERE state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN')
                            GROUP BY worker_kind, connection_id
                        ) AS seats
                        """)
                .query(Long.class)
                .single();
    }

    private static long transactions(JdbcClient jdbc) {
        return jdbc.sql("SELECT last_value FROM turn").query(Long.class).single();
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private static long millis(Instant from, Object to) {
        return Duration.between(from, ((java.sql.Timestamp) to).toInstant()).toMillis();
    }
}
