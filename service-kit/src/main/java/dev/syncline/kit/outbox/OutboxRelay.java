package dev.syncline.kit.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends what is in the outbox, oldest first, and removes it once the broker has acknowledged it. Of several instances one sends at a time.
final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final long LOCK = 0x53594e4f55544258L;

    // An instance that is stopped while it sends would keep all others from sending: PostgreSQL ends its session. Longer than the producer waits
    // for the broker (delivery.timeout.ms, 120 s).
    private static final String LONGEST_PAUSE = "150s";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean running;
    private @org.jspecify.annotations.Nullable Thread thread;

    OutboxRelay(JdbcClient jdbc, TransactionTemplate transactions, KafkaTemplate<String, byte[]> kafka) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.kafka = kafka;
    }

    void wake() {
        signal.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        Thread stopping = thread;
        if (stopping != null) {
            try {
                stopping.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        boolean failing = false;
        while (running) {
            try {
                // The second is for what another instance, or this one before a crash, has left behind.
                signal.tryAcquire(1, TimeUnit.SECONDS);
                signal.drainPermits();
                while (running && sendBatch() == BATCH) {
                    // more to send
                }
                failing = false;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (!failing) {
                    log.warn("Cannot send from the outbox, will go on trying: {}", e.toString());
                    failing = true;
                }
            }
        }
    }

    private int sendBatch() {
        Integer sent = transactions.execute(_ -> {
            boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock) AND set_config('idle_in_transaction_session_timeout', :pause, true) IS NOT NULL")
                    .param("lock", LOCK)
                    .param("pause", LONGEST_PAUSE)
                    .query(Boolean.class)
                    .single();
            if (!mine) {
                return 0;
            }
            List<Message> messages = jdbc.sql("""
                            SELECT id, topic, key, payload
                            FROM outbox
                            ORDER BY id
                            LIMIT :batch
                            """)
                    .param("batch", BATCH)
                    .query(Message.class)
                    .list();
            if (messages.isEmpty()) {
                return 0;
            }
            List<CompletableFuture<?>> acknowledged = messages.stream()
                    .<CompletableFuture<?>>map(message -> kafka.send(message.topic(), message.key(), message.payload()))
                    .toList();
            CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new)).join();
            jdbc.sql("DELETE FROM outbox WHERE id = ANY(:ids)")
                    .param("ids", messages.stream().map(Message::id).toArray(Long[]::new))
                    .update();
            return messages.size();
        });
        return sent == null ? 0 : sent;
    }

    private record Message(long id, String topic, String key, byte[] payload) {}
}
