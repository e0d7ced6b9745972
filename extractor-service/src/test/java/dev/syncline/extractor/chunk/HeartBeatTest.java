package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Work.ExtractTable;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/// One reader whose broker's answer is an error, or none at all, keeps no other from being heard.
class HeartBeatTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        answer.countDown();
    }

    @Test
    void aStreamThatFailsKeepsNoOtherFromBeingHeard() throws Exception {
        Broker failing = new Broker(() -> {
            throw new IllegalStateException("The producer is closed");
        });
        Broker broken = new Broker(() -> {
            throw new NoClassDefFoundError("compression");
        });
        Broker well = new Broker(() -> {});
        List<RowsStream> streams = List.of(failing.open(), broken.open(), well.open());

        HeartBeat.of(streams, 0);
        await().atMost(LIMIT).until(() -> well.history().size() == 2);
        HeartBeat.of(streams, 0);
        await().atMost(LIMIT).until(() -> well.history().size() == 3);
    }

    /// A topic that has been deleted is looked for as long as rows may be: 15 minutes.
    @Test
    void aStreamThatWaitsKeepsNoOtherFromBeingHeard() throws Exception {
        Broker silent = new Broker(() -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Broker well = new Broker(() -> {});

        HeartBeat.of(List.of(silent.open(), well.open()), 0);

        await().atMost(LIMIT).until(() -> well.history().size() == 2);
    }

    /// Takes rows as a broker does; what becomes of the rest is the test's choice.
    private static final class Broker extends MockProducer<byte[], byte[]> {

        private static final ExtractTable WORK = work();

        private final Runnable heartBeats;
        private boolean begun;

        Broker(Runnable heartBeats) {
            super(cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.heartBeats = heartBeats;
        }

        RowsStream open() throws InterruptedException {
            RowsStream stream = new RowsStream(WORK, this, _ -> {}, true, _ -> {});
            stream.send(new ChunkHeader(WORK.id(), 1, 0, 0, 1, 0, true, ""), new byte[1]);
            begun = true;
            return stream;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, org.apache.kafka.clients.producer.@Nullable Callback callback) {
            if (begun) {
                heartBeats.run();
            }
            return super.send(record, callback);
        }

        private static ExtractTable work() {
            TableName orders = new TableName("shop", "orders");
            return new ExtractTable(
                    UUID.randomUUID(), 1, UUID.randomUUID(), UUID.randomUUID(), 1, orders,
                    new TableShape(new DatabaseKind("mysql"), List.of(), List.of()), 0, TablePlan.full(orders, orders), List.of(), List.of());
        }

        private static Cluster cluster() {
            Node node = new Node(1, "localhost", 1);
            String topic = Topics.rows(WORK.runId());
            return new Cluster("test", List.of(node), List.of(new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node})), Set.of(), Set.of());
        }
    }
}
