package dev.syncline.allinone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What has been said in a topic so far.
final class Messages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Messages() {}

    /// @param kafka the broker's address
    /// @param words what a message has in it, such as the id of a run
    static List<JsonNode> with(String kafka, String topic, String words) {
        List<JsonNode> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> {
                    if (message.value().contains(words)) {
                        found.add(JSON.readTree(message.value()));
                    }
                });
            }
        }
        return found;
    }
}
