package dev.syncline.config;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.syncline.kit.ServiceApplication;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

/// The service with its real HTTP server, its own database on a real PostgreSQL and a real broker.
public final class RunningService implements AutoCloseable {

    public static final String API_TOKEN = "api-7d1f0c9b52e84a6e9c31";
    public static final String SERVICE_TOKEN = "svc-e2b8450d917f4c3aa6c8";

    private static final String CONNECT = "--syncline.network.connect=";

    private static RunningService shared;

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// One service for all tests of this JVM.
    public static synchronized RunningService shared() {
        if (shared == null) {
            shared = begin(SharedServers.postgreSql().freshDatabase("config"), Map.of("main", randomKey()), "main");
        }
        return shared;
    }

    /// Another service, with the same broker. The shared one is there before it: its numbers begin with 1 only where nothing was said on the topic.
    public static RunningService start(FreshDatabase own, Map<String, String> keys, String current, String... more) {
        RunningService _ = shared();
        return begin(own, keys, current, more);
    }

    private static RunningService begin(FreshDatabase own, Map<String, String> keys, String current, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + own.jdbcUrl(),
                "--spring.datasource.username=" + own.user(),
                "--spring.datasource.password=" + own.password(),
                "--spring.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
                "--syncline.security.api-token=" + API_TOKEN,
                "--syncline.security.service-token=" + SERVICE_TOKEN,
                "--syncline.network.allow-local=true",
                "--syncline.network.shared-servers=localhost:%1$d,127.0.0.1:%1$d".formatted(own.server().port()),
                "--syncline.secrets.current=" + current));
        keys.forEach((id, key) -> arguments.add("--syncline.secrets.keys." + id + "=" + key));
        arguments.addAll(List.of(more));
        if (arguments.stream().noneMatch(argument -> argument.startsWith(CONNECT))) {
            // Each question to a database that is away takes as long.
            arguments.add(CONNECT + "2s");
        }
        return new RunningService(ServiceApplication.of(ConfigService.class, ConfigService.NAME).run(arguments.toArray(String[]::new)));
    }

    public static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    public String url() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /// As people and other systems call it.
    public RestTestClient api() {
        return with(API_TOKEN);
    }

    /// As the other services call it.
    public RestTestClient service() {
        return with(SERVICE_TOKEN);
    }

    public RestTestClient anonymous() {
        return RestTestClient.bindToServer().baseUrl(url()).build();
    }

    private RestTestClient with(String token) {
        return RestTestClient.bindToServer().baseUrl(url()).defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token).build();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
