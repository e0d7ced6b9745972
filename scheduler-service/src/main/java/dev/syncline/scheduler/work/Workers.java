package dev.syncline.scheduler.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerAnnounced.InHand;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Knows which workers live, and keeps what they have in hand theirs.
@Component
public class Workers {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final WorkRepository works;
    private final Outbox outbox;
    private final WorkProperties properties;
    private final SchedulerMetrics metrics;

    Workers(JdbcClient jdbc, JdbcTemplate batches, WorkRepository works, Outbox outbox, WorkProperties properties, SchedulerMetrics metrics) {
        this.metrics = metrics;
        this.jdbc = jdbc;
        this.batches = batches;
        this.works = works;
        this.outbox = outbox;
        this.properties = properties;
    }

    /// Work that has begun to wait for one of our own services, or has gone on.
    ///
    /// @param waitsFor the service, and why; null where it has gone on
    public record Waiting(WorkItem item, @Nullable String waitsFor) {}

    /// Takes what workers say of themselves: they live, and this is how far they are.
    ///
    /// @return what has begun to wait, or has gone on, since they last spoke
    public List<Waiting> announced(SchedulerTransaction transaction, Collection<WorkerAnnounced> announcements) {
        if (silent(transaction)) {
            renewAll(transaction);
        }
        Map<String, WorkerAnnounced> latest = new LinkedHashMap<>();
        announcements.forEach(announcement -> latest.put(announcement.worker(), announcement));
        latest.values().forEach(announcement -> metrics.heard(announcement.kind(), announcement.at(), transaction.now()));
        save(transaction, latest.values());
        // Whatever it was given stands before this in the topic.
        latest.values().stream().filter(announcement -> announcement.slots() == 0).map(WorkerAnnounced::worker)
                .forEach(leaving -> outbox.add(Topics.WORK, leaving, new WorkCommand.Dismiss(leaving)));
        return renew(transaction, latest.values());
    }

    /// Whether nobody has spoken for so long that it must be the broker that is away.
    public boolean silent(SchedulerTransaction transaction) {
        return jdbc.sql("SELECT coalesce(max(announced_at) < :since, true) FROM worker")
                .param("since", Columns.time(transaction.now().minus(properties.silence())))
                .query(Boolean.class)
                .single();
    }

    /// Tells a holder to stop; what it had is free once it answers, or once its lease ends.
    public void withdraw(WorkItem item) {
        String worker = item.worker();
        if (worker != null) {
            withdraw(worker, item.id(), item.fence());
        }
    }

    /// Forgets workers that have not spoken for long.
    public void forget(Instant silentSince) {
        jdbc.sql("DELETE FROM worker WHERE announced_at < :since").param("since", Columns.time(silentSince)).update();
    }

    private void withdraw(String worker, UUID work, long fence) {
        outbox.add(Topics.WORK, worker, new WorkCommand.Withdraw(worker, work, fence));
    }

    private void renewAll(SchedulerTransaction transaction) {
        jdbc.sql("""
                        UPDATE work
                        SET lease_until = :until
                        WHERE state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN')
                        """)
                .param("until", Columns.time(transaction.now().plus(properties.lease())))
                .update();
        // Who was there when the silence began may be there still, and only has not had its turn to speak.
        jdbc.sql("""
                        UPDATE worker
                        SET announced_at = :now
                        WHERE announced_at > (SELECT max(announced_at) FROM worker) - make_interval(secs => :lease)
                        """)
                .param("now", Columns.time(transaction.now()))
                .param("lease", properties.lease().toMillis() / 1000.0)
                .update();
    }

    private void save(SchedulerTransaction transaction, Collection<WorkerAnnounced> announcements) {
        batches.batchUpdate(
                """
                        INSERT INTO worker (id, kind, slots, announced_at)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE
                        SET slots = EXCLUDED.slots, announced_at = EXCLUDED.announced_at
                        """,
                announcements,
                announcements.size(),
                (statement, announcement) -> {
                    statement.setString(1, announcement.worker());
                    statement.setString(2, announcement.kind().name());
                    statement.setInt(3, announcement.slots());
                    statement.setObject(4, Columns.time(transaction.now()));
                });
    }

    private List<Waiting> renew(SchedulerTransaction transaction, Collection<WorkerAnnounced> announcements) {
        List<UUID> named = announcements.stream()
                .flatMap(announcement -> announcement.inHand().stream())
                .map(InHand::workId)
                .toList();
        if (named.isEmpty()) {
            return List.of();
        }
        Map<UUID, WorkItem> items = works.find(named).stream().collect(Collectors.toMap(WorkItem::id, Function.identity()));
        List<InHand> renewed = new ArrayList<>();
        for (WorkerAnnounced announcement : announcements) {
            for (InHand hand : announcement.inHand()) {
                WorkItem item = items.get(hand.workId());
                WorkItem.Hand answer =
                        item == null ? WorkItem.Hand.WITHDRAW : item.inHandOf(announcement.worker(), hand.fence());
                switch (answer) {
                    case RENEW -> renewed.add(hand);
                    case WITHDRAW -> withdraw(announcement.worker(), hand.workId(), hand.fence());
                }
            }
        }
        renew(transaction, renewed);
        return waiting(renewed, items);
    }

    private List<Waiting> waiting(List<InHand> renewed, Map<UUID, WorkItem> items) {
        List<Waiting> changed = new ArrayList<>();
        jdbc.sql("""
                        UPDATE work
                        SET waits_for = said.waits_for
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:texts AS text[])) AS said(id, waits_for)
                        WHERE work.id = said.id AND work.waits_for IS DISTINCT FROM said.waits_for
                        RETURNING work.id, work.waits_for
                        """)
                .param("ids", Columns.ids(renewed.stream().map(InHand::workId).toList()))
                .param("texts", renewed.stream().map(InHand::waitsFor).toArray(String[]::new))
                .query(row -> {
                    changed.add(new Waiting(Objects.requireNonNull(items.get(Columns.id(row, "id"))), row.getString("waits_for")));
                });
        return changed;
    }

    private void renew(SchedulerTransaction transaction, List<InHand> renewed) {
        batches.batchUpdate(
                """
                        UPDATE work
                        SET state = 'ASSIGNED', lease_until = ?, rows = ?, bytes = ?, next_offset = greatest(next_offset, ?)
                        WHERE id = ?
                        """,
                renewed,
                Math.max(1, renewed.size()),
                (statement, hand) -> {
                    statement.setObject(1, Columns.time(transaction.now().plus(properties.lease())));
                    statement.setLong(2, hand.rows());
                    statement.setLong(3, hand.bytes());
                    statement.setLong(4, hand.nextOffset());
                    statement.setObject(5, hand.workId());
                });
    }
}
