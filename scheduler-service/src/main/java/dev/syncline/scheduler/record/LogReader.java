package dev.syncline.scheduler.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import dev.syncline.contracts.table.TableName;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads what the services have said of runs.
@Component
class LogReader {

    private final JdbcClient jdbc;

    LogReader(@Qualifier(ReaderPool.CONNECTIONS) HikariDataSource connections) {
        this.jdbc = JdbcClient.create(connections);
    }

    /// A line of a run's log.
    ///
    /// @param number grows, though not by one
    /// @param level `INFO`, `WARN` or `ERROR`
    /// @param service `scheduler`, `extractor` or `loader`
    /// @param table of the source; null where it is about the run as a whole
    /// @param targetId null where it is about no target
    /// @param attempt at the table, or null
    record Line(
            long number, Instant at, String level, String service, @Nullable TableName table, @Nullable Long targetId, @Nullable Integer attempt, String text) {}

    /// @param levels only these
    /// @param text only lines that have it, in any letter case; or null
    List<Line> lines(UUID run, List<String> levels, @Nullable TableName table, @Nullable Long target, @Nullable String text, long after, int most) {
        return jdbc.sql("""
                        SELECT number, at, level, service, table_schema, table_name, target_id, attempt, text
                        FROM run_log
                        WHERE run_id = :run
                        AND number > :after
                        AND level = ANY(:levels)
                        AND (CAST(:schema AS text) IS NULL OR (table_schema = :schema AND table_name = :table))
                        AND (CAST(:target AS bigint) IS NULL OR target_id = :target)
                        AND (CAST(:text AS text) IS NULL OR position(lower(:text) IN lower(text)) > 0)
                        ORDER BY number
                        LIMIT :most
                        """)
                .param("run", run)
                .param("after", after)
                .param("levels", levels.toArray(String[]::new))
                .param("schema", table == null ? null : table.schema())
                .param("table", table == null ? null : table.table())
                .param("target", target)
                .param("text", text)
                .param("most", most)
                .query(LogReader::line)
                .list();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        String schema = row.getString("table_schema");
        return new Line(
                row.getLong("number"),
                Columns.moment(row, "at"),
                row.getString("level"),
                row.getString("service"),
                schema == null ? null : new TableName(schema, row.getString("table_name")),
                row.getObject("target_id", Long.class),
                row.getObject("attempt", Integer.class),
                row.getString("text"));
    }
}
