package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.kit.message.TopicProperties;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A broker that is restarted while a run begins is no fault of the run.
class RowsTopicCreationIT {

    private static final RowsProperties ROWS = new RowsProperties(
            DataSize.ofMegabytes(1), DataSize.ofGigabytes(1), DataSize.ofMegabytes(16), DataSize.ofMegabytes(32), "none", Duration.ofMinutes(15), Duration.ofSeconds(20));

    private final Forwarder broker = Forwarder.toNowhere();
    private final Admin admin = Admin.create(Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + broker.port(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 300,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 300,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100));
    private final RowsTopicCreation creation = new RowsTopicCreation(admin, new TopicProperties((short) 1, Duration.ofDays(7), 3), ROWS);
    private final UUID run = UUID.randomUUID();
    private final Assignment assignment = new Assignment(
            new Work.DiscoverTables(UUID.randomUUID(), 1, run, 1, List.of(), List.of(new TableName("s", "t")), 1, List.of(), Map.of(), List.of()), _ -> { });

    @AfterEach
    void close() {
        admin.close(Duration.ZERO);
        broker.close();
    }

    @Test
    void aBrokerThatIsAwayIsWaitedForAndTheRunSaysSo() throws Exception {
        CompletableFuture<Void> made = await();
        Awaitility.await().until(() -> "Kafka, which does not make the topic for the rows".equals(assignment.waitsFor()));

        broker.leadTo(Integer.parseInt(SharedServers.kafka().bootstrapServers().replaceFirst(".*:", "")));
        made.join();

        assertThat(assignment.waitsFor()).isNull();
        try (Admin other = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka().bootstrapServers()))) {
            assertThat(other.listTopics().names().get()).contains(Topics.rows(run));
        }
    }

    @Test
    void aRunThatIsCancelledDoesNotWaitForIt() {
        CompletableFuture<Void> made = await();
        Awaitility.await().until(() -> assignment.waitsFor() != null);

        assignment.stop(Assignment.Stop.WITHDRAWN);

        assertThatThrownBy(made::join).hasCauseInstanceOf(Assignment.Stopped.class);
    }

    private CompletableFuture<Void> await() {
        CompletableFuture<Void> made = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                creation.await(run, 1, creation.create(run, 1), assignment);
                made.complete(null);
            } catch (Exception e) {
                made.completeExceptionally(e);
            }
        });
        return made;
    }
}
