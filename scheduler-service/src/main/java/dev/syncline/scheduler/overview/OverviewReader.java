package dev.syncline.scheduler.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.scheduler.overview.Overview.NextFire;
import dev.syncline.scheduler.overview.Overview.Outcomes;
import dev.syncline.scheduler.overview.Overview.Stale;
import dev.syncline.scheduler.overview.Overview.StaleTable;
import dev.syncline.scheduler.record.ReaderPool;
import dev.syncline.scheduler.record.RunReader;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads everything at a glance: for all who ask within a moment at once.
@Component
class OverviewReader {

    private static final int SHOWN = 20;
    private static final int NEXT = 10;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final String STALE = """
            FROM table_state AS held
            JOIN project ON project.id = held.project_id AND NOT project.deleted
            WHERE held.state <> 'GONE'
            AND (held.failing > 0 OR held.fresh_as_of < :before)
            AND EXISTS (SELECT FROM plan WHERE plan.project_id = held.project_id AND enabled)
            """;

    private final JdbcClient jdbc;
    private final RunReader runs;
    private final StatusReader projects;
    private final WorkerReader workers;
    private @Nullable Known known;

    OverviewReader(
            @Qualifier(ReaderPool.CONNECTIONS) HikariDataSource connections, @Qualifier(ReaderPool.READERS) RunReader runs, StatusReader projects, WorkerReader workers) {
        this.jdbc = JdbcClient.create(connections);
        this.runs = runs;
        this.projects = projects;
        this.workers = workers;
    }

    private record Known(Duration staleAfter, long readAt, Overview overview) {}

    // Whoever comes while it is read waits for it, and takes the same.
    synchronized Overview read(Duration staleAfter) {
        Known before = known;
        if (before != null && before.staleAfter().equals(staleAfter) && System.nanoTime() - before.readAt() < A_MOMENT.toNanos()) {
            return before.overview();
        }
        Overview overview = readAnew(staleAfter);
        known = new Known(staleAfter, System.nanoTime(), overview);
        return overview;
    }

    private Overview readAnew(Duration staleAfter) {
        Overview.Counts counts = counts();
        return new Overview(
                counts.at(), counts.lastDay(), runs.underWay(SHOWN), counts.running(), counts.queued(), counts.waiting(), counts.oldestQueued(), projects.attention(SHOWN),
                next(), stale(counts.at().minus(staleAfter)), Arrays.stream(WorkerKind.values()).map(kind -> workers.count(kind.name())).toList());
    }

    private Overview.Counts counts() {
        return jdbc.sql("""
                        SELECT clock_timestamp() AS now, ended.*, present.*
                        FROM (
                            SELECT count(*) FILTER (WHERE state = 'SUCCEEDED') AS succeeded, count(*) FILTER (WHERE state = 'FAILED') AS failed,
                                count(*) FILTER (WHERE state = 'CANCELLED') AS cancelled
                            FROM run
                            WHERE finished_at > clock_timestamp() - interval '24 hours'
                        ) AS ended
                        CROSS JOIN (
                            SELECT count(*) FILTER (WHERE began_at IS NOT NULL) AS running, count(*) FILTER (WHERE state = 'QUEUED') AS queued,
                                count(*) FILTER (WHERE state = 'WAITING') AS waiting, min(decided_at) FILTER (WHERE state = 'QUEUED') AS oldest_queued
                            FROM run
                            WHERE finished_at IS NULL
                        ) AS present
                        """)
                .query((row, _) -> new Overview.Counts(
                        Columns.moment(row, "now"),
                        new Outcomes(row.getInt("succeeded"), row.getInt("failed"), row.getInt("cancelled")),
                        row.getInt("running"), row.getInt("queued"), row.getInt("waiting"), Columns.instant(row, "oldest_queued")))
                .single();
    }

    private List<NextFire> next() {
        return jdbc.sql("""
                        SELECT plan.id, plan.document ->> 'name' AS plan_name, plan.project_id, coalesce(project.name, '') AS project_name, next_due_at
                        FROM plan
                        LEFT JOIN project ON project.id = plan.project_id
                        WHERE enabled AND next_due_at IS NOT NULL
                        ORDER BY next_due_at, plan.id
                        LIMIT :most
                        """)
                .param("most", NEXT)
                .query((row, _) -> new NextFire(
                        row.getLong("id"), row.getString("plan_name"), row.getLong("project_id"), row.getString("project_name"), Columns.moment(row, "next_due_at")))
                .list();
    }

    private Stale stale(Instant before) {
        long tables = jdbc.sql("SELECT count(*) " + STALE).param("before", Columns.time(before)).query(Long.class).single();
        return new Stale(before, tables, tables == 0 ? List.of() : jdbc.sql("""
                        SELECT held.*, CAST(NULL AS text) AS now, project.name AS project_name
                        %s
                        ORDER BY held.fresh_as_of NULLS FIRST, held.project_id, held.source_schema, held.source_table, held.target_id
                        LIMIT :most
                        """.formatted(STALE))
                .param("before", Columns.time(before))
                .param("most", SHOWN)
                .query(OverviewReader::staleTable)
                .list());
    }

    private static StaleTable staleTable(ResultSet row, int number) throws SQLException {
        return new StaleTable(row.getLong("project_id"), row.getString("project_name"), StatusReader.table(row, number));
    }
}
