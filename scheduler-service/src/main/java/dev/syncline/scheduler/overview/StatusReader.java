package dev.syncline.scheduler.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import dev.syncline.contracts.table.TableName;
import dev.syncline.scheduler.record.ReaderPool;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads where projects and their tables stand, by the connections of those who only look.
@Component
class StatusReader {

    private static final String PROJECTS = """
            SELECT project.id, coalesce(project.name, '') AS name,
                last.id AS last_id, last.state AS last_state, last.origin AS last_origin, last.tables AS last_tables, last.failed AS last_failed,
                last.failure_code, last.failure_message, last.requested_at AS last_requested_at, last.finished_at AS last_finished_at,
                present.id AS present_id, present.state AS present_state, present.origin AS present_origin, present.tables AS present_tables,
                present.settled AS present_settled, present.failed AS present_failed, present.requested_at AS present_requested_at, present.began_at AS present_began_at,
                succeeded.finished_at AS last_success, failing.runs AS failing, failing.since AS failing_since,
                (SELECT min(next_due_at) FROM plan WHERE plan.project_id = project.id AND enabled) AS next_due,
                held.tables, held.failing AS tables_failing, held.fresh_as_of
            FROM project
            LEFT JOIN LATERAL (
                SELECT id, state, origin, tables, failed, failure_code, failure_message, requested_at, finished_at
                FROM run
                WHERE run.project_id = project.id AND finished_at IS NOT NULL
                ORDER BY number DESC
                LIMIT 1
            ) AS last ON true
            LEFT JOIN LATERAL (
                SELECT id, state, origin, tables, settled, failed, requested_at, began_at
                FROM run
                WHERE run.project_id = project.id AND finished_at IS NULL
                ORDER BY began_at NULLS LAST, number
                LIMIT 1
            ) AS present ON true
            LEFT JOIN LATERAL (
                SELECT number, finished_at
                FROM run
                WHERE run.project_id = project.id AND state = 'SUCCEEDED' AND NOT single_table AND chosen IS NULL
                ORDER BY number DESC
                LIMIT 1
            ) AS succeeded ON true
            LEFT JOIN LATERAL (
                SELECT count(*) AS runs, min(finished_at) AS since
                FROM run
                WHERE run.project_id = project.id AND number > coalesce(succeeded.number, 0) AND state = 'FAILED' AND NOT single_table AND chosen IS NULL
            ) AS failing ON true
            LEFT JOIN LATERAL (
                SELECT count(*) AS tables, count(*) FILTER (WHERE table_state.failing > 0) AS failing,
                    CASE WHEN count(*) = count(fresh_as_of) THEN min(fresh_as_of) END AS fresh_as_of
                FROM table_state
                WHERE table_state.project_id = project.id AND table_state.state <> 'GONE'
            ) AS held ON true
            WHERE NOT deleted
            """;

    private final JdbcClient jdbc;

    StatusReader(@Qualifier(ReaderPool.CONNECTIONS) HikariDataSource connections) {
        this.jdbc = JdbcClient.create(connections);
    }

    /// @param projects only these; all where it is empty
    /// @param text only those whose name has it, in any letter case; or null
    /// @param failing whether only those are wanted whose last runs failed
    List<ProjectStatus> projects(List<Long> projects, @Nullable String text, boolean failing, long after, int most) {
        return jdbc.sql(PROJECTS + """
                        AND project.id > :after
                        AND (:all OR project.id = ANY(CAST(:projects AS bigint[])))
                        AND (CAST(:text AS text) IS NULL OR position(lower(:text) IN lower(project.name)) > 0)
                        AND (NOT :failing OR failing.runs > 0)
                        ORDER BY project.id
                        LIMIT :most
                        """)
                .param("after", after)
                .param("all", projects.isEmpty())
                .param("projects", projects.toArray(Long[]::new))
                .param("text", text)
                .param("failing", failing)
                .param("most", most)
                .query(StatusReader::project)
                .list();
    }

    /// Projects that have failed for longest, first.
    List<ProjectStatus> attention(int most) {
        return jdbc.sql(PROJECTS + "AND failing.runs > 0 ORDER BY failing.since, project.id LIMIT :most").param("most", most).query(StatusReader::project).list();
    }

    /// @param state `LOADED`, `FAILED`, `GONE` or null for all
    /// @param text only those whose name, in the source or in the target, has it, in any letter case; or null
    List<TableStatus> tables(long project, @Nullable String state, @Nullable String text, TablePosition after, int most) {
        return jdbc.sql("""
                        SELECT held.*, present.state AS now
                        FROM table_state AS held
                        LEFT JOIN LATERAL (
                            SELECT id FROM run WHERE run.project_id = :project AND finished_at IS NULL AND began_at IS NOT NULL LIMIT 1
                        ) AS active ON true
                        LEFT JOIN table_run AS present ON present.run_id = active.id
                            AND present.source_schema = held.source_schema AND present.source_table = held.source_table
                        WHERE held.project_id = :project
                        AND (held.source_schema, held.source_table, held.target_id) > (:schema, :table, :target)
                        AND (CAST(:state AS text) IS NULL OR held.state = :state)
                        AND (CAST(:text AS text) IS NULL
                            OR position(lower(:text) IN lower(held.source_schema || '.' || held.source_table)) > 0
                            OR position(lower(:text) IN lower(held.target_schema || '.' || held.target_table)) > 0)
                        ORDER BY held.source_schema, held.source_table, held.target_id
                        LIMIT :most
                        """)
                .param("project", project)
                .param("schema", after.schema())
                .param("table", after.table())
                .param("target", after.target())
                .param("state", state)
                .param("text", text)
                .param("most", most)
                .query(StatusReader::table)
                .list();
    }

    private static ProjectStatus project(ResultSet row, int number) throws SQLException {
        UUID last = row.getObject("last_id", UUID.class);
        UUID present = row.getObject("present_id", UUID.class);
        return new ProjectStatus(
                row.getLong("id"),
                row.getString("name"),
                last == null
                        ? null
                        : new ProjectStatus.LastRun(
                                last, row.getString("last_state"), row.getString("last_origin"), row.getInt("last_tables"), row.getInt("last_failed"), Columns.failure(row),
                                Columns.moment(row, "last_requested_at"), Columns.moment(row, "last_finished_at")),
                present == null
                        ? null
                        : new ProjectStatus.Running(
                                present, row.getString("present_state"), row.getString("present_origin"), row.getInt("present_tables"), row.getInt("present_settled"),
                                row.getInt("present_failed"), Columns.moment(row, "present_requested_at"), Columns.instant(row, "present_began_at")),
                Columns.instant(row, "last_success"),
                row.getInt("failing"),
                Columns.instant(row, "failing_since"),
                Columns.instant(row, "next_due"),
                row.getInt("tables"),
                row.getInt("tables_failing"),
                Columns.instant(row, "fresh_as_of"));
    }

    static TableStatus table(ResultSet row, int number) throws SQLException {
        return new TableStatus(
                new TableName(row.getString("source_schema"), row.getString("source_table")),
                row.getLong("target_id"),
                new TableName(row.getString("target_schema"), row.getString("target_table")),
                row.getString("state"),
                row.getString("now"),
                Columns.instant(row, "fresh_as_of"),
                Columns.instant(row, "loaded_at"),
                row.getObject("rows", Long.class),
                row.getObject("bytes", Long.class),
                row.getString("mode"),
                Objects.requireNonNull(row.getObject("run_id", UUID.class)),
                row.getInt("failing"),
                Columns.failure(row),
                Columns.moment(row, "changed_at"));
    }
}
