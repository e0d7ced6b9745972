package dev.syncline.notification.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Messages and how far they have come. Time is the database's, so that instances whose clocks differ agree on leases.
@Repository
public class Deliveries {

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps a message for sending; part of the caller's transaction.
    public void add(long alertId, Message message) {
        insert(alertId, message, DeliveryState.PENDING);
    }

    private long insert(@Nullable Long alertId, Message message, DeliveryState state) {
        return jdbc.sql("""
                        INSERT INTO delivery (alert_id, channel, key, recipient, subject, body, html, state)
                        VALUES (:alertId, :channel, :key, :recipient, :subject, :body, :html, :state)
                        RETURNING id
                        """)
                .param("alertId", alertId)
                .param("channel", message.channel().name())
                .param("key", message.key())
                .param("recipient", message.recipient())
                .param("subject", message.subject())
                .param("body", message.body())
                .param("html", message.html())
                .param("state", state.name())
                .query(Long.class)
                .single();
    }

    /// Takes the message of a channel that has waited longest, for as long as the lease.
    Optional<Delivery> claim(Channel channel, Duration lease) {
        return jdbc.sql("""
                        UPDATE delivery
                        SET attempts = attempts + 1,
                            next_attempt_at = now() + :millis * interval '1 millisecond'
                        WHERE id = (
                            SELECT id
                            FROM delivery
                            WHERE channel = :channel AND state = 'PENDING' AND next_attempt_at <= now()
                            ORDER BY next_attempt_at, id
                            LIMIT 1
                            FOR UPDATE SKIP LOCKED)
                        RETURNING id, channel, key, recipient, subject, body, html, created_at, attempts
                        """)
                .param("channel", channel.name())
                .param("millis", lease.toMillis())
                .query((row, _) -> delivery(row))
                .optional();
    }

    /// The run that a message tells of; nothing where it tells of many, or of none.
    Optional<UUID> runOf(Delivery delivery) {
        return jdbc.sql("SELECT run_id FROM alert JOIN delivery ON delivery.alert_id = alert.id WHERE delivery.id = :id AND run_id IS NOT NULL")
                .param("id", delivery.id())
                .query(UUID.class)
                .optional();
    }

    /// @return false where the lease had ended and somebody else has taken the delivery
    boolean finish(Delivery delivery, DeliveryState state, @Nullable String error) {
        return jdbc.sql("""
                        UPDATE delivery
                        SET state = :state,
                            last_error = :error,
                            finished_at = now()
                        WHERE id = :id AND attempts = :attempt AND state = 'PENDING'
                        """)
                .param("state", state.name())
                .param("error", error)
                .param("id", delivery.id())
                .param("attempt", delivery.attempt())
                .update() == 1;
    }

    void postpone(Delivery delivery, Duration pause, String error) {
        jdbc.sql("""
                        UPDATE delivery
                        SET next_attempt_at = now() + :millis * interval '1 millisecond',
                            last_error = :error
                        WHERE id = :id AND attempts = :attempt AND state = 'PENDING'
                        """)
                .param("millis", pause.toMillis())
                .param("error", error)
                .param("id", delivery.id())
                .param("attempt", delivery.attempt())
                .update();
    }

    /// Lets messages rest that would come sooner, without counting it as an attempt of theirs.
    ///
    /// @param recipient whose messages; null for the whole channel
    void rest(Channel channel, @Nullable String recipient, Duration pause) {
        jdbc.sql("""
                        UPDATE delivery
                        SET next_attempt_at = now() + :millis * interval '1 millisecond'
                        WHERE channel = :channel AND state = 'PENDING'
                            AND next_attempt_at < now() + :millis * interval '1 millisecond'
                            AND recipient = coalesce(:recipient, recipient)
                        """)
                .param("channel", channel.name())
                .param("recipient", recipient)
                .param("millis", pause.toMillis())
                .update();
    }

    /// The age of a delivery by the database's clock.
    Duration age(Delivery delivery) {
        return jdbc.sql("SELECT (extract(epoch FROM now() - created_at) * 1000)::bigint FROM delivery WHERE id = :id")
                .param("id", delivery.id())
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO);
    }

    /// How far the deliveries of some alerts have come, by alert.
    public Map<Long, List<DeliveryProgress>> progress(Collection<Long> alertIds) {
        if (alertIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        SELECT own.alert_id, own.channel, own.recipient, own.state = 'COLLECTED' AS summarised,
                            shown.state, shown.attempts, shown.last_error, shown.next_attempt_at, shown.finished_at
                        FROM delivery own
                            JOIN delivery shown ON shown.id = coalesce(own.summary_id, own.id)
                        WHERE own.alert_id IN (:alertIds)
                        ORDER BY own.id
                        """)
                .param("alertIds", alertIds)
                .query((row, _) -> Map.entry(row.getLong("alert_id"), progress(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /// What an alert's recipients were told last, one for each.
    public List<DeliveryProgress> latest(long alertId) {
        return jdbc.sql("""
                        SELECT own.alert_id, own.channel, own.recipient, own.state = 'COLLECTED' AS summarised,
                            own.state, own.attempts, own.last_error, own.next_attempt_at, own.finished_at
                        FROM delivery own
                        WHERE own.alert_id = :alertId AND NOT EXISTS (SELECT FROM delivery later WHERE later.again_of = own.id)
                        ORDER BY own.id
                        """)
                .param("alertId", alertId)
                .query((row, _) -> progress(row))
                .list();
    }

    /// Puts what a recipient was told last on its way once more, as a message of its own: a mail server or a mailbox leaves out what has a Message-ID that it
    /// has seen.
    public void sendAgain(long alertId, Channel channel, String recipient) {
        jdbc.sql("""
                        INSERT INTO delivery (alert_id, channel, key, recipient, subject, body, html, state, again_of)
                        SELECT alert_id, channel, CASE channel
                                WHEN 'MAIL' THEN regexp_replace(key, '^<[^@]*@', '<' || gen_random_uuid() || '@')
                                ELSE gen_random_uuid()::text
                            END, recipient, subject, body, html, 'PENDING', id
                        FROM delivery own
                        WHERE alert_id = :alertId AND channel = :channel AND recipient = :recipient AND state NOT IN ('PENDING', 'COLLECTED')
                            AND NOT EXISTS (SELECT FROM delivery later WHERE later.again_of = own.id)
                        """)
                .param("alertId", alertId)
                .param("channel", channel.name())
                .param("recipient", recipient)
                .update();
    }

    long pending(Channel channel) {
        return jdbc.sql("SELECT count(*) FROM delivery WHERE channel = :channel AND state = 'PENDING'")
                .param("channel", channel.name())
                .query(Long.class)
                .single();
    }

    double oldestPendingSeconds(Channel channel) {
        return jdbc.sql("""
                        SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)
                        FROM delivery
                        WHERE channel = :channel AND state = 'PENDING'
                        """)
                .param("channel", channel.name())
                .query(Double.class)
                .single();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                new Message(
                        Channel.valueOf(row.getString("channel")),
                        row.getString("key"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getString("html")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static DeliveryProgress progress(ResultSet row) throws SQLException {
        DeliveryState state = DeliveryState.valueOf(row.getString("state"));
        return new DeliveryProgress(
                Channel.valueOf(row.getString("channel")),
                row.getString("recipient"),
                state,
                row.getBoolean("summarised"),
                row.getInt("attempts"),
                row.getString("last_error"),
                state == DeliveryState.PENDING ? instant(row, "next_attempt_at") : null,
                instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    // ---- what a recipient gets in a summary ----

    /// Lets one transaction at a time decide on messages to a recipient; until the transaction ends.
    public void lock(String recipient) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:recipient, 0))").param("recipient", recipient).query((_, _) -> true).single();
    }

    /// How many messages of their own a recipient got in a time that ends now.
    public int countSingle(Channel channel, String recipient, Duration time) {
        return jdbc.sql("""
                        SELECT count(*)
                        FROM delivery
                        WHERE channel = :channel AND recipient = :recipient AND created_at > now() - :millis * interval '1 millisecond'
                            AND alert_id IS NOT NULL AND state <> 'COLLECTED'
                        """)
                .param("channel", channel.name())
                .param("recipient", recipient)
                .param("millis", time.toMillis())
                .query(Integer.class)
                .single();
    }

    /// Keeps for the next summary that the recipient is to be told of an alert.
    public void collect(long alertId, Message message) {
        insert(alertId, message, DeliveryState.COLLECTED);
    }

    /// Recipients of whose collected alerts the first has waited for this long.
    public List<String> waitingForSummary(Duration wait) {
        return jdbc.sql("""
                        SELECT recipient
                        FROM delivery
                        WHERE state = 'COLLECTED' AND summary_id IS NULL
                        GROUP BY recipient
                        HAVING min(created_at) <= now() - :millis * interval '1 millisecond'
                        ORDER BY recipient
                        """)
                .param("millis", wait.toMillis())
                .query(String.class)
                .list();
    }

    /// The alerts that are collected for a recipient, oldest first.
    public List<Long> collected(String recipient) {
        return jdbc.sql("""
                        SELECT alert_id
                        FROM delivery
                        WHERE recipient = :recipient AND state = 'COLLECTED' AND summary_id IS NULL
                        ORDER BY id
                        """)
                .param("recipient", recipient)
                .query(Long.class)
                .list();
    }

    /// Keeps a summary for sending, of all alerts that are collected for its recipient.
    public void addSummary(Message summary) {
        long id = insert(null, summary, DeliveryState.PENDING);
        jdbc.sql("""
                        UPDATE delivery
                        SET summary_id = :summary
                        WHERE recipient = :recipient AND state = 'COLLECTED' AND summary_id IS NULL
                        """)
                .param("summary", id)
                .param("recipient", summary.recipient())
                .update();
    }
}
