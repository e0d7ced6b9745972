package dev.syncline.loader.write;

import java.time.Duration;

import dev.syncline.contracts.chunk.Manifest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/// What this service has loaded; the names of all its metrics.
@Component
final class LoadMetrics {

    private final Counter rows;
    private final Counter bytes;
    private final Timer tables;
    private final Counter reconnects;

    LoadMetrics(MeterRegistry meters) {
        rows = Counter.builder("syncline.load.rows").description("Rows loaded and swapped in").register(meters);
        bytes = Counter.builder("syncline.load.bytes").description("Bytes loaded and swapped in").baseUnit("bytes").register(meters);
        tables = Timer.builder("syncline.load").description("Time to load a table into one target").register(meters);
        reconnects = Counter.builder("syncline.load.reconnects").description("Connections that broke during a load").register(meters);
    }

    void loaded(Manifest manifest, long nanos) {
        rows.increment(manifest.rows());
        bytes.increment(manifest.bytes());
        tables.record(Duration.ofNanos(nanos));
    }

    void reconnected() {
        reconnects.increment();
    }
}
