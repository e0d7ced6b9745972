package dev.syncline.allinone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Json;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Speaks as an extractor does, and finds no table that it is asked for: each run ends, as failed, as soon as it has begun.
final class FakeExtractor implements AutoCloseable {

    private static final Duration ANNOUNCE = Duration.ofSeconds(1);

    private final String id = "fake-" + UUID.randomUUID();
    private final Map<String, Object> settings;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread;
    private volatile boolean open = true;

    FakeExtractor(String bootstrapServers) {
        settings = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        thread = Thread.ofPlatform().daemon().name(id).start(this::run);
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.WORK, 0));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            Instant next = Instant.EPOCH;
            while (open) {
                if (Instant.now().isAfter(next)) {
                    send(Topics.WORKERS, id, new WorkerAnnounced(id, WorkerKind.EXTRACTOR, 64, List.of(), Instant.now()));
                    next = Instant.now().plus(ANNOUNCE);
                }
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    if (Json.read(record.value(), WorkCommand.class) instanceof WorkCommand.Assign(String worker, Work.DiscoverTables work, _)
                            && worker.equals(id)) {
                        findNothing(work);
                    }
                });
            }
        }
    }

    private void findNothing(Work.DiscoverTables work) {
        List<DiscoveredTable> missing = work.tables().stream()
                .map(table -> new DiscoveredTable(table, null, -1, -1, new Failure(FailureCode.NOT_FOUND, "Table %s is not there".formatted(table))))
                .toList();
        String run = work.runId().toString();
        send(Topics.RESULTS, run, new WorkResult.TablesDiscovered(work.runId(), work.id(), work.fence(), missing, Instant.now()));
        send(Topics.RESULTS, run, new WorkResult.DiscoveryFinished(work.runId(), work.id(), work.fence(), missing.size(), Instant.now()));
    }

    /// Sends anything, as any service would.
    void send(String topic, String key, Object message) {
        producer.send(new ProducerRecord<>(topic, key, Json.bytes(message)));
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }
}
