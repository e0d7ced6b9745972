package dev.syncline.notification.mail;

import java.nio.charset.StandardCharsets;
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

/// Mails and how far they have come. Time is the database's, so that instances whose clocks differ agree on leases.
@Repository
public class MailBox {

    private final JdbcClient jdbc;
    private final MailProperties properties;

    MailBox(JdbcClient jdbc, MailProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /// Keeps a mail for sending; part of the caller's transaction.
    ///
    /// @param about what the mail is about: with the recipient it makes the message id, the same for every attempt
    public void add(long alertId, UUID about, MailAddress recipient, MailContent content) {
        UUID id = UUID.nameUUIDFromBytes((about + " " + recipient).getBytes(StandardCharsets.UTF_8));
        jdbc.sql("""
                        INSERT INTO mail (alert_id, message_id, recipient, subject, body_text, body_html)
                        VALUES (:alertId, :messageId, :recipient, :subject, :text, :html)
                        """)
                .param("alertId", alertId)
                .param("messageId", "<%s@%s>".formatted(id, properties.from().domain()))
                .param("recipient", recipient.value())
                .param("subject", content.subject())
                .param("text", content.text())
                .param("html", content.html())
                .update();
    }

    /// Takes the mail that has waited longest, for as long as the lease.
    Optional<Mail> claim(Duration lease) {
        return jdbc.sql("""
                        UPDATE mail
                        SET attempts = attempts + 1,
                            next_attempt_at = now() + :millis * interval '1 millisecond'
                        WHERE id = (
                            SELECT id
                            FROM mail
                            WHERE state = 'PENDING' AND next_attempt_at <= now()
                            ORDER BY next_attempt_at, id
                            LIMIT 1
                            FOR UPDATE SKIP LOCKED)
                        RETURNING id, message_id, recipient, subject, body_text, body_html, created_at, attempts
                        """)
                .param("millis", lease.toMillis())
                .query((row, _) -> mail(row))
                .optional();
    }

    /// @return false where the lease had ended and somebody else has taken the mail
    boolean finish(Mail mail, MailState state, @Nullable String error) {
        return jdbc.sql("""
                        UPDATE mail
                        SET state = :state,
                            last_error = :error,
                            finished_at = now()
                        WHERE id = :id AND attempts = :attempt AND state = 'PENDING'
                        """)
                .param("state", state.name())
                .param("error", error)
                .param("id", mail.id())
                .param("attempt", mail.attempt())
                .update() == 1;
    }

    void postpone(Mail mail, Duration pause, String error) {
        jdbc.sql("""
                        UPDATE mail
                        SET next_attempt_at = now() + :millis * interval '1 millisecond',
                            last_error = :error
                        WHERE id = :id AND attempts = :attempt AND state = 'PENDING'
                        """)
                .param("millis", pause.toMillis())
                .param("error", error)
                .param("id", mail.id())
                .param("attempt", mail.attempt())
                .update();
    }

    /// The age of a mail by the database's clock.
    Duration age(Mail mail) {
        return jdbc.sql("SELECT (extract(epoch FROM now() - created_at) * 1000)::bigint FROM mail WHERE id = :id")
                .param("id", mail.id())
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO);
    }

    /// How far the mails of some alerts have come, by alert.
    public Map<Long, List<MailProgress>> progress(Collection<Long> alertIds) {
        if (alertIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        SELECT alert_id, recipient, state, attempts, last_error, next_attempt_at, finished_at
                        FROM mail
                        WHERE alert_id IN (:alertIds)
                        ORDER BY id
                        """)
                .param("alertIds", alertIds)
                .query((row, _) -> Map.entry(row.getLong("alert_id"), progress(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    long pending() {
        return jdbc.sql("SELECT count(*) FROM mail WHERE state = 'PENDING'").query(Long.class).single();
    }

    double oldestPendingSeconds() {
        return jdbc.sql("SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM mail WHERE state = 'PENDING'")
                .query(Double.class)
                .single();
    }

    private static Mail mail(ResultSet row) throws SQLException {
        return new Mail(
                row.getLong("id"),
                row.getString("message_id"),
                new MailAddress(row.getString("recipient")),
                new MailContent(row.getString("subject"), row.getString("body_text"), row.getString("body_html")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static MailProgress progress(ResultSet row) throws SQLException {
        MailState state = MailState.valueOf(row.getString("state"));
        return new MailProgress(
                row.getString("recipient"),
                state,
                row.getInt("attempts"),
                row.getString("last_error"),
                state == MailState.PENDING ? instant(row, "next_attempt_at") : null,
                instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
