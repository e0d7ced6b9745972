package dev.syncline.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

import dev.syncline.kit.ServiceApplication;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/// The example service, started as services are, on a database of its own.
public final class RunningExample implements AutoCloseable {

    public static final String API_TOKEN = "5f0c7d2e9b6a4183-for-people";
    public static final String SERVICE_TOKEN = "5f0c7d2e9b6a4183-for-services";

    private final FreshDatabase database;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningExample(FreshDatabase database, Map<String, String> settings) {
        this.database = database;
        Map<String, String> all = new HashMap<>(Map.of(
                "server.port", "0",
                "spring.kafka.bootstrap-servers", SharedServers.kafka().bootstrapServers(),
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "syncline.security.api-token", API_TOKEN,
                "syncline.security.service-token", SERVICE_TOKEN));
        all.putAll(settings);
        String[] arguments = all.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new);
        context = ServiceApplication.of(ExampleService.class, "example-service").run(arguments);
    }

    public static RunningExample start() {
        return start(Map.of());
    }

    public static RunningExample start(Map<String, String> settings) {
        return new RunningExample(SharedServers.postgreSql().freshDatabase("example"), settings);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String setting(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    public FreshDatabase database() {
        return database;
    }

    public HttpResponse<String> get(String path, @Nullable String token) {
        return send(request(path, token).GET());
    }

    public HttpResponse<String> post(String path, @Nullable String token, String body) {
        return send(request(path, token).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + setting("local.server.port") + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        context.close();
        http.close();
        database.close();
    }
}
