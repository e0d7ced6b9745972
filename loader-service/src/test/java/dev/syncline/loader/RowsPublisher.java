package dev.syncline.loader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32C;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.kit.message.Records;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Publishes the rows of a table `orders (id, name)` as an extractor would, or as one would that is at fault.
final class RowsPublisher {

    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("postgresql"),
            List.of(new Column("id", new ColumnType.Int(64, false), false, null), new Column("name", new ColumnType.Text(0, false), true, null)),
            List.of("id"));

    private final KafkaProducer<String, byte[]> producer;
    private final ExtractTable extraction;
    private Manifest manifest = Manifest.EMPTY;
    private long fence = 1;

    private RowsPublisher(KafkaProducer<String, byte[]> producer, ExtractTable extraction) {
        this.producer = producer;
        this.extraction = extraction;
    }

    static RowsPublisher begin(Workers workers) {
        UUID run = UUID.randomUUID();
        try (Admin admin = workers.admin()) {
            admin.createTopics(List.of(new NewTopic(Topics.rows(run), 2, (short) 1))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return new RowsPublisher(workers.producer(), Workers.extraction(run, 0, new TableName("shop", "orders"), SHAPE));
    }

    /// From now on as another holder of the same extraction.
    RowsPublisher underFence(long another) {
        fence = another;
        manifest = Manifest.EMPTY;
        return this;
    }

    RowsPublisher chunk(String rows) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int count = Math.toIntExact(rows.chars().filter(c -> c == '\n').count());
        ChunkHeader header =
                new ChunkHeader(extraction.id(), fence, 0, manifest.chunks(), count, crc.getValue(), rows.endsWith("\n"), "");
        send(new ProducerRecord<>(topic(), extraction.partition(), null, null, bytes, Records.headers(header.toHeaders())));
        manifest = manifest.plus(header, bytes.length);
        return this;
    }

    /// Rows `first` to `last`.
    RowsPublisher rows(int first, int last) {
        StringBuilder rows = new StringBuilder();
        for (int id = first; id <= last; id++) {
            rows.append(id).append("\tname ").append(id).append('\n');
        }
        return chunk(rows.toString());
    }

    /// A chunk that is counted and never sent.
    RowsPublisher loseChunk() {
        manifest = manifest.plus(new ChunkHeader(extraction.id(), fence, 0, manifest.chunks(), 1, 7, true, ""), 5);
        return this;
    }

    /// A chunk whose bytes are not what its checksum says.
    RowsPublisher damagedChunk() {
        ChunkHeader header = new ChunkHeader(extraction.id(), fence, 0, manifest.chunks(), 1, 7, true, "");
        send(new ProducerRecord<>(
                topic(), extraction.partition(), null, null, "9\tx\n".getBytes(StandardCharsets.UTF_8), Records.headers(header.toHeaders())));
        manifest = manifest.plus(header, 4);
        return this;
    }

    RowsPublisher end() {
        return end(manifest);
    }

    RowsPublisher end(Manifest claimed) {
        send(new ProducerRecord<>(
                topic(), extraction.partition(), null, null, new byte[0], Records.headers(claimed.toHeaders(extraction.id(), fence, 0))));
        producer.flush();
        return this;
    }

    Manifest manifest() {
        return manifest;
    }

    LoadTable load(long target, TableName table) {
        ExtractTable now = new ExtractTable(
                extraction.id(), fence, extraction.runId(), extraction.tableRunId(), 0, extraction.table(), SHAPE, extraction.partition(), extraction.plan(), List.of(), List.of());
        return Workers.loading(now, target, table, 0);
    }

    String topic() {
        return Topics.rows(extraction.runId());
    }

    private void send(ProducerRecord<String, byte[]> record) {
        producer.send(record);
        producer.flush();
    }
}
