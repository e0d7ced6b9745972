package dev.syncline.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.SharedServers;
import org.springframework.context.ConfigurableApplicationContext;

/// The service as it is started in production, on a database of its own.
final class RunningService implements AutoCloseable {

    private static final String API_TOKEN = "7c0e4bfa91d2436689a5";

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningService start(FreshDatabase database, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "server.port", "0",
                "spring.kafka.bootstrap-servers", SharedServers.kafka().bootstrapServers(),
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "syncline.security.api-token", API_TOKEN + "-for-people",
                "syncline.security.service-token", API_TOKEN + "-for-services",
                "syncline.notification.recipients", "ops@syncline.test",
                "syncline.notification.link-base", "https://syncline.test"));
        all.putAll(settings);
        String[] arguments = all.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new);
        return new RunningService(ServiceApplication.of(NotificationService.class, NotificationService.NAME).run(arguments));
    }

    void publish(RunEvent event) {
        context.getBean(Outgoing.class).send(Topics.RUNS, event.runId().toString(), CloudEvent.of(event)).join();
    }

    HttpResponse<String> get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                    .header("Authorization", "Bearer " + API_TOKEN + "-for-people")
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private String port() {
        return context.getEnvironment().getRequiredProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
