package dev.syncline.scheduler.project;

import java.time.Duration;

import dev.syncline.contracts.Topics;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.WholeTopic;
import dev.syncline.kit.security.SecurityProperties;
import dev.syncline.kit.web.ServiceClients;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class ProjectConfiguration {

    // Whoever executes a project waits for it; the copy is there for a config-service that takes longer.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    @Bean
    UnsavedProjects unsavedProjects(
            RestClient.Builder builder,
            @Value("${syncline.config-service.url:http://localhost:8081}") String url,
            SecurityProperties security) {
        return new UnsavedProjects(ServiceClients.create(ProjectApi.class, builder, url, security), breaker("config-service", 5));
    }

    @Bean
    PresentProjects presentProjects(
            Projects projects,
            WholeTopic projectsHeard,
            RestClient.Builder builder,
            @Value("${syncline.config-service.url:http://localhost:8081}") String url,
            SecurityProperties security) {
        ProjectApi api = ServiceClients.create(ProjectApi.class, builder, url, security, LONGEST_ANSWER);
        return new PresentProjects(projects, projectsHeard, api, breaker("config-service-present", 3));
    }

    @Bean
    WholeTopic projectsHeard(ConsumerFactory<String, byte[]> consumers, Incoming incoming, ProjectListener listener) {
        return new WholeTopic(Topics.PROJECTS, consumers, incoming, listener);
    }

    private static CircuitBreaker breaker(String name, int calls) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(calls)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .ignoreExceptions(HttpClientErrorException.class)
                        .build());
    }
}
