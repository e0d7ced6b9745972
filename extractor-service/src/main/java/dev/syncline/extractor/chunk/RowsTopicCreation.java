package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.kit.message.TopicProperties;
import dev.syncline.kit.worker.Assignment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

/// Makes the topic for the rows of a run.
@Component
public final class RowsTopicCreation {

    // Records that every target has taken leave the disk by whole segments.
    private static final int SEGMENT_BYTES = 67_108_864;
    private static final Duration FILE_DELETE_DELAY = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Admin admin;
    private final TopicProperties topics;
    private final Duration patience;

    RowsTopicCreation(Admin admin, TopicProperties topics, RowsProperties rows) {
        this.admin = admin;
        this.topics = topics;
        this.patience = rows.sendTimeout();
    }

    /// Begins to make the topic; [#await] says when it is there. One that exists is left as it is.
    public KafkaFuture<Void> create(UUID runId, int partitions) {
        NewTopic topic = new NewTopic(Topics.rows(runId), partitions, topics.replication())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(topics.retention().toMillis()),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, topics.inSync(),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RowsProperties.MAX_RECORD_BYTES),
                        TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES),
                        TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, Long.toString(FILE_DELETE_DELAY.toMillis())));
        return admin.createTopics(List.of(topic)).all();
    }

    /// Waits for a topic that is being made. A broker that is away is asked again, for as long as rows are kept for it.
    ///
    /// @throws SyncException with `SERVICE_UNAVAILABLE` where the broker does not make it
    /// @throws Assignment.Stopped where the work is to end
    public void await(UUID runId, int partitions, KafkaFuture<Void> begun, Assignment assignment) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        KafkaFuture<Void> creation = begun;
        try {
            while (true) {
                assignment.check();
                try {
                    creation.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException _) {
                    // not yet
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof TopicExistsException) {
                        return;
                    }
                    if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - end >= 0) {
                        throw notMade(e);
                    }
                    assignment.waitsFor("Kafka, which does not make the topic for the rows");
                    creation = create(runId, partitions);
                }
            }
        } finally {
            assignment.waitsFor(null);
        }
    }

    private static SyncException notMade(ExecutionException e) {
        return new SyncException(
                FailureCode.SERVICE_UNAVAILABLE,
                "Kafka did not make the topic for the run's rows: %s".formatted((e.getCause() == null ? e : e.getCause()).getMessage()),
                e);
    }
}
