package dev.syncline.notification.alert;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.run.RunEvent.RunFailed;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AlertRepository {

    private final JdbcClient jdbc;

    AlertRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(RunFailed run, String subject) {
        return jdbc.sql("""
                        INSERT INTO alert (run_id, project_id, project_name, subject, failed_at)
                        VALUES (:runId, :projectId, :projectName, :subject, :failedAt)
                        RETURNING id
                        """)
                .param("runId", run.runId())
                .param("projectId", run.projectId())
                .param("projectName", run.projectName())
                .param("subject", subject)
                .param("failedAt", run.at().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /// Alerts from the newest on.
    ///
    /// @param before only those that are older than this one
    List<Alert> findBefore(@Nullable Long before, int limit) {
        return jdbc.sql("""
                        SELECT id, run_id, project_id, project_name, subject, failed_at
                        FROM alert
                        WHERE id < :before
                        ORDER BY id DESC
                        LIMIT :limit
                        """)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query((row, _) -> new Alert(
                        row.getLong("id"),
                        row.getObject("run_id", UUID.class),
                        row.getLong("project_id"),
                        row.getString("project_name"),
                        row.getString("subject"),
                        row.getObject("failed_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
