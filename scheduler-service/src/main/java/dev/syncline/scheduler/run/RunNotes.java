package dev.syncline.scheduler.run;

import java.util.UUID;

import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes down what happens to runs as a whole, for their logs.
@Repository
class RunNotes {

    private final JdbcClient jdbc;

    RunNotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchedulerTransaction transaction, UUID run, String note) {
        jdbc.sql("""
                        WITH noted AS (
                            INSERT INTO run_note (run_id, at, note)
                            SELECT id, :at, :note FROM run WHERE id = :run
                            RETURNING run_id, at, note)
                        INSERT INTO run_log (run_id, at, level, service, text)
                        SELECT run_id, at, :level, 'scheduler', note FROM noted
                        """)
                .param("level", note.startsWith("FAILED") ? "ERROR" : "INFO")
                .param("at", Columns.time(transaction.now()))
                .param("note", note)
                .param("run", run)
                .update();
    }
}
