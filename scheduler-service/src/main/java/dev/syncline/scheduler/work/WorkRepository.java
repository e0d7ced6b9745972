package dev.syncline.scheduler.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.work.Work;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.Unreadable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Pieces of work in the database.
@Repository
public class WorkRepository {

    private static final String ITEM = """
            SELECT id, run_id, table_run_id, payload, priority, enqueued_at, not_before, give_up_at, state, fence, losses, worker, lease_until,
                refused_by, refused_at
            FROM work
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final WorkProperties properties;
    private final Unreadable unreadable;

    WorkRepository(JdbcClient jdbc, JdbcTemplate batches, WorkProperties properties, Unreadable unreadable) {
        this.unreadable = unreadable;
        this.jdbc = jdbc;
        this.batches = batches;
        this.properties = properties;
    }

    public List<WorkItem> find(Collection<UUID> ids) {
        return items(jdbc.sql(ITEM + "WHERE id = ANY(CAST(:ids AS uuid[]))").param("ids", Columns.ids(ids)));
    }

    /// Also what is done, as long as the run goes on.
    public List<WorkItem> findOfTables(Collection<UUID> tableRuns) {
        return items(jdbc.sql(ITEM + "WHERE table_run_id = ANY(CAST(:ids AS uuid[]))").param("ids", Columns.ids(tableRuns)));
    }

    public List<WorkItem> findOpenOfRun(UUID run) {
        return items(jdbc.sql(ITEM + "WHERE run_id = :run AND state <> 'DONE'").param("run", run));
    }

    /// Work whose lease is over, or whose holder has been silent for as long as one (it got this work after its last word), and work that has been waited for long enough even if it is in hand.
    ///
    /// @param silent whether nobody at all speaks; then only work that nobody wants is let go
    public List<WorkItem> findOverdue(Instant now, boolean silent) {
        return items(jdbc.sql(ITEM + """
                        WHERE (state IN ('ASSIGNED', 'RECALLED') AND NOT :silent
                            AND (lease_until < :now OR worker IN (SELECT id FROM worker WHERE announced_at < :lost)))
                        OR (state = 'WITHDRAWN' AND lease_until < :now)
                        OR (state IN ('QUEUED', 'ASSIGNED') AND give_up_at < :now)
                        OR (state = 'QUEUED' AND refused_at < :unknown)
                        """)
                .param("lost", Columns.time(now.minus(properties.lease())))
                .param("now", Columns.time(now))
                .param("unknown", Columns.time(now.minus(properties.unknown())))
                .param("silent", silent));
    }

    /// Writes items, new ones and changed ones.
    public void save(Collection<WorkItem> items) {
        batches.batchUpdate(
                """
                        INSERT INTO work AS present (
                            id, kind, worker_kind, connection_id, run_id, table_run_id, priority, enqueued_at, place, not_before,
                            give_up_at, state, fence, losses, worker, lease_until, partition, refused_by, refused_at, payload)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb))
                        ON CONFLICT (id) DO UPDATE
                        SET enqueued_at = EXCLUDED.enqueued_at,
                            place = EXCLUDED.place,
                            not_before = EXCLUDED.not_before,
                            give_up_at = EXCLUDED.give_up_at,
                            state = EXCLUDED.state,
                            fence = EXCLUDED.fence,
                            losses = EXCLUDED.losses,
                            worker = EXCLUDED.worker,
                            lease_until = EXCLUDED.lease_until,
                            refused_by = EXCLUDED.refused_by,
                            refused_at = EXCLUDED.refused_at,
                            payload = EXCLUDED.payload,
                            waits_for = NULL,
                            next_offset = CASE WHEN present.payload = EXCLUDED.payload THEN present.next_offset ELSE 0 END
                        """,
                items,
                items.size(),
                (statement, item) -> {
                    WorkItem.Refusal refusal = item.refusal();
                    Object[] values = {
                        item.id(),
                        WorkCodec.kindOf(item.work()),
                        item.work().workerKind().name(),
                        item.work().connection(),
                        item.runId(),
                        item.tableRunId(),
                        item.priority().name(),
                        Columns.time(item.enqueuedAt()),
                        Columns.time(properties.place(item.priority(), item.enqueuedAt())),
                        Columns.time(item.notBefore()),
                        Columns.time(item.giveUpAt()),
                        item.state().name(),
                        item.fence(),
                        item.losses(),
                        item.worker(),
                        Columns.time(item.leaseUntil()),
                        WorkCodec.partitionOf(item.work()),
                        refusal == null ? new String[0] : refusal.by().toArray(String[]::new),
                        refusal == null ? null : Columns.time(refusal.since()),
                        Columns.json(item.work())
                    };
                    for (int i = 0; i < values.length; i++) {
                        statement.setObject(i + 1, values[i]);
                    }
                });
    }

    /// Sweeps that are queued or in hand.
    public int countSweeps() {
        return jdbc.sql("SELECT count(*) FROM work WHERE kind = 'SWEEP'").query(Integer.class).single();
    }

    public void delete(UUID id) {
        jdbc.sql("DELETE FROM work WHERE id = :id").param("id", id).update();
    }

    public void deleteOfRun(UUID run) {
        jdbc.sql("DELETE FROM work WHERE run_id = :run").param("run", run).update();
    }

    private List<WorkItem> items(JdbcClient.StatementSpec query) {
        return unreadable.list(query, "run_id", WorkRepository::item);
    }

    private static WorkItem item(ResultSet row, int number) throws SQLException {
        return new WorkItem(
                Columns.id(row, "id"),
                Columns.id(row, "run_id"),
                row.getObject("table_run_id", UUID.class),
                Columns.document(row, "payload", Work.class),
                Columns.priority(row),
                Columns.moment(row, "enqueued_at"),
                Columns.moment(row, "not_before"),
                Columns.instant(row, "give_up_at"),
                WorkState.valueOf(row.getString("state")),
                row.getLong("fence"),
                row.getInt("losses"),
                row.getString("worker"),
                Columns.instant(row, "lease_until"),
                refusal(row));
    }

    private static WorkItem.@Nullable Refusal refusal(ResultSet row) throws SQLException {
        Instant since = Columns.instant(row, "refused_at");
        return since == null ? null : new WorkItem.Refusal(Columns.words(row, "refused_by"), since);
    }
}
