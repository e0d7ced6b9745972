package dev.syncline.extractor.full;

import java.time.Duration;

import dev.syncline.contracts.chunk.Manifest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/// What this service has read; the names of all its metrics.
@Component
final class ExtractMetrics {

    private final Counter rows;
    private final Counter bytes;
    private final Timer tables;

    ExtractMetrics(MeterRegistry meters) {
        rows = Counter.builder("syncline.extract.rows").description("Rows published").register(meters);
        bytes = Counter.builder("syncline.extract.bytes").description("Bytes published, before compression").baseUnit("bytes").register(meters);
        tables = Timer.builder("syncline.extract").description("Time to read and publish a table").register(meters);
    }

    void extracted(Manifest manifest, long nanos) {
        rows.increment(manifest.rows());
        bytes.increment(manifest.bytes());
        tables.record(Duration.ofNanos(nanos));
    }
}
