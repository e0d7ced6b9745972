package dev.syncline.scheduler;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The names of all metrics of this service; none bears an id.
@Component
public final class SchedulerMetrics {

    private final MeterRegistry meters;
    private final Counter assignments;
    private final Counter expiries;

    SchedulerMetrics(MeterRegistry meters, JdbcClient jdbc) {
        this.meters = meters;
        assignments = Counter.builder("syncline.work.assignments").description("Pieces of work given to workers").register(meters);
        expiries = Counter.builder("syncline.work.lease.expiries")
                .description("Pieces of work whose worker fell silent")
                .register(meters);
        Gauge.builder("syncline.runs.active", () -> count(jdbc, "SELECT count(*) FROM run WHERE finished_at IS NULL"))
                .description("Runs under way")
                .register(meters);
        Gauge.builder("syncline.work.queued", () -> count(jdbc, "SELECT count(*) FROM work WHERE state = 'QUEUED'"))
                .description("Pieces of work that wait for a worker")
                .register(meters);
    }

    /// @param outcome succeeded, failed or cancelled
    public void runFinished(String outcome) {
        meters.counter("syncline.runs.finished", "outcome", outcome.toLowerCase(Locale.ROOT)).increment();
    }

    public void tableFinished(String outcome) {
        meters.counter("syncline.tables.finished", "outcome", outcome.toLowerCase(Locale.ROOT)).increment();
    }

    public void assigned(int pieces) {
        assignments.increment(pieces);
    }

    public void leaseExpired() {
        expiries.increment();
    }

    private static double count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
