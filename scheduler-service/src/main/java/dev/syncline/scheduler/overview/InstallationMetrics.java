package dev.syncline.scheduler.overview;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import com.zaxxer.hikari.HikariDataSource;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.scheduler.record.ReaderPool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What is read every few seconds and shown to whoever scrapes: workers by kind, what waits for targets, and runs that take longer than usual.
@Component
class InstallationMetrics {

    private static final Logger log = LoggerFactory.getLogger(InstallationMetrics.class);

    private static final String ROWS_WAITING = """
            SELECT coalesce(sum(latest.rows_waiting), 0)
            FROM run
            CROSS JOIN LATERAL (SELECT rows_waiting FROM run_sample WHERE run_sample.run_id = run.id ORDER BY at DESC LIMIT 1) AS latest
            WHERE run.finished_at IS NULL AND run.began_at IS NOT NULL
            """;

    // Shorter ones are no news, whatever is usual; and three runs are the least that say what is.
    private static final String OVERLONG = """
            SELECT count(*)
            FROM run
            CROSS JOIN LATERAL (
                SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - began_at)) AS seconds, count(*) AS runs
                FROM (
                    SELECT finished_at, began_at
                    FROM run AS earlier
                    WHERE earlier.project_id = run.project_id AND earlier.state = 'SUCCEEDED' AND NOT earlier.single_table AND earlier.chosen IS NULL
                    ORDER BY earlier.number DESC
                    LIMIT 10) AS latest) AS usual
            WHERE run.finished_at IS NULL AND run.began_at < clock_timestamp() - interval '10 minutes'
            AND usual.runs >= 3
            AND extract(epoch FROM clock_timestamp() - run.began_at) > 3 * usual.seconds
            """;

    private final WorkerReader workers;
    private final JdbcClient jdbc;
    private final Map<String, Overview.WorkerCounts> counts = new ConcurrentHashMap<>();
    private volatile long rowsWaiting;
    private volatile long overlong;

    InstallationMetrics(WorkerReader workers, @Qualifier(ReaderPool.CONNECTIONS) HikariDataSource connections, MeterRegistry meters) {
        this.workers = workers;
        this.jdbc = JdbcClient.create(connections);
        kinds().forEach(kind -> {
            String word = kind.toLowerCase(Locale.ROOT);
            Gauge.builder("syncline.workers", () -> count(kind, Overview.WorkerCounts::workers)).description("Workers that live").tag("kind", word).register(meters);
            Gauge.builder("syncline.workers.slots", () -> count(kind, Overview.WorkerCounts::slots)).description("Pieces of work that they can do at once").tag("kind", word).register(meters);
            Gauge.builder("syncline.workers.busy", () -> count(kind, Overview.WorkerCounts::busy)).description("Pieces of work that they do").tag("kind", word).register(meters);
            Gauge.builder("syncline.workers.queued", () -> count(kind, Overview.WorkerCounts::queued)).description("Pieces of work that wait for one of them").tag("kind", word).register(meters);
        });
        Gauge.builder("syncline.rows.waiting", () -> rowsWaiting)
                .description("Rows that have been read and wait for a target, of all runs under way")
                .register(meters);
        Gauge.builder("syncline.runs.overlong", () -> overlong)
                .description("Runs that have taken three times as long as the project's usually do, and more than ten minutes")
                .register(meters);
    }

    private static List<String> kinds() {
        return Arrays.stream(WorkerKind.values()).map(Enum::name).toList();
    }

    private double count(String kind, ToDoubleFunction<Overview.WorkerCounts> value) {
        Overview.WorkerCounts count = counts.get(kind);
        return count == null ? Double.NaN : value.applyAsDouble(count);
    }

    @Scheduled(fixedDelay = 5_000)
    void refresh() {
        try {
            kinds().forEach(kind -> counts.put(kind, workers.count(kind)));
            rowsWaiting = jdbc.sql(ROWS_WAITING).query(Long.class).single();
            overlong = jdbc.sql(OVERLONG).query(Long.class).single();
        } catch (RuntimeException e) {
            log.debug("Cannot look at workers and runs: {}", e.toString());
        }
    }
}
