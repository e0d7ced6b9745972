package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.kit.message.TopicProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

/// Makes the topic for the rows of a run.
@Component
public final class RowsTopicCreation {

    // Records that every target has taken leave the disk by whole segments.
    private static final int SEGMENT_BYTES = 67_108_864;
    private static final Duration FILE_DELETE_DELAY = Duration.ofSeconds(1);

    private final Admin admin;
    private final TopicProperties topics;

    RowsTopicCreation(Admin admin, TopicProperties topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /// Begins to make the topic; [#await] says when it is there. One that exists is left as it is.
    public KafkaFuture<Void> create(UUID runId, int partitions) {
        NewTopic topic = new NewTopic(Topics.rows(runId), partitions, topics.replication())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(topics.retention().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RowsProperties.MAX_RECORD_BYTES),
                        TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES),
                        TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, Long.toString(FILE_DELETE_DELAY.toMillis())));
        return admin.createTopics(List.of(topic)).all();
    }

    /// Waits for a topic that is being made.
    ///
    /// @throws SyncException with `SERVICE_UNAVAILABLE` where the broker does not make it
    public static void await(KafkaFuture<Void> creation) throws InterruptedException {
        try {
            creation.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new SyncException(
                        FailureCode.SERVICE_UNAVAILABLE,
                        "Kafka did not make the topic for the run's rows: %s".formatted((e.getCause() == null ? e : e.getCause()).getMessage()),
                        e);
            }
        }
    }
}
