package dev.syncline.scheduler.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import dev.syncline.contracts.table.TableName;
import dev.syncline.scheduler.record.ReaderPool;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.work.WorkProperties;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads which workers there are.
@Component
class WorkerReader {

    private final JdbcClient jdbc;
    private final Duration alive;

    WorkerReader(@Qualifier(ReaderPool.CONNECTIONS) HikariDataSource connections, WorkProperties properties) {
        this.jdbc = JdbcClient.create(connections);
        this.alive = properties.alive();
    }

    /// In the order of their ids.
    List<WorkerView> workers(String after, int most) {
        List<WorkerView> workers = jdbc.sql("""
                        SELECT id, kind, slots, announced_at, announced_at > clock_timestamp() - make_interval(secs => :alive) AS alive
                        FROM worker
                        WHERE id > :after
                        ORDER BY id
                        LIMIT :most
                        """)
                .param("alive", alive.toMillis() / 1000.0)
                .param("after", after)
                .param("most", most)
                .query((row, _) -> new WorkerView(
                        row.getString("id"), row.getString("kind"), row.getInt("slots"), Columns.moment(row, "announced_at"), row.getBoolean("alive"), List.of()))
                .list();
        Map<String, List<WorkerView.Piece>> inHand = inHand(workers.stream().map(WorkerView::id).toList());
        return workers.stream()
                .map(it -> new WorkerView(it.id(), it.kind(), it.slots(), it.announcedAt(), it.alive(), inHand.getOrDefault(it.id(), List.of())))
                .toList();
    }

    private Map<String, List<WorkerView.Piece>> inHand(List<String> workers) {
        Map<String, List<WorkerView.Piece>> pieces = new HashMap<>();
        jdbc.sql("""
                        SELECT work.id, work.worker, work.kind, work.run_id, work.connection_id, work.rows, work.bytes, work.losses, source_schema, source_table
                        FROM work
                        LEFT JOIN table_run ON table_run.id = work.table_run_id
                        WHERE worker = ANY(:workers) AND work.state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN')
                        ORDER BY work.number
                        """)
                .param("workers", workers.toArray(String[]::new))
                .query(row -> {
                    String schema = row.getString("source_schema");
                    pieces.computeIfAbsent(row.getString("worker"), _ -> new ArrayList<>()).add(new WorkerView.Piece(
                            Columns.id(row, "id"), row.getString("kind"), Columns.id(row, "run_id"),
                            schema == null ? null : new TableName(schema, row.getString("source_table")),
                            row.getLong("connection_id"), row.getLong("rows"), row.getLong("bytes"), row.getInt("losses")));
                });
        return pieces;
    }

    /// How many live, and what they could do and do.
    Overview.WorkerCounts count(String kind) {
        return jdbc.sql("""
                        SELECT count(*) AS workers, coalesce(sum(slots), 0) AS slots,
                            (SELECT count(*) FROM work WHERE worker_kind = :kind AND state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN')) AS busy,
                            (SELECT count(*) FROM work WHERE worker_kind = :kind AND state = 'QUEUED') AS queued
                        FROM worker
                        WHERE kind = :kind AND announced_at > clock_timestamp() - make_interval(secs => :alive)
                        """)
                .param("kind", kind)
                .param("alive", alive.toMillis() / 1000.0)
                .query((row, _) -> new Overview.WorkerCounts(kind, row.getInt("workers"), row.getInt("slots"), row.getInt("busy"), row.getLong("queued")))
                .single();
    }
}
