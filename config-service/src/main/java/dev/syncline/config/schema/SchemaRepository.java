package dev.syncline.config.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SchemaRepository {

    private static final String COLUMNS =
            "id, table_schema, table_name, kind, column_name, before, after, state, found_at, settled_at, settled_by";

    private final JdbcClient jdbc;

    SchemaRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Lets one transaction at a time compare and settle the changes of a project; until it ends.
    ///
    /// @return whether there is such a project
    boolean lock(long project) {
        return jdbc.sql("SELECT true FROM project WHERE id = :project FOR NO KEY UPDATE").param("project", project).query(Boolean.class).optional().isPresent();
    }

    List<Long> projects() {
        return jdbc.sql("SELECT id FROM project ORDER BY id").query(Long.class).list();
    }

    /// @param after only those behind this one
    List<StoredChange> page(long project, @Nullable ChangeState state, long after, int limit) {
        return jdbc.sql("""
                SELECT %s
                FROM schema_change
                WHERE project_id = :project AND id > :after AND (CAST(:state AS text) IS NULL OR state = :state)
                ORDER BY id
                LIMIT :limit
                """.formatted(COLUMNS))
                .param("project", project)
                .param("after", after)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query((row, _) -> change(row))
                .list();
    }

    List<StoredChange> all(long project, ChangeState state) {
        return page(project, state, 0, Integer.MAX_VALUE);
    }

    int pending(long project) {
        return jdbc.sql("SELECT count(*) FROM schema_change WHERE project_id = :project AND state = 'PENDING'").param("project", project).query(Integer.class).single();
    }

    void insert(long project, FoundChange change, Instant now) {
        jdbc.sql("""
                INSERT INTO schema_change (project_id, table_schema, table_name, kind, column_name, before, after, state, found_at)
                VALUES (:project, :schema, :table, :kind, :column, :before, :after, 'PENDING', :now)
                """)
                .param("project", project)
                .param("schema", change.table().schema())
                .param("table", change.table().table())
                .param("kind", change.kind().name())
                .param("column", change.column())
                .param("before", change.before())
                .param("after", change.after())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Of a change that has gone on.
    void update(long id, FoundChange change) {
        jdbc.sql("UPDATE schema_change SET before = :before, after = :after WHERE id = :id")
                .param("id", id)
                .param("before", change.before())
                .param("after", change.after())
                .update();
    }

    void delete(Collection<Long> ids) {
        jdbc.sql("DELETE FROM schema_change WHERE id = ANY(:ids)").param("ids", ids.toArray(Long[]::new)).update();
    }

    void settle(Collection<Long> ids, ChangeState state, String who, Instant now) {
        jdbc.sql("UPDATE schema_change SET state = :state, settled_at = :now, settled_by = :who WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .param("state", state.name())
                .param("who", who)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// @param failure null where it came to an end
    record Check(Instant at, @Nullable String failure) {}

    Optional<Check> lastCheck(long project) {
        return jdbc.sql("SELECT checked_at, failure FROM schema_check WHERE project_id = :project")
                .param("project", project)
                .query((row, _) -> new Check(row.getObject("checked_at", OffsetDateTime.class).toInstant(), row.getString("failure")))
                .optional();
    }

    void checked(long project, @Nullable String failure, Instant now) {
        jdbc.sql("""
                INSERT INTO schema_check (project_id, checked_at, failure)
                SELECT id, :now, :failure
                FROM project
                WHERE id = :project
                ON CONFLICT (project_id) DO UPDATE SET checked_at = excluded.checked_at, failure = excluded.failure
                """)
                .param("project", project)
                .param("failure", failure)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Takes a project's look for one of several instances.
    ///
    /// @param notWithin nobody takes it where it was looked at so recently
    boolean claim(long project, Duration notWithin, Instant now) {
        return jdbc.sql("""
                INSERT INTO schema_check (project_id, checked_at)
                SELECT id, :now
                FROM project
                WHERE id = :project
                ON CONFLICT (project_id) DO UPDATE SET checked_at = excluded.checked_at
                WHERE schema_check.checked_at < :before
                """)
                .param("project", project)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(notWithin).atOffset(ZoneOffset.UTC))
                .update() == 1;
    }

    private static StoredChange change(ResultSet row) throws SQLException {
        OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
        return new StoredChange(
                row.getLong("id"),
                new FoundChange(
                        new TableName(row.getString("table_schema"), row.getString("table_name")),
                        ChangeKind.valueOf(row.getString("kind")),
                        row.getString("column_name"),
                        row.getString("before"),
                        row.getString("after")),
                ChangeState.valueOf(row.getString("state")),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                settled == null ? null : settled.toInstant(),
                row.getString("settled_by"));
    }
}
