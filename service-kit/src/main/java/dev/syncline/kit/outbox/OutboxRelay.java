package dev.syncline.kit.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.syncline.kit.message.DeadLetters;
import dev.syncline.kit.message.NeverTaken;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
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
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(
            JdbcClient jdbc, TransactionTemplate transactions, KafkaTemplate<String, byte[]> kafka, DeadLetters deadLetters, MeterRegistry meters) {
        this.deadLetters = deadLetters;
        this.meters = meters;
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
                Set<String> stuck = new HashSet<>();
                while (running && sendBatch(stuck)) {
                    // more to send
                }
                if (!stuck.isEmpty() && !failing) {
                    log.warn("Cannot send from the outbox to {}, will go on trying", stuck);
                }
                failing = !stuck.isEmpty();
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

    /// @param stuck topics that take nothing for now; what is for others leaves nevertheless
    /// @return whether there may be more to send
    private boolean sendBatch(Set<String> stuck) {
        Boolean more = transactions.execute(_ -> {
            boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock) AND set_config('idle_in_transaction_session_timeout', :pause, true) IS NOT NULL")
                    .param("lock", LOCK)
                    .param("pause", LONGEST_PAUSE)
                    .query(Boolean.class)
                    .single();
            if (!mine) {
                return false;
            }
            List<Message> messages = jdbc.sql("""
                            SELECT id, topic, key, payload
                            FROM outbox
                            WHERE topic <> ALL(:stuck)
                            ORDER BY id
                            LIMIT :batch
                            """)
                    .param("stuck", stuck.toArray(String[]::new))
                    .param("batch", BATCH)
                    .query(Message.class)
                    .list();
            int before = stuck.size();
            Long[] done = sent(messages, stuck).stream().map(Message::id).toArray(Long[]::new);
            if (done.length > 0) {
                jdbc.sql("DELETE FROM outbox WHERE id = ANY(:ids)").param("ids", done).update();
            }
            return messages.size() == BATCH || stuck.size() > before;
        });
        return Boolean.TRUE.equals(more);
    }

    /// Sends messages, and waits for what becomes of them.
    ///
    /// @return those that are done with; of a topic that is stuck, none behind the first that was not taken, so that their order stays
    private List<Message> sent(List<Message> messages, Set<String> stuck) {
        List<CompletableFuture<?>> answers = messages.stream().<CompletableFuture<?>>map(this::send).toList();
        List<Message> done = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            Throwable failure = failureOf(answers.get(i));
            if (stuck.contains(message.topic())) {
                continue; // its turn comes again, also to be put aside
            }
            if (failure == null) {
                done.add(message);
            } else if (NeverTaken.isCauseOf(failure)) {
                putAside(message, failure);
                done.add(message);
            } else {
                log.debug("Cannot send to {}", message.topic(), failure);
                stuck.add(message.topic());
            }
        }
        return done;
    }

    // A broker that is away is waited for once in a batch, and not for each message.
    private CompletableFuture<?> send(Message message) {
        try {
            return kafka.send(message.topic(), message.key(), message.payload());
        } catch (KafkaException e) {
            if (NeverTaken.isCauseOf(e) || e.getCause() instanceof AuthorizationException) {
                return CompletableFuture.failedFuture(e);
            }
            throw e;
        }
    }

    private static @Nullable Throwable failureOf(CompletableFuture<?> answer) {
        try {
            answer.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /// A message that the broker never takes would keep back all that are behind it.
    private void putAside(Message message, Throwable failure) {
        log.error("outbox={} topic={} bytes={} is never taken by the broker, and put aside", message.id(), message.topic(), message.payload().length, failure);
        deadLetters.send(
                new ConsumerRecord<>("outbox of " + message.topic(), 0, message.id(), message.key(), message.payload()),
                new IllegalArgumentException("Never taken", failure));
        meters.counter("syncline.messages.rejected", "topic", message.topic()).increment();
    }

    private record Message(long id, String topic, String key, byte[] payload) {}
}
