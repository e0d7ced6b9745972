package dev.syncline.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.EventData;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;

import static org.awaitility.Awaitility.await;

/// The service as it is started in production, on a database of its own.
final class RunningService implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(40);
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

    void publish(EventData event) {
        CloudEvent news = CloudEvent.of(event);
        context.getBean(Outgoing.class).send(Topics.RUNS, news.subject(), news).join();
    }

    @SuppressWarnings("unchecked")
    void publishRaw(String key, String value) {
        KafkaTemplate<String, byte[]> kafka = context.getBean(KafkaTemplate.class);
        kafka.send(Topics.RUNS, key, value.getBytes(StandardCharsets.UTF_8)).join();
    }

    /// Waits until the service has taken everything that was published.
    void awaitAllTaken() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka().bootstrapServers()))) {
            Set<TopicPartition> partitions = admin.describeTopics(List.of(Topics.RUNS)).allTopicNames().get().get(Topics.RUNS).partitions().stream()
                    .map(partition -> new TopicPartition(Topics.RUNS, partition.partition()))
                    .collect(Collectors.toSet());
            Map<TopicPartition, OffsetSpec> ends = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> published = admin.listOffsets(ends).all().get();
            await().atMost(LIMIT).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets("notification").partitionsToOffsetAndMetadata().get();
                return partitions.stream().allMatch(partition -> published.get(partition).offset() == 0
                        || (taken.get(partition) != null && taken.get(partition).offset() >= published.get(partition).offset()));
            });
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until every message that was due has been tried.
    void awaitNothingDue(Simulated time) {
        // What is being tried at this moment has the end of its lease as its next attempt, later than any pause.
        await().atMost(LIMIT).until(() -> time.count("""
                SELECT count(*)
                FROM delivery
                WHERE state = 'PENDING' AND (next_attempt_at <= now() OR next_attempt_at > now() + interval '2 minutes')
                """) == 0);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(), path);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder().header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)), path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    request.uri(URI.create("http://localhost:" + port() + path)).header("Authorization", "Bearer " + API_TOKEN + "-for-people").build(),
                    HttpResponse.BodyHandlers.ofString());
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
