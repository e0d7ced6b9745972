package dev.syncline.scheduler.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.Unreadable;
import dev.syncline.scheduler.work.Matching.Candidate;
import dev.syncline.scheduler.work.Matching.Free;
import dev.syncline.scheduler.work.Matching.Match;
import dev.syncline.scheduler.work.Matching.Seat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Gives queued work to workers with free slots.
@Component
public class Assigner {

    // What another version knows of is left to it.
    private static final String[] KINDS = Arrays.stream(WorkerKind.values()).map(Enum::name).toArray(String[]::new);

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final WorkProperties properties;
    private final SchedulerMetrics metrics;
    private final Unreadable unreadable;

    Assigner(JdbcClient jdbc, Outbox outbox, WorkProperties properties, SchedulerMetrics metrics, Unreadable unreadable) {
        this.unreadable = unreadable;
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.properties = properties;
        this.metrics = metrics;
    }

    /// Gives away what can be given now; sees only what has been saved.
    public void assign(SchedulerTransaction transaction) {
        List<Free> workers = workers(transaction);
        if (workers.isEmpty()) {
            return;
        }
        List<Candidate> queue = queue(transaction, workers);
        if (!queue.isEmpty()) {
            give(transaction, Matching.of(queue, workers, taken(), properties));
        }
    }

    private List<Free> workers(SchedulerTransaction transaction) {
        return jdbc.sql("""
                        SELECT worker.id, worker.kind, worker.slots - count(work.id) AS free
                        FROM worker
                        LEFT JOIN work ON work.worker = worker.id AND work.state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN')
                        WHERE worker.announced_at > :alive
                        AND worker.slots > 0
                        AND worker.kind = ANY(:kinds)
                        GROUP BY worker.id, worker.kind, worker.slots
                        HAVING worker.slots > count(work.id)
                        """)
                .param("alive", Columns.time(transaction.now().minus(properties.alive())))
                .param("kinds", KINDS)
                .query((row, _) -> new Free(row.getString("id"), WorkerKind.valueOf(row.getString("kind")), row.getInt("free")))
                .list();
    }

    private Map<Seat, Integer> taken() {
        Map<Seat, Integer> taken = new HashMap<>();
        jdbc.sql("""
                        SELECT worker_kind, connection_id, count(*) AS pieces
                        FROM work
                        WHERE state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN')
                        AND worker_kind = ANY(:kinds)
                        GROUP BY worker_kind, connection_id
                        """)
                .param("kinds", KINDS)
                .query(row -> {
                    taken.put(
                            new Seat(WorkerKind.valueOf(row.getString("worker_kind")), row.getLong("connection_id")),
                            row.getInt("pieces"));
                });
        return taken;
    }

    // No more of one connection than its limit: thousands that wait for one database do not hide what waits for another. Nor does what nobody here knows.
    private List<Candidate> queue(SchedulerTransaction transaction, List<Free> workers) {
        return jdbc.sql("""
                        SELECT id, worker_kind, connection_id, refused_by
                        FROM (
                            SELECT id, worker_kind, connection_id, refused_by, place, number,
                                row_number() OVER (PARTITION BY worker_kind, connection_id ORDER BY place, number) AS ahead
                            FROM work
                            WHERE state = 'QUEUED'
                            AND worker_kind = ANY(:kinds)
                            AND not_before <= :now
                            AND (refused_by = '{}' OR EXISTS (
                                SELECT FROM unnest(CAST(:free AS text[]), CAST(:freeKinds AS text[])) AS free (worker, kind)
                                WHERE free.kind = worker_kind AND free.worker <> ALL(refused_by)))
                        ) AS waiting
                        WHERE ahead <= :most
                        ORDER BY place, number
                        """)
                .param("kinds", workers.stream().map(worker -> worker.kind().name()).distinct().toArray(String[]::new))
                .param("free", workers.stream().map(Free::worker).toArray(String[]::new))
                .param("freeKinds", workers.stream().map(worker -> worker.kind().name()).toArray(String[]::new))
                .param("now", Columns.time(transaction.now()))
                .param("most", Math.max(properties.perSource(), properties.perTarget()))
                .query((row, _) -> new Candidate(
                        Columns.id(row, "id"),
                        new Seat(WorkerKind.valueOf(row.getString("worker_kind")), row.getLong("connection_id")),
                        Columns.words(row, "refused_by")))
                .list();
    }

    private void give(SchedulerTransaction transaction, List<Match> matches) {
        if (matches.isEmpty()) {
            return;
        }
        List<UUID> ids = new ArrayList<>();
        List<String> workers = new ArrayList<>();
        matches.forEach(match -> {
            ids.add(match.id());
            workers.add(match.worker());
        });
        Map<UUID, Assignment> assigned = unreadable.list(jdbc.sql("""
                        UPDATE work
                        SET state = 'ASSIGNED', fence = fence + 1, worker = given.worker, lease_until = :lease, rows = 0, bytes = 0
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:workers AS text[])) AS given (id, worker)
                        WHERE work.id = given.id
                        RETURNING work.id, work.run_id, work.fence, work.worker, work.payload, (SELECT project_id FROM run WHERE run.id = work.run_id) AS project_id
                        """)
                .param("lease", Columns.time(transaction.now().plus(properties.lease())))
                .param("ids", Columns.ids(ids))
                .param("workers", workers.toArray(String[]::new)), "run_id", (row, _) -> new Assignment(
                        Columns.id(row, "id"),
                        row.getString("worker"),
                        WorkCodec.withFence(Columns.document(row, "payload", Work.class), row.getLong("fence")),
                        row.getObject("project_id", Long.class)))
                .stream()
                .collect(Collectors.toMap(Assignment::id, assignment -> assignment));
        for (UUID id : ids) { // in the order of the queue
            Assignment assignment = assigned.get(id);
            if (assignment == null) {
                continue; // its run ends with this transaction
            }
            outbox.add(Topics.WORK, assignment.worker(), new WorkCommand.Assign(assignment.worker(), assignment.work(), assignment.project()));
        }
        metrics.assigned(matches.size());
    }

    private record Assignment(UUID id, String worker, Work work, @Nullable Long project) {}
}
