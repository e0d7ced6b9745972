package dev.syncline.console.about;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.syncline.console.route.RouteProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// Asks the services with a public interface how they are, all at once, each for two seconds at most.
@Component
class ServiceHealth {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final RouteProperties services;
    private final RestClient client;

    ServiceHealth(RouteProperties services) {
        this.services = services;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST).followRedirects(HttpClient.Redirect.NEVER).build());
        requests.setReadTimeout(LONGEST);
        client = RestClient.builder().requestFactory(requests).build();
    }

    /// @param withoutIt what does not work while it is away, and what does; null where it answers
    record State(String service, boolean up, @Nullable String withoutIt) {}

    List<State> look() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(List.<Callable<State>>of(
                            () -> look("config-service", services.configService(),
                                    "Connections, projects and previews cannot be seen or changed. Runs and plans go on, with the projects as they were last saved"),
                            () -> look("scheduler-service", services.schedulerService(),
                                    "Runs, plans and records cannot be seen, and nothing new begins; what is missed is made up for as each plan says."
                                            + " Connections and projects can be changed"),
                            () -> look("notification-service", services.notificationService(),
                                    "Nobody is told of failures until it is back; nothing of it is lost. Everything else goes on")))
                    .stream().map(ServiceHealth::answer).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the services were asked", e);
        }
    }

    private State look(String service, URI base, String withoutIt) {
        try {
            boolean up = client.get().uri(base.resolve("/actuator/health/readiness")).retrieve().toBodilessEntity().getStatusCode().is2xxSuccessful();
            return new State(service, up, up ? null : withoutIt);
        } catch (RestClientException _) {
            return new State(service, false, withoutIt);
        }
    }

    private static State answer(Future<State> asked) {
        try {
            return asked.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("A service could not be asked", e);
        }
    }
}
