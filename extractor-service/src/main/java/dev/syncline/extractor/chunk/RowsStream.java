package dev.syncline.extractor.chunk;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Heartbeat;
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
///
/// On a partition that has nothing of this producer the first record travels alone. Measured on 4.3.1: a broker that is still making the
/// partition refuses the first request (NOT_LEADER_OR_FOLLOWER) and takes the second; as it knows no sequence of the producer yet, it takes
/// any, and the first is then out of order for ever.
public final class RowsStream implements AutoCloseable {

    private static final byte[] NO_ROWS = {};
    private static final int READER = 0;

    private final ExtractTable work;
    private final Producer<byte[], byte[]> producer;
    private final IntConsumer whenSent;
    private final Consumer<RowsStream> whenClosed;
    private final String topic;
    private boolean begun;
    private final CompletableFuture<Long> firstOffset = new CompletableFuture<>();
    private volatile long lastSent = Long.MAX_VALUE;
    private volatile @Nullable Exception lost;
    private long sent;
    private long unacknowledged;

    /// @param whenSent is told the bytes of each record
    /// @param begun whether the partition has records of this producer already
    RowsStream(ExtractTable work, Producer<byte[], byte[]> producer, IntConsumer whenSent, boolean begun, Consumer<RowsStream> whenClosed) {
        this.work = work;
        this.producer = producer;
        this.whenSent = whenSent;
        this.begun = begun;
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
    public void send(ChunkHeader header, byte[] rows) throws InterruptedException {
        send(header.toHeaders(), rows);
        whenSent.accept(rows.length);
        lastSent = System.nanoTime();
    }

    /// Sends the manifest, and waits until everything has been acknowledged.
    ///
    /// @throws SyncException as [#send]
    public void finish(Manifest manifest) throws InterruptedException {
        lastSent = Long.MAX_VALUE;
        send(manifest.toHeaders(work.id(), work.fence(), READER), NO_ROWS);
        whenSent.accept(NO_ROWS.length);
        awaitAcknowledgements();
    }

    /// Says that more will follow, where some rows have been sent but none for a while.
    void sayAlive(long silentMillis) {
        if (isSilentFor(silentMillis)) {
            lastSent = System.nanoTime();
            producer.send(record(Heartbeat.toHeaders(work.id(), work.fence()), NO_ROWS));
        }
    }

    boolean isSilentFor(long millis) {
        long last = lastSent;
        return last != Long.MAX_VALUE && firstOffset.isDone() && System.nanoTime() - last > millis * 1_000_000;
    }

    @Override
    public void close() {
        lastSent = Long.MAX_VALUE;
        whenClosed.accept(this);
    }

    private synchronized void awaitAcknowledgements() throws InterruptedException {
        while (unacknowledged > 0) {
            wait();
        }
        refuseLosses();
    }

    private void send(Map<String, String> headers, byte[] value) throws InterruptedException {
        if (!begun && sent > 0) {
            awaitAcknowledgements();
            begun = true;
        }
        refuseLosses();
        sent++;
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
