package dev.syncline.kit.connection;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class OwnAddressesTest {

    @Test
    void aServiceKnowsWhatItIsToldOf() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.kafka.bootstrap-servers", "kafka-1:9092,PLAINTEXT://kafka-2.:9092")
                .withProperty("spring.datasource.url", "jdbc:postgresql://postgres,[2001:db8::1]:5433/state?sslmode=require")
                .withProperty("syncline.config-service.url", "http://config-service:8081")
                .withProperty("server.port", "8083")
                .withProperty("syncline.network.own-servers", "scheduler:8082, loader:8084");

        OwnAddresses own = OwnAddresses.of(environment);

        assertThat(own.servers()).containsExactlyInAnyOrder(
                "kafka-1:9092", "kafka-2:9092", "postgres:5432", "[2001:db8::1]:5433", "config-service:8081", "127.0.0.1:8083", "scheduler:8082", "loader:8084");
        assertThat(own.shared()).isEmpty();
        assertThat(own.databases()).contains("state", "syncline_config", "syncline_console");
    }

    @Test
    void withoutSettingsNothingIsKnown() {
        MockEnvironment environment = new MockEnvironment().withProperty("syncline.network.own-servers", "").withProperty("server.port", "0");

        assertThat(OwnAddresses.of(environment).servers()).isEmpty();
    }
}
