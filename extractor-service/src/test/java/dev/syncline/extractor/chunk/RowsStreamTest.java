package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Work.ExtractTable;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowsStreamTest {

    private static final ExtractTable WORK = new ExtractTable(
            UUID.randomUUID(),
            1,
            UUID.randomUUID(),
            UUID.randomUUID(),
            1,
            new TableName("shop", "orders"),
            new TableShape(new DatabaseKind("mysql"), List.of(), List.of()),
            0,
            TablePlan.full(new TableName("shop", "orders"), new TableName("shop", "orders")),
            List.of(),
            List.of());

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void onAFreshPartitionTheFirstRecordTravelsAlone() throws Exception {
        RowsStream stream = stream(false);
        stream.send(chunk(0), new byte[1]);

        CompletableFuture<Void> second = inBackground(() -> stream.send(chunk(1), new byte[1]));

        Awaitility.await().during(Duration.ofMillis(100)).atMost(Duration.ofSeconds(5)).until(() -> producer.history().size() == 1);
        producer.completeNext();
        second.join();
        stream.send(chunk(2), new byte[1]);
        assertThat(producer.history()).hasSize(3);
    }

    @Test
    void onAKnownPartitionRecordsFollowEachOtherAtOnce() throws Exception {
        RowsStream stream = stream(true);

        stream.send(chunk(0), new byte[1]);
        stream.send(chunk(1), new byte[1]);

        assertThat(producer.history()).hasSize(2);
        assertThat(stream.firstOffset()).isNotDone();
        producer.completeNext();
        assertThat(stream.firstOffset()).isCompletedWithValue(0L);
    }

    @Test
    void theEndWaitsForAllAcknowledgements() throws Exception {
        RowsStream stream = stream(true);
        stream.send(chunk(0), new byte[1]);

        CompletableFuture<Void> finish = inBackground(() -> stream.finish(Manifest.EMPTY));

        Awaitility.await().until(() -> producer.history().size() == 2);
        producer.completeNext();
        assertThat(finish).isNotDone();
        producer.completeNext();
        finish.join();
    }

    @Test
    void aLostRecordFailsWhatFollows() throws Exception {
        RowsStream stream = stream(true);
        stream.send(chunk(0), new byte[1]);

        producer.errorNext(new TimeoutException("the broker is away"));

        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> stream.send(chunk(1), new byte[1]))
                .matches(e -> e.code() == FailureCode.SERVICE_UNAVAILABLE)
                .withMessageContaining("shop.orders");
    }

    @Test
    void aReaderThatHasSentNothingForLongSaysThatItLives() throws Exception {
        RowsStream stream = stream(true);
        stream.sayAlive(0);
        assertThat(producer.history()).isEmpty();

        stream.send(chunk(0), new byte[1]);
        producer.completeNext();
        stream.sayAlive(60_000);
        assertThat(producer.history()).hasSize(1);
        stream.sayAlive(0);
        assertThat(producer.history()).hasSize(2);

        stream.close();
        stream.sayAlive(0);
        assertThat(producer.history()).hasSize(2);
    }

    private RowsStream stream(boolean begun) {
        return new RowsStream(WORK, producer, _ -> {}, begun, _ -> {});
    }

    private static ChunkHeader chunk(long number) {
        return new ChunkHeader(WORK.id(), 1, 0, number, 1, 0, true, "");
    }

    private interface Sending {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Void> inBackground(Sending sending) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                sending.run();
                done.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static Cluster cluster() {
        Node node = new Node(1, "localhost", 1);
        String topic = Topics.rows(WORK.runId());
        return new Cluster("test", List.of(node), List.of(new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node})), Set.of(), Set.of());
    }
}
