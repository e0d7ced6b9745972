package dev.syncline.extractor.full;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.kit.worker.WorkCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/// What this service has read, by kind of source; the names of its metrics.
@Component
final class ExtractMetrics {

    private static final String TOUCHED = "syncline.extract.cells.touched";
    private static final Duration[] OF_A_CHUNK = {
        Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60)};

    private final MeterRegistry meters;
    private final Timer tables;
    private final Counter nullKeys;
    private final Timer source;
    private final Timer broker;
    private final Timer target;
    private final Map<String, WorkCounters> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> chunks = new ConcurrentHashMap<>();

    ExtractMetrics(MeterRegistry meters) {
        this.meters = meters;
        tables = Timer.builder("syncline.extract").description("Time to read and publish a table").register(meters);
        nullKeys = Counter.builder("syncline.extract.rows.without.key").description("Rows that were never read, since their incremental key has a null").register(meters);
        source = waits("source");
        broker = waits("broker");
        target = waits("target");
        // Also before anything is read: a rate needs the time before the first.
        Dialects.all().stream().filter(dialect -> dialect.descriptor().source()).map(Dialect::kind).forEach(kind -> {
            counters(kind);
            chunks(kind);
        });
        for (ValueTrouble trouble : ValueTrouble.values()) {
            meters.counter(TOUCHED, "trouble", word(trouble));
        }
    }

    WorkCounters counters(DatabaseKind kind) {
        return counters.computeIfAbsent(kind.id(), id -> new WorkCounters(meters, "syncline.extract", id, "read and published"));
    }

    /// From one chunk of a table to the next: reading its rows and handing them to Kafka.
    Timer chunks(DatabaseKind kind) {
        return chunks.computeIfAbsent(kind.id(), id -> Timer.builder("syncline.extract.chunk")
                .description("Time to read a chunk and to hand it to Kafka, waiting for loaders included")
                .tag("kind", id)
                .serviceLevelObjectives(OF_A_CHUNK)
                .register(meters));
    }

    private Timer waits(String forWhom) {
        return Timer.builder("syncline.extract.wait").description("How long the reading of a table waited for one side").tag("for", forWhom).register(meters);
    }

    void extracted(ReadReport report, Pace pace, long nanos) {
        source.record(Duration.ofMillis(pace.sourceMillis()));
        broker.record(Duration.ofMillis(pace.brokerMillis()));
        target.record(Duration.ofMillis(pace.targetMillis()));
        tables.record(Duration.ofNanos(nanos));
        nullKeys.increment(Math.max(0, report.nullKeys()));
        report.touched().forEach(cells -> meters.counter(TOUCHED, "trouble", word(cells.trouble())).increment(cells.cells()));
    }

    private static String word(Enum<?> trouble) {
        return trouble.name().toLowerCase(Locale.ROOT);
    }
}
