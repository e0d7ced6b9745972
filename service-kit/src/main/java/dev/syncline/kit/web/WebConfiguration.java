package dev.syncline.kit.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// REST for all services.
@Configuration(proxyBeanMethods = false)
@Import({OpenApiConfiguration.class, ProblemHandler.class, TomcatConfiguration.class})
public class WebConfiguration {

    @Bean
    CorrelationFilter correlationFilter() {
        return new CorrelationFilter();
    }
}
