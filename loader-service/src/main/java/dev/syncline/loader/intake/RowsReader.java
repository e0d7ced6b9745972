package dev.syncline.loader.intake;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.kit.message.Records;
import dev.syncline.kit.worker.Assignment;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The chunks of one extraction, fetched a little ahead of the target by a thread of its own.
public final class RowsReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ASK = Duration.ofSeconds(5);

    private final LoadTable work;
    private final long stallNanos;
    private final TopicPartition partition;
    private final long from;
    private final ChunkVerifier verifier;
    private final BlockingQueue<ReceivedRecord> ahead;
    private volatile @Nullable SyncException failure;
    private volatile boolean closed;
    private boolean ended;
    private long lastSign;

    RowsReader(LoadTable work, Ledger taken, IntakeProperties intake) {
        this.work = work;
        this.stallNanos = intake.stallLimit().toNanos();
        this.partition = new TopicPartition(Topics.rows(work.runId()), work.partition());
        this.from = taken.nextOffset();
        this.verifier = new ChunkVerifier(work, taken.taken().chunks());
        this.ahead = new ArrayBlockingQueue<>(intake.prefetchChunks());
    }

    /// Waits for the next chunk, or the end.
    ///
    /// @return nothing where the time is up first
    /// @throws SyncException with `UNPROVEN` or `STALLED` where the chunks cannot be had in full
    /// @throws Assignment.Stopped where the work is to end
    public Optional<ReceivedRecord> next(Duration atMost, Assignment assignment) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            assignment.check();
            ReceivedRecord received = ahead.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (received != null) {
                return Optional.of(received);
            }
            SyncException failed = failure;
            if (failed != null && ahead.isEmpty()) {
                throw failed;
            }
            if (System.nanoTime() - deadline >= 0) {
                return Optional.empty();
            }
        }
    }

    /// Whether as many chunks wait for the target as may: it is slower than the reader.
    public boolean isFull() {
        return ahead.remainingCapacity() == 0;
    }

    @Override
    public void close() {
        closed = true;
    }

    /// Fetches until the extraction's end, or until nobody wants more.
    ///
    /// @return whether the consumer may be used again
    boolean fetch(Consumer<byte[], byte[]> consumer) {
        try {
            fetchAll(consumer);
            return true;
        } catch (SyncException e) {
            failure = e;
            return true;
        } catch (InvalidOffsetException e) {
            failure = new SyncException(
                    FailureCode.UNPROVEN, "Rows of %s have been deleted from %s before they were loaded".formatted(work.source(), partition), e);
            return true;
        } catch (InterruptedException | RuntimeException e) {
            fail(e);
            return false;
        } finally {
            if (!closed && !ended && failure == null) {
                fail(null); // an error, such as no memory left: the load must not wait for ever
            }
        }
    }

    void fail(@Nullable Throwable e) {
        failure = new SyncException(
                FailureCode.SERVICE_UNAVAILABLE,
                "Cannot read the rows of %s from Kafka: %s".formatted(work.source(), e == null ? "see the log" : e.getClass().getSimpleName()),
                e);
    }

    private void fetchAll(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        lastSign = System.nanoTime();
        while (!closed && !ended) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                pass(record);
            }
            if (!ended && System.nanoTime() - lastSign > stallNanos) {
                refuseStall(consumer);
            }
        }
    }

    private void pass(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        if (ended) {
            return;
        }
        ReceivedRecord received = verifier.sort(Records.texts(record.headers()), record.value(), record.offset()).orElse(null);
        if (received != null) {
            ended = received instanceof ReceivedRecord.End;
            while (!closed && !ahead.offer(received, POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                // the target is slower than the topic
            }
        }
        if (verifier.own()) {
            lastSign = System.nanoTime();
        }
    }

    /// A broker that is away is waited for; a reader that is silent while the broker answers is not.
    private void refuseStall(Consumer<byte[], byte[]> consumer) {
        boolean more;
        try {
            more = !consumer.partitionsFor(partition.topic(), ASK).isEmpty()
                    && Objects.requireNonNull(consumer.endOffsets(Set.of(partition), ASK).get(partition)) > consumer.position(partition, ASK);
        } catch (TimeoutException e) {
            lastSign = System.nanoTime();
            return;
        }
        if (!more) {
            throw new SyncException(
                    FailureCode.STALLED,
                    "Nothing has arrived of %s for %d s; its reader seems to be lost".formatted(work.source(), stallNanos / 1_000_000_000));
        }
    }
}
