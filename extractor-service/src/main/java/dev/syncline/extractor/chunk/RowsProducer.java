package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.Work.ExtractTable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/// The one producer of rows, shared by all tables: its buffer bounds what is on its way to the broker.
@Component
public final class RowsProducer implements DisposableBean {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    // The least that the client takes for idle topics.
    private static final int FORGET_MILLIS = 5_000;

    private final Producer<byte[], byte[]> producer;
    private final RunBudget budget;
    private final Cache<TopicPartition, Long> begun =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(1)).maximumSize(10_000).build();
    private final Set<RowsStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("rows-alive").daemon().factory());

    RowsProducer(ProducerFactory<String, byte[]> kit, RowsProperties rows, RunBudget budget) {
        this.producer = new KafkaProducer<>(settings(kit.getConfigurationProperties(), rows));
        this.budget = budget;
        long every = rows.aliveEvery().toMillis();
        Runnable beat = () -> HeartBeat.of(open, every);
        timer.scheduleWithFixedDelay(beat, every, every / 4 + 1, TimeUnit.MILLISECONDS);
    }

    /// Begins to publish the rows of a table.
    public RowsStream open(ExtractTable work) {
        TopicPartition partition = new TopicPartition(Topics.rows(work.runId()), work.partition());
        boolean known = begun.getIfPresent(partition) != null;
        RowsStream stream = new RowsStream(work, producer, bytes -> budget.sent(work, bytes), known, open::remove);
        stream.firstOffset().thenAccept(offset -> begun.put(partition, offset));
        open.add(stream);
        return stream;
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        producer.close(CLOSE_WITHIN);
    }

    private static Map<String, Object> settings(Map<String, Object> kit, RowsProperties rows) {
        Map<String, Object> settings = new HashMap<>(kit);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "syncline-rows");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, rows.compression());
        // A full chunk is a batch of its own, in memory that the client keeps for the next: what it makes for a larger batch alone dies old in a small heap, and
        // several readers of one table then pay for it in full collections. The one chunk of a small table and its manifest may share one.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, rows.batchBytes());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, rows.sendBuffer().toBytes());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RowsProperties.MAX_RECORD_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, rows.sendTimeout().toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(rows.sendTimeout().toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(10_000, rows.sendTimeout().toMillis()));
        // The topic is seconds old: the first metadata may not know it yet.
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2000);
        // A topic that nothing is sent to any more is forgotten within ten seconds, before it goes with its run (syncline.rows.delete-after of the scheduler).
        // By itself the client knows it for five minutes, and when it is gone asks for it every second, with a warning each time.
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, FORGET_MILLIS);
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, FORGET_MILLIS);
        return settings;
    }
}
