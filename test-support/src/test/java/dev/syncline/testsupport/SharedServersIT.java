package dev.syncline.testsupport;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedServersIT {

    @Test
    void kafkaCreatesNoTopicUnasked() {
        Map<String, Object> settings = Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers(), "max.block.ms", 1000);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("nobody-made-this", "x")).get())
                    .rootCause().isInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void freshDatabasesAreEmptyApartAndGoneAfterwards() throws Exception {
        for (DatabaseServer server : List.of(SharedServers.mySql(), SharedServers.postgreSql())) {
            FreshDatabase first = server.freshDatabase("sales");
            try (first; FreshDatabase second = server.freshDatabase("sales")) {
                first.execute("CREATE TABLE t (a int)");
                second.execute("CREATE TABLE t (a int)");
                try (Connection connection = first.connect()) {
                    assertThat(connection.isValid(1)).isTrue();
                }
            }
            assertThatThrownBy(first::connect).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void sharedServersAreStartedOnce() {
        assertThat(SharedServers.postgreSql()).isSameAs(SharedServers.postgreSql());
        assertThat(SharedServers.mySql().process().isAlive()).isTrue();
    }
}
