package dev.syncline.kit.observe;

import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.observation.SecurityObservationSettings;

/// What every service shows of itself.
@Configuration(proxyBeanMethods = false)
public class ObserveConfiguration {

    /// What runs here; that it is missing is how a service is missed.
    @Bean
    MeterBinder buildMetrics(@Value("${spring.application.name}") String service) {
        String version = ObserveConfiguration.class.getPackage().getImplementationVersion();
        return registry -> Gauge.builder("syncline.build.info", () -> 1)
                .description("Which service of which version this is")
                .tag("service", service)
                .tag("version", version == null ? "development" : version)
                .register(registry);
    }

    /// Spring Security would observe each of its 15 filters at each request, which cost as much as the rest of a small answer and told nobody anything.
    @Bean
    SecurityObservationSettings securityUnobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /// Off unless a collector is named: then nothing of OpenTelemetry is so much as loaded.
    @Bean
    Traces traces(Environment environment, @Value("${spring.application.name}") String service) {
        boolean wanted = Stream.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint").map(environment::getProperty).anyMatch(it -> it != null && !it.isBlank());
        return wanted ? new OtlpTraces(service) : Traces.OFF;
    }
}
