package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.Work;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Writes down what the services say of runs.
@Repository
class RunLines {

    private final JdbcTemplate batches;

    RunLines(JdbcTemplate batches) {
        this.batches = batches;
    }

    /// @param table of the source; null where it is about the run as a whole
    /// @param target null where it is about no target
    /// @param attempt at the table, or null
    record Said(UUID run, Instant at, Level level, String service, @Nullable TableName table, @Nullable Long target, @Nullable Integer attempt, String text) {

        /// What the scheduler has decided of a table.
        static Said decided(TableRun table, @Nullable Long target, int attempt, Instant at, Level level, String text) {
            return new Said(table.runId(), at, level, "scheduler", table.source(), target, attempt, text);
        }

        /// What a worker has said of its work.
        ///
        /// @param attempt null where it is no table's
        static Said by(Work work, @Nullable TableName table, @Nullable Integer attempt, LogLine line) {
            return switch (work) {
                case Work.DiscoverTables _, Work.ExtractTable _ -> new Said(work.runId(), line.at(), line.level(), "extractor", table, null, attempt, line.text());
                case Work.InspectTarget _, Work.LoadTable _, Work.CleanUpLoad _, Work.SweepTarget _ ->
                    new Said(work.runId(), line.at(), line.level(), "loader", table, work.connection(), attempt, line.text());
            };
        }
    }

    void add(Collection<Said> lines) {
        batches.batchUpdate(
                """
                        INSERT INTO run_log (run_id, at, level, service, table_schema, table_name, target_id, attempt, text)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                lines,
                Math.max(1, lines.size()),
                (statement, line) -> {
                    statement.setObject(1, line.run());
                    statement.setObject(2, Columns.time(line.at()));
                    statement.setString(3, line.level().name());
                    statement.setString(4, line.service());
                    statement.setString(5, line.table() == null ? null : line.table().schema());
                    statement.setString(6, line.table() == null ? null : line.table().table());
                    statement.setObject(7, line.target());
                    statement.setObject(8, line.attempt());
                    statement.setString(9, line.text().replace("\u0000", "\\u0000"));
                });
    }
}
