package dev.syncline.kit.connection;

import java.time.Duration;

import dev.syncline.kit.client.ServiceClients;
import dev.syncline.kit.security.SecurityProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/// For services that reach databases of users.
@Configuration(proxyBeanMethods = false)
public class ConnectionDirectoryConfiguration {

    @Bean
    ConnectionDirectory connectionDirectory(
            RestClient.Builder builder,
            @Value("${syncline.config-service.url:http://localhost:8081}") String url,
            SecurityProperties security) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "config-service",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .ignoreExceptions(HttpClientErrorException.class)
                        .build());
        Retry retry = Retry.of(
                "config-service",
                RetryConfig.custom()
                        .maxAttempts(4)
                        .intervalFunction(IntervalFunction.ofExponentialBackoff(Duration.ofMillis(200), 2))
                        .ignoreExceptions(HttpClientErrorException.class)
                        .build());
        return new ConnectionDirectory(ServiceClients.create(ConnectionApi.class, builder, url, security), breaker, retry);
    }
}
