package dev.syncline.scheduler.project;

import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import dev.syncline.contracts.Topics;
import dev.syncline.kit.client.ServiceClients;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.WholeTopic;
import dev.syncline.kit.security.SecurityProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class ProjectListeners {

    // Whoever executes a project waits for it; the copy is there for a config-service that takes longer.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    @Bean
    UnsavedProjects unsavedProjects(
            RestClient.Builder builder,
            @Value("${syncline.config-service.url:http://localhost:8081}") String url,
            SecurityProperties security) {
        return new UnsavedProjects(ServiceClients.create(ProjectApi.class, builder, url, security), breaker());
    }

    @Bean
    PresentProjects presentProjects(
            KnownProjects projects,
            WholeTopic projectsHeard,
            RestClient.Builder builder,
            @Value("${syncline.config-service.url:http://localhost:8081}") String url,
            SecurityProperties security) {
        ProjectApi api = ServiceClients.create(ProjectApi.class, builder, url, security, LONGEST_ANSWER);
        return new PresentProjects(projects, projectsHeard, api, ofAnswersThatTakeTooLong());
    }

    @Bean
    WholeTopic projectsHeard(ConsumerFactory<String, byte[]> consumers, Incoming incoming, ProjectListener listener) {
        return new WholeTopic(Topics.PROJECTS, consumers, incoming, listener);
    }

    /// Only a service that hangs is left alone for a while. One that refuses at once is asked again each time: it costs nothing, and when it is back
    /// the next run shall have what has been saved there.
    private static CircuitBreaker ofAnswersThatTakeTooLong() {
        return CircuitBreaker.of(
                "config-service-present",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(3)
                        .waitDurationInOpenState(LONGEST_ANSWER)
                        .recordException(ProjectListeners::isTimeout)
                        .build());
    }

    private static boolean isTimeout(Throwable failure) {
        return failure.getCause() instanceof HttpTimeoutException || failure.getCause() instanceof SocketTimeoutException;
    }

    private static CircuitBreaker breaker() {
        return CircuitBreaker.of(
                "config-service",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .ignoreExceptions(HttpClientErrorException.class)
                        .build());
    }
}
