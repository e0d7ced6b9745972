package dev.syncline.kit.message;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/// Says what would be lost with a broker: a topic that was made when there was one only stays on it.
final class Copies {

    private static final Logger log = LoggerFactory.getLogger(Copies.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ENOUGH = 3;

    private final KafkaAdmin settings;
    private final UsedTopics topics;

    Copies(KafkaAdmin settings, UsedTopics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    void warn() {
        try (Admin admin = Admin.create(settings.getConfigurationProperties())) {
            int brokers = admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).size();
            List<TopicDescription> described =
                    List.copyOf(admin.describeTopics(topics.names()).allTopicNames().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).values());
            warning(brokers, described).ifPresent(log::warn);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.info("Cannot see how many copies of the topics there are: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param topics as the broker describes them
    static Optional<String> warning(int brokers, List<TopicDescription> topics) {
        if (brokers == 1) {
            return Optional.of("One broker holds everything: what has not been handed on is lost with its disk. Three brokers with"
                    + " SYNCLINE_TOPIC_REPLICATION=3 keep it (docs/operate/kafka.md)");
        }
        List<String> few = topics.stream()
                .filter(topic -> topic.partitions().stream().anyMatch(partition -> partition.replicas().size() < Math.min(ENOUGH, brokers)))
                .map(TopicDescription::name)
                .sorted(Comparator.naturalOrder())
                .toList();
        return few.isEmpty() ? Optional.empty() : Optional.of(("Of %d brokers fewer than %d have a copy of %s; new topics get as many as SYNCLINE_TOPIC_REPLICATION says,"
                + " these need kafka-reassign-partitions (docs/operate/kafka.md)").formatted(brokers, Math.min(ENOUGH, brokers), String.join(", ", few)));
    }
}
