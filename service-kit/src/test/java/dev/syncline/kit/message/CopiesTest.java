package dev.syncline.kit.message;

import java.util.List;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CopiesTest {

    @Test
    void oneBrokerThatHoldsEverythingIsTold() {
        assertThat(Copies.warning(1, List.of(topic("a", 1)))).hasValueSatisfying(warning -> assertThat(warning).contains("One broker holds everything"));
    }

    @Test
    void topicsWithTooFewCopiesAreNamed() {
        assertThat(Copies.warning(3, List.of(topic("b", 1), topic("whole", 3), topic("a", 2)))).hasValueSatisfying(warning -> assertThat(warning)
                .contains("Of 3 brokers fewer than 3 have a copy of a, b;", "kafka-reassign-partitions"));
        assertThat(Copies.warning(2, List.of(topic("a", 1)))).hasValueSatisfying(warning -> assertThat(warning).contains("fewer than 2"));
    }

    @Test
    void enoughCopiesAreNoNews() {
        assertThat(Copies.warning(3, List.of(topic("a", 3)))).isEmpty();
        assertThat(Copies.warning(9, List.of(topic("a", 3)))).isEmpty();
        assertThat(Copies.warning(2, List.of(topic("a", 2)))).isEmpty();
    }

    private static TopicDescription topic(String name, int copies) {
        List<Node> brokers = IntStream.range(0, copies).mapToObj(id -> new Node(id, "broker", 9092)).toList();
        return new TopicDescription(name, false, List.of(new TopicPartitionInfo(0, brokers.getFirst(), brokers, brokers)));
    }
}
