package dev.syncline.scheduler.project;

import java.time.Duration;

import dev.syncline.kit.security.SecurityProperties;
import dev.syncline.kit.web.ServiceClients;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class ProjectConfiguration {

    @Bean
    UnsavedProjects unsavedProjects(
            RestClient.Builder builder,
            @Value("${syncline.config-service.url:http://localhost:8081}") String url,
            SecurityProperties security) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "config-service",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .ignoreExceptions(HttpClientErrorException.class)
                        .build());
        return new UnsavedProjects(ServiceClients.create(ProjectApi.class, builder, url, security), breaker);
    }
}
