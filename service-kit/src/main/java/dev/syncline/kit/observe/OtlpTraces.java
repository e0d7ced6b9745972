package dev.syncline.kit.observe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Traces to an OpenTelemetry collector, set up by the variables that OpenTelemetry itself names (OTEL_…).
final class OtlpTraces implements Traces, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OtlpTraces.class);
    private static final long CLOSE_SECONDS = 5;

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final GivenIds ids = new GivenIds();

    /// @param service how it is named in traces
    OtlpTraces(String service) {
        sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name", service,
                        "otel.traces.exporter", "otlp",
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"))
                .addSamplerCustomizer((_, settings) -> new WholeRuns(settings.getDouble("otel.traces.sampler.arg", 1)))
                .addTracerProviderCustomizer((provider, _) -> provider.setIdGenerator(ids))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        tracer = sdk.getTracer("dev.syncline");
    }

    @Override
    public boolean on() {
        return true;
    }

    // Whatever is wrong with a trace: what it tells of has been done, and must not fail or be done again for it.
    @Override
    public void record(Collection<TraceStep> steps) {
        try {
            steps.forEach(this::tell);
        } catch (RuntimeException e) {
            log.warn("Cannot tell of a trace: {}", e.toString());
        }
    }

    private void tell(TraceStep step) {
        Span span = ids.with(step, () -> tracer.spanBuilder(step.name())
                .setParent(parent(step))
                .setSpanKind(SpanKind.INTERNAL)
                .setStartTimestamp(step.began())
                .setAllAttributes(attributes(step))
                .startSpan());
        if (step.failure() != null) {
            span.setStatus(StatusCode.ERROR, step.failure());
        }
        span.end(step.ended());
    }

    private static Context parent(TraceStep step) {
        return step.parent() == null
                ? Context.root()
                : Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(
                        Traces.id(step.run()), spanId(step.run(), step.parent()), TraceFlags.getSampled(), TraceState.getDefault())));
    }

    private static Attributes attributes(TraceStep step) {
        AttributesBuilder attributes = Attributes.builder().put("syncline.run", step.run().toString());
        step.facts().forEach((name, value) -> {
            String key = "syncline." + name;
            switch (value) {
                case Long number -> attributes.put(key, number);
                case Integer number -> attributes.put(key, number.longValue());
                default -> attributes.put(key, value.toString());
            }
        });
        return attributes.build();
    }

    /// The same for the same step, whoever says it and how often.
    static String spanId(UUID run, String id) {
        UUID hash = UUID.nameUUIDFromBytes("%s/%s".formatted(run, id).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(ByteBuffer.allocate(Long.BYTES).putLong(hash.getMostSignificantBits()).array());
    }

    /// Waits for what is on its way.
    @Override
    public void close() {
        sdk.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /// Ids that follow from the step that is being told.
    private static final class GivenIds implements IdGenerator {

        private final ThreadLocal<@Nullable TraceStep> told = new ThreadLocal<>();

        Span with(TraceStep step, Supplier<Span> start) {
            told.set(step);
            try {
                return start.get();
            } finally {
                told.remove();
            }
        }

        @Override
        public String generateSpanId() {
            TraceStep step = told.get();
            return step == null ? IdGenerator.random().generateSpanId() : spanId(step.run(), step.id());
        }

        @Override
        public String generateTraceId() {
            TraceStep step = told.get();
            return step == null ? IdGenerator.random().generateTraceId() : Traces.id(step.run());
        }
    }

    /// A share of the runs, each whole in all services. OpenTelemetry's own looks at the last bytes of the id, which are not random where it is a UUID.
    private record WholeRuns(double share) implements Sampler {

        @Override
        public SamplingResult shouldSample(Context parent, String trace, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
            long random = UUID.nameUUIDFromBytes(trace.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits() >>> 32;
            return random < share * (1L << 32) ? SamplingResult.recordAndSample() : SamplingResult.drop();
        }

        @Override
        public String getDescription() {
            return "whole runs, %s of them".formatted(share);
        }
    }
}
