package dev.syncline.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import org.apache.kafka.common.Uuid;

/// Several brokers that keep a copy of everything each, as companies have them; what is acknowledged is with all but one of them.
public final class KafkaCluster implements AutoCloseable {

    private final List<KafkaServer> brokers;

    private KafkaCluster(List<KafkaServer> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /// Starts them at the same time, on free ports.
    public static KafkaCluster start(Path directory, int size) {
        List<Integer> controllers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            controllers.add(FreePort.find());
        }
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            voters.add("%d@127.0.0.1:%d".formatted(i + 1, controllers.get(i)));
        }
        String clusterId = Uuid.randomUuid().toString();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<KafkaServer>> starting = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                KafkaServer.Node node = new KafkaServer.Node(i + 1, FreePort.find(), controllers.get(i), String.join(",", voters), clusterId);
                Path home = directory.resolve("broker-" + node.id());
                starting.add(CompletableFuture.supplyAsync(() -> KafkaServer.start(home, node, settings(size), BrokerLogins.NONE), threads));
            }
            return new KafkaCluster(starting.stream().map(CompletableFuture::join).toList());
        }
    }

    private static Map<String, String> settings(int size) {
        String copies = Integer.toString(size);
        String inSync = Integer.toString(Math.max(1, size - 1));
        Map<String, String> settings = new HashMap<>();
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.replication.factor", copies);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", inSync);
        return settings;
    }

    public String bootstrapServers() {
        return brokers.stream().map(KafkaServer::bootstrapServers).collect(Collectors.joining(","));
    }

    public List<KafkaServer> brokers() {
        return brokers;
    }

    @Override
    public void close() {
        // Together: one that is left alone waits for the others to elect somebody before it stops.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            brokers.forEach(broker -> threads.execute(broker::close));
        }
    }
}
