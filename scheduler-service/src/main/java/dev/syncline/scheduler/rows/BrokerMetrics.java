package dev.syncline.scheduler.rows;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.contracts.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What the brokers say of themselves: the room on their disks, and how many messages nobody could read. A right that is missing leaves a figure out.
@Component
class BrokerMetrics {

    private static final Logger log = LoggerFactory.getLogger(BrokerMetrics.class);

    private final RowsTopics topics;
    private final MultiGauge free;
    private volatile double deadLetters = Double.NaN;

    BrokerMetrics(RowsTopics topics, MeterRegistry meters) {
        this.topics = topics;
        free = MultiGauge.builder("syncline.broker.disk.free")
                .description("How much of a broker's fullest disk is free")
                .baseUnit("ratio")
                .register(meters);
        Gauge.builder("syncline.dead.letters", () -> deadLetters)
                .description("Messages on the topic for those that nobody could read")
                .register(meters);
    }

    /// Does not wait for the answers.
    @Scheduled(fixedDelay = 15_000)
    void refresh() {
        try {
            Admin admin = topics.admin();
            admin.describeCluster().nodes().whenComplete((nodes, failure) -> {
                if (failure == null) {
                    askForDisks(admin, nodes);
                } else {
                    log.debug("Cannot ask for the brokers: {}", failure.toString());
                }
            });
            askForDeadLetters(admin);
        } catch (RuntimeException e) {
            log.debug("Cannot ask the brokers: {}", e.toString());
        }
    }

    private void askForDisks(Admin admin, Collection<Node> nodes) {
        admin.describeLogDirs(nodes.stream().map(Node::id).toList()).allDescriptions().whenComplete((disks, failure) -> {
            if (failure != null) {
                log.debug("Cannot ask for the brokers' disks: {}", failure.toString());
                return;
            }
            free.register(disks.entrySet().stream()
                    .<MultiGauge.Row<?>>map(broker -> MultiGauge.Row.of(Tags.of("broker", Integer.toString(broker.getKey())), freeOf(broker.getValue().values())))
                    .collect(Collectors.toList()), true);
        });
    }

    /// Of the fullest of its disks; what a broker of an older version does not say is not a number.
    static double freeOf(Collection<LogDirDescription> disks) {
        return disks.stream()
                .filter(disk -> disk.totalBytes().orElse(0) > 0 && disk.usableBytes().isPresent())
                .mapToDouble(disk -> (double) disk.usableBytes().getAsLong() / disk.totalBytes().getAsLong())
                .min()
                .orElse(Double.NaN);
    }

    private void askForDeadLetters(Admin admin) {
        admin.describeTopics(List.of(Topics.DEAD_LETTERS)).allTopicNames().whenComplete((found, failure) -> {
            if (failure != null) {
                log.debug("Cannot ask for dead letters: {}", failure.toString());
                return;
            }
            List<TopicPartition> partitions = IntStream.range(0, Objects.requireNonNull(found.get(Topics.DEAD_LETTERS)).partitions().size())
                    .mapToObj(number -> new TopicPartition(Topics.DEAD_LETTERS, number))
                    .toList();
            KafkaFuture<Long> first = sum(admin, partitions, OffsetSpec.earliest());
            sum(admin, partitions, OffsetSpec.latest()).whenComplete((last, failed) -> first.whenComplete((begin, failedToo) -> {
                if (failed == null && failedToo == null) {
                    deadLetters = last - begin;
                }
            }));
        });
    }

    private static KafkaFuture<Long> sum(Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec));
        return admin.listOffsets(asked).all().thenApply(offsets -> offsets.values().stream().mapToLong(it -> it.offset()).sum());
    }
}
