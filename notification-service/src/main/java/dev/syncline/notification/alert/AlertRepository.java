package dev.syncline.notification.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.notification.delivery.Channel;
import dev.syncline.notification.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AlertRepository {

    // One that a newer version has raised must not spoil a list.
    private static final String[] KNOWN = Arrays.stream(AlertKind.values()).map(Enum::name).toArray(String[]::new);

    private final JdbcClient jdbc;

    AlertRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return the alert's id, or nothing where this event has raised one already
    Optional<Long> add(Occasion occasion) {
        return jdbc.sql("""
                        INSERT INTO alert (kind, event_id, run_id, project_id, project_name, subject, happened_at, gone)
                        VALUES (:kind, :eventId, :runId, :projectId, :projectName, :subject, :at, :gone)
                        ON CONFLICT (event_id) DO NOTHING
                        RETURNING id
                        """)
                .param("kind", occasion.kind().name())
                .param("eventId", occasion.eventId())
                .param("runId", occasion.runId())
                .param("projectId", occasion.projectId())
                .param("projectName", occasion.projectName() == null ? null : AlertWords.name(occasion.projectName()))
                .param("subject", occasion.mail().subject())
                .param("at", occasion.at().atOffset(ZoneOffset.UTC))
                .param("gone", occasion.gone())
                .query(Long.class)
                .optional();
    }

    /// Alerts from the newest on.
    ///
    /// @param before only those that are older than this one
    /// @param project only those about this project
    /// @param state only those of which some recipient's last delivery is in this state; of a summary's, where a summary tells of it
    /// @param channel only those that went that way; together with the state, only those of which such a delivery did
    List<Alert> findBefore(
            long before,
            @Nullable Long project,
            @Nullable AlertKind kind,
            @Nullable DeliveryState state,
            @Nullable Channel channel,
            int limit) {
        return jdbc.sql("""
                        SELECT id, kind, run_id, project_id, project_name, subject, happened_at
                        FROM alert
                        WHERE id < :before
                            AND (:project::bigint IS NULL OR project_id = :project::bigint)
                            AND (:kind::text IS NULL OR kind = :kind::text)
                            AND kind = ANY(:known)
                            AND (:state::text IS NULL AND :channel::text IS NULL OR EXISTS (
                                SELECT
                                FROM delivery own
                                    JOIN delivery shown ON shown.id = coalesce(own.summary_id, own.id)
                                WHERE own.alert_id = alert.id
                                    AND (:state::text IS NULL OR shown.state = :state::text)
                                    AND (:channel::text IS NULL OR own.channel = :channel::text)
                                    AND NOT EXISTS (SELECT FROM delivery later WHERE later.again_of = own.id)))
                        ORDER BY id DESC
                        LIMIT :limit
                        """)
                .param("known", KNOWN)
                .param("state", state == null ? null : state.name())
                .param("channel", channel == null ? null : channel.name())
                .param("before", before)
                .param("project", project)
                .param("kind", kind == null ? null : kind.name())
                .param("limit", limit)
                .query((row, _) -> alert(row))
                .list();
    }

    Optional<Alert> find(long id) {
        return jdbc.sql("""
                        SELECT id, kind, run_id, project_id, project_name, subject, happened_at
                        FROM alert
                        WHERE id = :id AND kind = ANY(:known)
                        """)
                .param("id", id)
                .param("known", KNOWN)
                .query((row, _) -> alert(row))
                .optional();
    }

    /// What some alerts are about, the greatest number first.
    List<AlertCount> count(List<Long> ids) {
        return jdbc.sql("""
                        SELECT project_id, max(project_name) AS project_name, kind, count(*) AS count, max(happened_at) AS last,
                            (array_agg(gone ORDER BY happened_at DESC, id DESC))[1] AS gone
                        FROM alert
                        WHERE id = ANY(:ids) AND project_id IS NOT NULL AND kind = ANY(:known)
                        GROUP BY project_id, kind
                        ORDER BY count(*) DESC, project_id, kind
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("known", KNOWN)
                .query((row, _) -> new AlertCount(
                        row.getLong("project_id"),
                        row.getString("project_name"),
                        AlertKind.valueOf(row.getString("kind")),
                        row.getLong("count"),
                        row.getObject("last", OffsetDateTime.class).toInstant(),
                        row.getString("gone")))
                .list();
    }

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getLong("id"),
                AlertKind.valueOf(row.getString("kind")),
                row.getObject("run_id", UUID.class),
                row.getObject("project_id", Long.class),
                row.getString("project_name"),
                row.getString("subject"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant());
    }
}
