package dev.syncline.extractor.chunk;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.chunk.Alive;
import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.kit.message.Records;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// The records of one extraction on their way to its partition. One lost record fails all of it.
public final class RowsStream implements AutoCloseable {

    private static final byte[] NO_ROWS = {};
    private static final int READER = 0;

    private final ExtractTable work;
    private final Producer<byte[], byte[]> producer;
    private final RunBudget budget;
    private final Consumer<RowsStream> whenClosed;
    private final String topic;
    private final CompletableFuture<Long> firstOffset = new CompletableFuture<>();
    private volatile long lastSent = Long.MAX_VALUE;
    private volatile @Nullable Exception lost;
    private long unacknowledged;

    RowsStream(ExtractTable work, Producer<byte[], byte[]> producer, RunBudget budget, Consumer<RowsStream> whenClosed) {
        this.work = work;
        this.producer = producer;
        this.budget = budget;
        this.whenClosed = whenClosed;
        this.topic = Topics.rows(work.runId());
    }

    /// Completed with the offset of the first record once that is acknowledged, never with a failure.
    public CompletableFuture<Long> firstOffset() {
        return firstOffset;
    }

    /// Sends a chunk; waits where the producer's buffer is full.
    ///
    /// @throws SyncException with `SERVICE_UNAVAILABLE` where an earlier record, or this one, could not be sent
    public void send(ChunkHeader header, byte[] rows) {
        send(header.toHeaders(), rows);
        budget.sent(work.runId(), rows.length);
        lastSent = System.nanoTime();
    }

    /// Sends the manifest, and waits until everything has been acknowledged.
    ///
    /// @throws SyncException as [#send]
    public void finish(Manifest manifest) throws InterruptedException {
        lastSent = Long.MAX_VALUE;
        send(manifest.toHeaders(work.id(), work.fence(), READER), NO_ROWS);
        budget.sent(work.runId(), NO_ROWS.length);
        synchronized (this) {
            while (unacknowledged > 0) {
                wait();
            }
        }
        refuseLosses();
    }

    /// Says that more will follow, where some rows have been sent but none for a while.
    void sayAlive(long silentMillis) {
        long last = lastSent;
        if (last != Long.MAX_VALUE && System.nanoTime() - last > silentMillis * 1_000_000) {
            lastSent = System.nanoTime();
            producer.send(record(Alive.toHeaders(work.id(), work.fence()), NO_ROWS));
        }
    }

    @Override
    public void close() {
        lastSent = Long.MAX_VALUE;
        whenClosed.accept(this);
    }

    private void send(Map<String, String> headers, byte[] value) {
        refuseLosses();
        synchronized (this) {
            unacknowledged++;
        }
        try {
            producer.send(record(headers, value), this::acknowledged);
        } catch (KafkaException | IllegalStateException e) {
            throw notTaken(e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Map<String, String> headers, byte[] value) {
        return new ProducerRecord<>(topic, work.partition(), null, null, value, Records.headers(headers));
    }

    private void acknowledged(RecordMetadata record, @Nullable Exception e) {
        if (e == null) {
            firstOffset.complete(record.offset());
        } else {
            lost = e;
        }
        synchronized (this) {
            unacknowledged--;
            notifyAll();
        }
    }

    private void refuseLosses() {
        Exception e = lost;
        if (e != null) {
            throw notTaken(e);
        }
    }

    private SyncException notTaken(Exception e) {
        return new SyncException(
                FailureCode.SERVICE_UNAVAILABLE,
                "Kafka did not take the rows of %s: %s".formatted(work.table(), e.getClass().getSimpleName()),
                e);
    }
}
