package dev.syncline.kit.observe;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class TracesTest {

    private static final UUID RUN = UUID.fromString("0198f2c4-0000-4000-8000-000000000001");

    @Test
    void tracesAreOffUnlessACollectorIsNamed() {
        assertThat(traces(new MockEnvironment())).isSameAs(Traces.OFF);
        assertThat(traces(new MockEnvironment().withProperty("otel.exporter.otlp.endpoint", " "))).isSameAs(Traces.OFF);
    }

    @Test
    void theTracesOfARunHaveItsIdAndStepsTheSameIdWhoeverSaysThem() {
        assertThat(Traces.id(RUN)).isEqualTo("0198f2c4000040008000000000000001");
        assertThat(OtlpTraces.spanId(RUN, "run")).hasSize(16).isEqualTo(OtlpTraces.spanId(RUN, "run")).isNotEqualTo(OtlpTraces.spanId(UUID.randomUUID(), "run"));
    }

    private static Traces traces(MockEnvironment environment) {
        return new ObserveConfiguration().traces(environment, "loader-service");
    }
}
