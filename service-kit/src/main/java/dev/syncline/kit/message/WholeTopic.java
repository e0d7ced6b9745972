package dev.syncline.kit.message;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/// Reads a compacted topic as what it is, a table: at each start from its beginning, then what comes. No group and no offsets of the broker, which
/// stay where they are when a database is restored to an earlier moment.
///
/// It is read to its end before the service listens to anybody else, unless the broker takes too long to answer.
public final class WholeTopic implements SmartLifecycle {

    /// What is done with a topic that is read.
    public interface Reader {

        /// Takes a record; the same one comes again at the next start. Throws where it cannot be understood.
        void take(ConsumerRecord<String, byte[]> record);

        /// Everything that was in the topic has been taken; called about once a second, also when nothing comes.
        void upToDate();
    }

    private static final Logger log = LoggerFactory.getLogger(WholeTopic.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_START = Duration.ofSeconds(15);

    // After the topics are made (TopicsAtStart), before listeners, timers and the web server.
    private static final int PHASE = 0;

    private final String topic;
    private final ConsumerFactory<String, byte[]> consumers;
    private final Incoming incoming;
    private final Reader reader;
    private final CountDownLatch read = new CountDownLatch(1);
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile boolean again;
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    public WholeTopic(String topic, ConsumerFactory<String, byte[]> consumers, Incoming incoming, Reader reader) {
        this.topic = topic;
        this.consumers = consumers;
        this.incoming = incoming;
        this.reader = reader;
    }

    /// Whether all that was in the topic at the start has been taken.
    public boolean isRead() {
        return read.getCount() == 0;
    }

    /// Waits until all that was in the topic at the start has been taken.
    ///
    /// @return whether it has
    public boolean awaitRead(Duration most) {
        try {
            return read.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Whether what stands before these offsets has been taken.
    public boolean hasTaken(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /// Reads it once more from its beginning, because what was taken from it has been lost.
    public void readAgain() {
        again = true;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name(topic).start(this::run);
        if (!awaitRead(LONGEST_START)) {
            log.warn("topic={} has not been read within {}; will go on trying", topic, LONGEST_START);
        }
    }

    @Override
    public void stop() {
        running = false;
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
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

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        boolean failing = false;
        while (running) {
            try (Consumer<String, byte[]> reading = consumers.createConsumer()) {
                consumer = reading;
                read(reading);
                failing = false;
            } catch (WakeupException _) {
                // stopping
            } catch (RuntimeException e) {
                if (!failing) {
                    log.warn("topic={} cannot be read, will go on trying: {}", topic, e.toString());
                    failing = true;
                }
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(Consumer<String, byte[]> reading) {
        List<TopicPartition> partitions = reading.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("There is no such topic yet");
        }
        reading.assign(partitions);
        reading.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(reading.endOffsets(partitions));
        while (running) {
            if (again) {
                again = false;
                reading.seekToBeginning(partitions);
                ends.putAll(reading.endOffsets(partitions));
            }
            reading.poll(isRead() ? POLL : RETRY).forEach(this::take);
            partitions.forEach(partition -> positions.put(partition, reading.position(partition)));
            if (hasTaken(ends)) {
                reader.upToDate();
                read.countDown();
            }
        }
    }

    // A record that fails for its own sake is put aside, once: it stays in the topic, and so comes again at each start. One that cannot be read is the same
    // to all who read the topic, and UnreadableRecords puts it aside for all of them. Where the database is away, everything is read anew when it is back.
    private void take(ConsumerRecord<String, byte[]> record) {
        DatabaseAway.attempt(() -> reader.take(record)).ifPresent(e -> {
            if (isRead() && !(e instanceof UnreadableMessage)) {
                incoming.reject(record, e);
            } else {
                log.warn("Ignored topic={} partition={} offset={}: {}", record.topic(), record.partition(), record.offset(), e.getClass().getSimpleName());
            }
        });
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
