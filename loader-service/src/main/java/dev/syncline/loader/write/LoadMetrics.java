package dev.syncline.loader.write;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.Pace;
import dev.syncline.dialect.Dialects;
import dev.syncline.kit.worker.WorkCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/// What this service has loaded, by kind of target; the names of all its metrics.
@Component
final class LoadMetrics {

    private static final String FATE = "syncline.load.table.rows";
    private static final Duration[] OF_A_BATCH = {
        Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)};

    private final MeterRegistry meters;
    private final Timer tables;
    private final Counter reconnects;
    private final Timer rows;
    private final Timer target;
    private final Map<String, WorkCounters> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> batches = new ConcurrentHashMap<>();

    LoadMetrics(MeterRegistry meters) {
        this.meters = meters;
        tables = Timer.builder("syncline.load").description("Time to load a table into one target").register(meters);
        reconnects = Counter.builder("syncline.load.reconnects").description("Connections that broke during a load").register(meters);
        // Also before anything is loaded: a rate needs the time before the first.
        Dialects.all().forEach(dialect -> {
            counters(dialect.kind());
            batches(dialect.kind());
        });
        told(new LoadReport(0, 0, 0, List.of()));
        rows = waits("broker");
        target = waits("target");
    }

    private Timer waits(String forWhom) {
        return Timer.builder("syncline.load.wait").description("How long the load of a table waited for one side").tag("for", forWhom).register(meters);
    }

    WorkCounters counters(DatabaseKind kind) {
        return counters.computeIfAbsent(kind.id(), id -> new WorkCounters(meters, "syncline.load", id, "taken by targets"));
    }

    /// A transaction of a target, from its first chunk to its commit.
    void batch(DatabaseKind kind, long nanos) {
        batches(kind).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer batches(DatabaseKind kind) {
        return batches.computeIfAbsent(kind.id(), id -> Timer.builder("syncline.load.batch")
                .description("Time from a batch's first chunk until its target has committed it")
                .tag("kind", id)
                .serviceLevelObjectives(OF_A_BATCH)
                .register(meters));
    }

    void loaded(LoadReport report, long nanos) {
        tables.record(Duration.ofNanos(nanos));
        Pace pace = report.pace();
        if (pace != null) {
            rows.record(Duration.ofMillis(pace.brokerMillis()));
            target.record(Duration.ofMillis(pace.targetMillis()));
        }
        told(report);
    }

    private void told(LoadReport report) {
        meters.counter(FATE, "fate", "inserted").increment(report.inserted());
        meters.counter(FATE, "fate", "updated").increment(report.updated());
        meters.counter(FATE, "fate", "duplicate").increment(report.duplicates());
    }

    void reconnected() {
        reconnects.increment();
    }
}
