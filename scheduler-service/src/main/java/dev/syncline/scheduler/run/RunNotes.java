package dev.syncline.scheduler.run;

import java.util.UUID;

import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.Turn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes down what happens to runs as a whole, for their logs.
@Repository
class RunNotes {

    private final JdbcClient jdbc;

    RunNotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Turn turn, UUID run, String note) {
        jdbc.sql("INSERT INTO run_note (run_id, at, note) SELECT id, :at, :note FROM run WHERE id = :run")
                .param("at", Columns.time(turn.now()))
                .param("note", note)
                .param("run", run)
                .update();
    }
}
