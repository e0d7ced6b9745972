package dev.syncline.loader.intake;

import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.kit.worker.WorkerProperties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// Opens readers of rows topics. Consumers are kept for the next load: a new one costs a small table more than its rows do.
@Component
public final class RowsReaders implements DisposableBean {

    private final Map<String, Object> kit;
    private final IntakeProperties intake;
    private final int keep;
    private final Deque<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().name("rows-", 0).daemon().factory());
    private volatile boolean closed;

    RowsReaders(ConsumerFactory<String, byte[]> kit, IntakeProperties intake, WorkerProperties worker) {
        this.kit = kit.getConfigurationProperties();
        this.intake = intake;
        this.keep = worker.slots();
    }

    /// Begins to fetch what a load has not taken yet.
    public RowsReader open(LoadTable work, Ledger taken) {
        RowsReader reader = new RowsReader(work, taken, intake);
        threads.execute(() -> fetch(reader));
        return reader;
    }

    private void fetch(RowsReader reader) {
        try {
            Consumer<byte[], byte[]> consumer = take();
            boolean well = reader.fetch(consumer);
            giveBack(consumer, well);
        } catch (RuntimeException | Error e) {
            reader.fail(e); // whatever it is: the load must not wait for ever
        }
    }

    @Override
    public void destroy() {
        closed = true;
        threads.shutdown();
        for (Consumer<byte[], byte[]> consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            consumer.close();
        }
    }

    private Consumer<byte[], byte[]> take() {
        Consumer<byte[], byte[]> consumer = idle.poll();
        return consumer != null ? consumer : new KafkaConsumer<>(settings());
    }

    private void giveBack(Consumer<byte[], byte[]> consumer, boolean well) {
        if (!well || closed || idle.size() >= keep) {
            consumer.close();
        } else {
            consumer.assign(List.of());
            idle.push(consumer);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kit);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "syncline-rows-" + made.incrementAndGet());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        // Every chunk has a checksum of its own.
        settings.put(ConsumerConfig.CHECK_CRCS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, intake.prefetchChunks());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Math.toIntExact(intake.fetchBytes().toBytes()));
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.toIntExact(intake.fetchBytes().toBytes()));
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(intake.fetchWait().toMillis()));
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2000);
        return settings;
    }
}
