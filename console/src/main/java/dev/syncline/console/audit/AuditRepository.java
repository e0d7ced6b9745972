package dev.syncline.console.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.audit.AuditOutcome;
import dev.syncline.contracts.audit.AuditRecord;
import dev.syncline.contracts.audit.AuditWay;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The audit's records, in the order in which they came.
@Repository
class AuditRepository {

    private static final int AT_ONCE = 5_000;

    private final JdbcClient jdbc;

    AuditRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Numbered(long number, AuditRecord value) {}

    /// Once, however often it is delivered.
    void add(AuditRecord record) {
        jdbc.sql("""
                        INSERT INTO audit (id, at, service, who, way, role, address, operation, object, before, after, outcome, status, problem, request)
                        VALUES (:id, :at, :service, :who, :way, :role, :address, :operation, :object, :before, :after, :outcome, :status, :problem, :request)
                        ON CONFLICT DO NOTHING""")
                .param("id", record.id())
                .param("at", Timestamp.from(record.at()))
                .param("service", record.service())
                .param("who", record.who())
                .param("way", record.way().name())
                .param("role", record.role())
                .param("address", record.address())
                .param("operation", record.operation())
                .param("object", record.object())
                .param("before", record.before())
                .param("after", record.after())
                .param("outcome", record.outcome().name())
                .param("status", record.status())
                .param("problem", record.problem())
                .param("request", record.request())
                .update();
    }

    /// The latest first.
    List<Numbered> findBefore(long number, AuditFilter filter, int limit) {
        return jdbc.sql("""
                        SELECT number, id, at, service, who, way, role, address, operation, object, before, after, outcome, status, problem, request
                        FROM audit
                        WHERE number < :number
                          AND (CAST(:who AS text) IS NULL OR lower(who) = lower(:who))
                          AND (CAST(:service AS text) IS NULL OR service = :service)
                          AND (CAST(:operation AS text) IS NULL OR position(lower(:operation) IN lower(operation)) > 0)
                          AND (CAST(:object AS text) IS NULL OR object = :object OR starts_with(object, CAST(:object AS text) || '/'))
                          AND (CAST(:outcome AS text) IS NULL OR outcome = :outcome)
                          AND (CAST(:from AS timestamptz) IS NULL OR at >= :from)
                          AND (CAST(:to AS timestamptz) IS NULL OR at < :to)
                        ORDER BY number DESC
                        LIMIT :limit""")
                .param("number", number)
                .param("who", filter.who())
                .param("service", filter.service())
                .param("operation", filter.operation())
                .param("object", filter.object())
                .param("outcome", filter.outcome() == null ? null : filter.outcome().name())
                .param("from", timestamp(filter.from()))
                .param("to", timestamp(filter.to()))
                .param("limit", limit)
                .query(AuditRepository::record)
                .list();
    }

    /// A part of what is older, so that no statement lasts long.
    ///
    /// @return whether there may be more
    boolean forget(Instant before) {
        return jdbc.sql("DELETE FROM audit WHERE number IN (SELECT number FROM audit WHERE at < :before ORDER BY at LIMIT :most)")
                .param("before", Timestamp.from(before))
                .param("most", AT_ONCE)
                .update() == AT_ONCE;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static Numbered record(ResultSet row, int number) throws SQLException {
        return new Numbered(row.getLong("number"), new AuditRecord(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("service"),
                row.getString("who"),
                AuditWay.valueOf(row.getString("way")),
                row.getString("role"),
                row.getString("address"),
                row.getString("operation"),
                row.getString("object"),
                row.getString("before"),
                row.getString("after"),
                AuditOutcome.valueOf(row.getString("outcome")),
                row.getInt("status"),
                row.getString("problem"),
                row.getString("request")));
    }
}
