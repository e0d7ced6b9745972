package dev.syncline.scheduler;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.kit.ServiceApplication;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

/// The service with its real HTTP server, its own database on a real PostgreSQL and a real broker; short leases, so that tests need not wait.
public final class RunningScheduler {

    public static final String API_TOKEN = "api-7d1f0c9b52e84a6e9c31";
    public static final String SERVICE_TOKEN = "svc-e2b8450d917f4c3aa6c8";

    private static RunningScheduler shared;

    private final FreshDatabase own;
    private ConfigurableApplicationContext context;

    private RunningScheduler(FreshDatabase own) {
        this.own = own;
        start();
    }

    /// One service for all tests of this JVM: two with one broker would take each other's messages.
    public static synchronized RunningScheduler shared() {
        if (shared == null) {
            shared = new RunningScheduler(SharedServers.postgreSql().freshDatabase("scheduler"));
        }
        return shared;
    }

    public void start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + own.jdbcUrl(),
                "--spring.datasource.username=" + own.user(),
                "--spring.datasource.password=" + own.password(),
                "--spring.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
                "--syncline.security.api-token=" + API_TOKEN,
                "--syncline.security.service-token=" + SERVICE_TOKEN,
                "--syncline.work.lease=3s",
                "--syncline.work.silence=2s",
                "--syncline.runs.clean-up-patience=5s",
                "--syncline.runs.retry.backoff=200ms",
                "--syncline.rows.delete-taken-every=300ms",
                "--syncline.rows.delete-after=500ms",
                "--syncline.leftovers.holders-turn=1s",
                "--syncline.leftovers.settle=1s",
                "--syncline.runs.look-every=200ms",
                "--syncline.records.clean-every=500ms",
                "--syncline.records.sample-every=100ms",
                "--syncline.config-service.url=http://localhost:1"));
        context = ServiceApplication.of(SchedulerService.class, SchedulerService.NAME).run(arguments.toArray(String[]::new));
    }

    public void stop() {
        context.close();
    }

    public String url() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    public RestTestClient api() {
        return RestTestClient.bindToServer().baseUrl(url()).defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + API_TOKEN).build();
    }

    public FreshDatabase database() {
        return own;
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }
}
