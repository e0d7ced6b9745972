package dev.syncline.kit.message;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.syncline.example.ExampleListener;
import dev.syncline.example.ExampleListener.Note;
import dev.syncline.example.ExampleService;
import dev.syncline.example.RunningExample;
import dev.syncline.testkit.KafkaServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TopicsAtStartIT {

    @Test
    void aServiceStartsWithoutABrokerAndMakesItsTopicsLater(@TempDir Path directory) throws IOException {
        int port = freePort();
        Map<String, String> settings = Map.of(
                "spring.kafka.bootstrap-servers", "127.0.0.1:" + port,
                "spring.kafka.admin.properties.request.timeout.ms", "1000",
                "spring.kafka.admin.properties.default.api.timeout.ms", "2000");
        try (RunningExample service = RunningExample.start(settings)) {
            assertThat(service.get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);

            try (KafkaServer _ = KafkaServer.start(directory, port)) {
                service.bean(Outgoing.class).send(ExampleService.TOPIC, "key", new Note("first")).join();

                await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                        assertThat(service.bean(ExampleListener.class).taken()).containsExactly("first"));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
