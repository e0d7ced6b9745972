package dev.syncline.kit.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
}
