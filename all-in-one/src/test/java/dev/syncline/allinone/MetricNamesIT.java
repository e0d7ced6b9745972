package dev.syncline.allinone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import dev.syncline.allinone.installation.Service;
import dev.syncline.contracts.Topics;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What the alerting rules and the dashboard ask for is what the services really show.
class MetricNamesIT {

    private final Installed installed = Installed.shared();
    private FreshDatabase source;
    private FreshDatabase target;

    @BeforeEach
    void databases() {
        source = SharedServers.postgreSql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        source.execute("CREATE TABLE orders (id int PRIMARY KEY)");
    }

    @AfterEach
    void drop() {
        List.of(source, target).forEach(FreshDatabase::close);
    }

    @Test
    void everyMetricThatIsAskedForIsThere() throws Exception {
        long project = installed.project(
                installed.connection(source.server(), source.name(), false), List.of(installed.connection(target.server(), target.name(), true)),
                "public", List.of("orders"), "public");
        assertThat(installed.execute(project).get("state").asString()).isEqualTo("SUCCEEDED");
        plan(project);
        sendWhatNobodyCanRead();

        Set<String> wanted = DashboardMetrics.names();

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(exported()).containsAll(wanted));

        // The page is made of the sources; this finds what was overlooked there.
        String page = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
        assertThat(exported()).filteredOn(name -> name.startsWith("syncline_"))
                .allMatch(name -> page.contains("`%s`".formatted(name)) || page.contains("`%s`".formatted(name.replaceFirst("_(count|sum|max|bucket)$", ""))));
    }

    /// The last success is shown of projects that have plans.
    private void plan(long project) {
        installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/plans"), Map.of(
                "name", "plan " + UUID.randomUUID(), "projectId", project, "zone", "UTC",
                "schedules", List.of(Map.of("every", "once", "at", List.of("2999-01-01T00:00"))))).ok();
    }

    /// Rejected messages are counted by topic, from the first one on.
    private void sendWhatNobodyCanRead() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", installed.settings.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.TRIGGERS, "no trigger".getBytes(StandardCharsets.UTF_8))).get();
        }
    }

    private Set<String> exported() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Service service : Service.values()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(installed.url(service, "/actuator/prometheus")))
                        .header("Authorization", "Bearer " + installed.settings.installation().apiToken())
                        .timeout(Duration.ofSeconds(10))
                        .build();
                HttpResponse<String> page = http.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(page.statusCode()).isEqualTo(200);
                names.addAll(DashboardMetrics.exported(page.body()));
            }
        }
        return names;
    }
}
