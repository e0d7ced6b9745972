package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.WorkerKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The names of all metrics of this service; none bears an id.
@Component
public final class SchedulerMetrics {

    private static final String LEFT_BYTES = """
            SELECT coalesce(sum(greatest(CAST(remnant ->> 'bytes' AS bigint), 0)), 0)
            FROM leftover
            CROSS JOIN LATERAL jsonb_array_elements(found) AS remnant
            WHERE tries > 0
            """;
    private static final String LEFT_SECONDS = "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(since)), 0) FROM leftover WHERE tries > 0";

    private static final String FAILURES = "syncline.work.failures";
    private static final Duration[] OF_A_RUN = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
        Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(6), Duration.ofHours(12)};

    private final MeterRegistry meters;
    private final Map<WorkerKind, Double> skews = new ConcurrentHashMap<>();
    private final Counter assignments;
    private final Counter expiries;
    private final Counter fired;
    private final Counter missed;
    private final Counter readings;
    private final Timer delay;
    private final Timer waits;

    SchedulerMetrics(MeterRegistry meters, JdbcClient jdbc) {
        this.meters = meters;
        assignments = Counter.builder("syncline.work.assignments").description("Pieces of work given to workers").register(meters);
        expiries = Counter.builder("syncline.work.lease.expiries")
                .description("Pieces of work whose worker fell silent")
                .register(meters);
        fired = Counter.builder("syncline.plans.fired").description("Due instants of plans that made or joined a run").register(meters);
        missed = Counter.builder("syncline.plans.missed").description("Due instants of plans at which no scheduler was there").register(meters);
        readings = Counter.builder("syncline.run.readings").description("Looks at runs for those who watch them").register(meters);
        delay = Timer.builder("syncline.plans.delay").description("From the instant a plan was due until its run began").register(meters);
        waits = Timer.builder("syncline.dependencies.wait").description("How long runs waited for other projects").register(meters);
        for (String outcome : List.of("succeeded", "failed", "cancelled")) {
            meters.counter("syncline.runs.finished", "outcome", outcome);
            duration(outcome);
        }
        for (FailureCode code : FailureCode.values()) {
            meters.counter(FAILURES, "code", code.name());
        }
        for (WorkerKind kind : WorkerKind.values()) {
            skews.put(kind, 0.0);
            Gauge.builder("syncline.workers.skew", () -> Objects.requireNonNull(skews.get(kind)))
                    .description("How far the clock of the worker that spoke last is from the database's, the message's way included")
                    .baseUnit("seconds")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        for (String kind : List.of("run", "plan")) {
            meters.counter("syncline.contained", "kind", kind);
        }
        for (String outcome : List.of("loaded", "failed", "cancelled", "skipped")) {
            meters.counter("syncline.tables.finished", "outcome", outcome);
        }
        Gauge.builder("syncline.runs.queued", () -> count(jdbc, "SELECT count(*) FROM run WHERE state = 'QUEUED'"))
                .description("Runs that wait for their turn")
                .register(meters);
        Gauge.builder("syncline.runs.waiting", () -> count(jdbc, "SELECT count(*) FROM run WHERE state = 'WAITING'"))
                .description("Runs that wait for other projects")
                .register(meters);
        Gauge.builder("syncline.runs.oldest.queued", () -> seconds(jdbc))
                .description("Age of the run that has been in the queue for longest")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("syncline.runs.active", () -> count(jdbc, "SELECT count(*) FROM run WHERE finished_at IS NULL AND began_at IS NOT NULL"))
                .description("Runs under way")
                .register(meters);
        Gauge.builder("syncline.leftovers", () -> count(jdbc, "SELECT count(*) FROM leftover WHERE tries > 0"))
                .description("Loads that are over and have left something in their target, or whose target cannot be looked into")
                .register(meters);
        Gauge.builder("syncline.leftovers.bytes", () -> count(jdbc, LEFT_BYTES))
                .description("How large it is, as far as targets say")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("syncline.leftovers.oldest", () -> count(jdbc, LEFT_SECONDS))
                .description("How long the oldest of it has been there")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("syncline.work.queued", () -> count(jdbc, "SELECT count(*) FROM work WHERE state = 'QUEUED'"))
                .description("Pieces of work that wait for a worker")
                .register(meters);
    }

    /// A run that a plan asked for has left the queue.
    public void began(Instant due, Instant now) {
        delay.record(between(due, now));
    }

    /// A run has waited for what it depends on, whatever came of it.
    public void waited(Instant since, Instant now) {
        waits.record(between(since, now));
    }

    /// A run was looked at, for all who watch it.
    public void reading() {
        readings.increment();
    }

    /// @param runs how many runs are looked at
    /// @param watchers for how many people and programs
    public void followed(IntSupplier runs, IntSupplier watchers) {
        Gauge.builder("syncline.run.followed", runs::getAsInt).description("Runs that are watched").register(meters);
        Gauge.builder("syncline.run.watchers", watchers::getAsInt).description("Who watches a run").register(meters);
    }

    public void fired() {
        fired.increment();
    }

    public void missed(int instants) {
        missed.increment(instants);
    }

    private static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    /// @param outcome succeeded, failed or cancelled
    public void runFinished(String outcome) {
        meters.counter("syncline.runs.finished", "outcome", outcome.toLowerCase(Locale.ROOT)).increment();
    }

    /// A run that had begun is over.
    ///
    /// @param outcome succeeded, failed or cancelled
    public void ran(String outcome, Instant began, Instant now) {
        duration(outcome.toLowerCase(Locale.ROOT)).record(between(began, now));
    }

    private Timer duration(String outcome) {
        return Timer.builder("syncline.runs.duration")
                .description("From when a run began until it ended")
                .tag("outcome", outcome)
                .serviceLevelObjectives(OF_A_RUN)
                .register(meters);
    }

    /// A piece of work failed, whether or not it is tried again.
    public void workFailed(FailureCode code) {
        meters.counter(FAILURES, "code", code.name()).increment();
    }

    /// A worker has said what time it is.
    public void heard(WorkerKind kind, Instant said, Instant now) {
        skews.put(kind, Duration.between(now, said).toMillis() / 1000.0);
    }

    /// Something that would have failed everything was kept to itself.
    ///
    /// @param kind run or plan
    public void contained(String kind) {
        meters.counter("syncline.contained", "kind", kind).increment();
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

    private static double seconds(JdbcClient jdbc) {
        return jdbc.sql("SELECT coalesce(extract(epoch FROM clock_timestamp() - min(decided_at)), 0) FROM run WHERE state = 'QUEUED'")
                .query(Double.class)
                .single();
    }

    private static double count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
