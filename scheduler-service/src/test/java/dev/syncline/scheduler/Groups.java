package dev.syncline.scheduler;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import dev.syncline.kit.message.WholeTopic;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import static org.awaitility.Awaitility.await;

/// Where the groups of the scheduler's listeners stand.
final class Groups {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Groups() {}

    /// As after a crash between the database's commit and the broker's: what was sent since comes again. The service must be stopped.
    static void rewind(String group, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        offsets.forEach((partition, offset) -> places.put(partition, new OffsetAndMetadata(offset)));
        try (Admin admin = admin()) {
            // The broker refuses it until the last member has left.
            await().atMost(LIMIT).until(() -> {
                try {
                    admin.alterConsumerGroupOffsets(group, places).all().get();
                    return true;
                } catch (ExecutionException _) {
                    return false;
                }
            });
        }
    }

    /// Waits until everything that is in a topic has been handled.
    static void awaitHandled(String group, String topic) {
        Map<TopicPartition, Long> ends = Topic.ends(topic);
        try (Admin admin = admin()) {
            await().atMost(LIMIT).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> places =
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
                return ends.entrySet().stream().allMatch(end -> end.getValue() == 0 || reached(places.get(end.getKey()), end.getValue()));
            });
        }
    }

    /// Waits until everything that is in a topic that is read without a group has been taken.
    static void awaitTaken(WholeTopic reader, String topic) {
        Map<TopicPartition, Long> ends = Topic.ends(topic);
        await().atMost(LIMIT).until(() -> reader.hasTaken(ends));
    }

    private static boolean reached(OffsetAndMetadata place, long end) {
        return place != null && place.offset() >= end;
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()));
    }
}
