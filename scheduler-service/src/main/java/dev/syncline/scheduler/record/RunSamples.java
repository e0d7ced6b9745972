package dev.syncline.scheduler.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.scheduler.store.Columns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Notes every few seconds how far runs are, for their curves. Of a long run fewer points are kept, so that it never has more than [#MOST].
@Component
public class RunSamples {

    /// Points of a run.
    static final int MOST = 720;

    // The last ones are the point of the run's end, and the one that has just been noted.
    private static final int BETWEEN = MOST - 2;

    private static final Logger log = LoggerFactory.getLogger(RunSamples.class);

    private static final String FAR = """
            SELECT run.id AS run_id,
                run.rows_read + coalesce(hand.rows_read, 0) AS rows_read, run.bytes_read + coalesce(hand.bytes_read, 0) AS bytes_read,
                run.rows + coalesce(hand.rows_loaded, 0) AS rows_loaded, run.bytes + coalesce(hand.bytes_loaded, 0) AS bytes_loaded,
                coalesce(hand.rows_waiting, 0) AS rows_waiting,
                CAST(power(2, greatest(0, ceil(log(2, CAST(greatest(1, extract(epoch FROM :now - run.began_at) * 1000 / :every / :between) AS numeric))))) AS bigint) AS step
            FROM run
            LEFT JOIN LATERAL (
                SELECT sum(work.rows) FILTER (WHERE work.kind = 'EXTRACT') AS rows_read, sum(work.bytes) FILTER (WHERE work.kind = 'EXTRACT') AS bytes_read,
                    sum(work.rows) FILTER (WHERE work.kind = 'LOAD') AS rows_loaded, sum(work.bytes) FILTER (WHERE work.kind = 'LOAD') AS bytes_loaded,
                    sum(greatest(0, coalesce(reading.rows, CAST(table_run.manifest ->> 'rows' AS bigint), 0) - work.rows)) FILTER (WHERE work.kind = 'LOAD') AS rows_waiting
                FROM work
                LEFT JOIN table_run ON table_run.id = work.table_run_id AND work.kind = 'LOAD'
                LEFT JOIN work AS reading ON reading.table_run_id = work.table_run_id AND reading.kind = 'EXTRACT' AND reading.state <> 'DONE' AND work.kind = 'LOAD'
                WHERE work.run_id = run.id AND work.state <> 'DONE'
            ) AS hand ON true
            WHERE run.finished_at IS NULL AND run.began_at IS NOT NULL
            """;

    private final JdbcClient jdbc;
    private final Duration every;

    RunSamples(JdbcClient jdbc, RecordProperties properties) {
        this.jdbc = jdbc;
        this.every = properties.sampleEvery();
    }

    @Scheduled(fixedDelayString = "${syncline.records.sample-every:5s}")
    void take() {
        try {
            take(jdbc.sql("SELECT clock_timestamp() AS now").query((row, _) -> Columns.moment(row, "now")).single());
        } catch (DataAccessException e) {
            log.info("Cannot note how far runs are, will try again: {}", e.toString());
        }
    }

    // Instances that do it at once note the same instant, and one of them does.
    void take(Instant now) {
        long number = now.toEpochMilli() / every.toMillis();
        sql("""
                INSERT INTO run_sample (run_id, at, rows_read, bytes_read, rows_loaded, bytes_loaded, rows_waiting)
                SELECT run_id, :at, rows_read, bytes_read, rows_loaded, bytes_loaded, rows_waiting
                FROM (%s) AS far
                WHERE :number %% step = 0
                ON CONFLICT DO NOTHING
                """, now)
                .param("at", Columns.time(Instant.ofEpochMilli(number * every.toMillis())))
                .param("number", number)
                .update();
        sql("""
                DELETE FROM run_sample
                USING (%s) AS far
                WHERE run_sample.run_id = far.run_id AND step > 1
                AND CAST(round(extract(epoch FROM run_sample.at) * 1000 / :every) AS bigint) %% step <> 0
                """, now).update();
    }

    private JdbcClient.StatementSpec sql(String statement, Instant now) {
        return jdbc.sql(statement.formatted(FAR)).param("now", Columns.time(now)).param("every", every.toMillis()).param("between", BETWEEN);
    }

    /// Where a run that ends has come to. Part of the transaction that ends it.
    public void last(UUID run, Instant now) {
        jdbc.sql("""
                        INSERT INTO run_sample (run_id, at, rows_read, bytes_read, rows_loaded, bytes_loaded, rows_waiting)
                        SELECT id, :now, rows_read, bytes_read, rows, bytes, 0
                        FROM run
                        WHERE id = :run AND began_at IS NOT NULL
                        ON CONFLICT (run_id, at) DO UPDATE SET (rows_read, bytes_read, rows_loaded, bytes_loaded, rows_waiting)
                            = (excluded.rows_read, excluded.bytes_read, excluded.rows_loaded, excluded.bytes_loaded, excluded.rows_waiting)
                        """)
                .param("now", Columns.time(now))
                .param("run", run)
                .update();
    }

    /// How far a run was at an instant.
    ///
    /// @param rowsRead rows read since its beginning, summed over tables
    /// @param rowsLoaded rows taken by targets, summed over tables and targets
    /// @param rowsWaiting rows that have been read and wait for a target, summed over targets
    public record Sample(Instant at, long rowsRead, long bytesRead, long rowsLoaded, long bytesLoaded, long rowsWaiting) {}

    // A point that was noted while the transaction that ends the run was under way knows nothing of its end.
    static List<Sample> read(JdbcClient readers, UUID run) {
        return readers.sql("""
                        SELECT at, run_sample.rows_read, run_sample.bytes_read, rows_loaded, bytes_loaded, rows_waiting
                        FROM run_sample
                        JOIN run ON run.id = run_id
                        WHERE run_id = :run AND (run.finished_at IS NULL OR at <= run.finished_at)
                        ORDER BY at
                        """)
                .param("run", run)
                .query((row, _) -> new Sample(
                        Columns.moment(row, "at"), row.getLong("rows_read"), row.getLong("bytes_read"), row.getLong("rows_loaded"), row.getLong("bytes_loaded"),
                        row.getLong("rows_waiting")))
                .list();
    }
}
