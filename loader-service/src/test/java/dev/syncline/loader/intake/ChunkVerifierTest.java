package dev.syncline.loader.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Heartbeat;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.Work.LoadTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChunkVerifierTest {

    private static final UUID EXTRACTION = UUID.randomUUID();
    private static final long FENCE = 2;
    private static final byte[] ROWS = "1\n2\n".getBytes(StandardCharsets.UTF_8);

    private final ChunkVerifier verifier = new ChunkVerifier(work(), 5);

    @Test
    void takesTheChunksOfItsExtractionInTurn() {
        assertThat(sort(chunk(EXTRACTION, FENCE, 5))).get().isInstanceOf(ReceivedRecord.Chunk.class);
        assertThat(sort(chunk(EXTRACTION, FENCE, 6))).get().isInstanceOf(ReceivedRecord.Chunk.class);
        assertThat(verifier.own()).isTrue();
    }

    @Test
    void passesOverChunksOfAnotherExtractionOrFence() {
        assertThat(sort(chunk(UUID.randomUUID(), FENCE, 5))).isEmpty();
        assertThat(sort(chunk(EXTRACTION, FENCE - 1, 5))).isEmpty();
        assertThat(sort(chunk(EXTRACTION, FENCE + 1, 5))).isEmpty();
        assertThat(verifier.own()).isFalse();
    }

    @Test
    void passesOverAChunkThatCameTwice() {
        sort(chunk(EXTRACTION, FENCE, 5));

        assertThat(sort(chunk(EXTRACTION, FENCE, 5))).isEmpty();
        assertThat(sort(chunk(EXTRACTION, FENCE, 6))).isPresent();
    }

    @Test
    void refusesAGap() {
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> sort(chunk(EXTRACTION, FENCE, 6)))
                .matches(e -> e.code() == FailureCode.UNPROVEN)
                .withMessageContaining("Chunk 5 of shop.orders is missing");
    }

    @Test
    void refusesDamagedBytes() {
        byte[] damaged = "1\n3\n".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> verifier.sort(chunk(EXTRACTION, FENCE, 5), damaged, 0))
                .matches(e -> e.code() == FailureCode.UNPROVEN);
    }

    @Test
    void refusesAFormatItDoesNotKnow() {
        Map<String, String> headers = chunk(EXTRACTION, FENCE, 5);
        headers.put("syncline-format", "text/2");

        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> sort(headers))
                .matches(e -> e.code() == FailureCode.UNPROVEN)
                .withMessageContaining("text/2");
    }

    @Test
    void knowsTheEndOfItsExtractionOnly() {
        Manifest manifest = new Manifest(5, 10, 100, -7);

        assertThat(sort(manifest.toHeaders(EXTRACTION, FENCE - 1, 0))).isEmpty();
        assertThat(sort(manifest.toHeaders(EXTRACTION, FENCE, 0))).contains(new ReceivedRecord.End(manifest, 42));
    }

    @Test
    void aSignOfLifeIsNothingToLoad() {
        assertThat(sort(Heartbeat.toHeaders(EXTRACTION, FENCE))).isEmpty();
        assertThat(verifier.own()).isTrue();
        assertThat(sort(Heartbeat.toHeaders(EXTRACTION, FENCE - 1))).isEmpty();
        assertThat(verifier.own()).isFalse();
    }

    private Optional<ReceivedRecord> sort(Map<String, String> headers) {
        return verifier.sort(headers, ROWS, 42);
    }

    private static Map<String, String> chunk(UUID extraction, long fence, long number) {
        CRC32C crc = new CRC32C();
        crc.update(ROWS);
        return new ChunkHeader(extraction, fence, 0, number, 2, crc.getValue(), true, "").toHeaders();
    }

    private static LoadTable work() {
        TableName table = new TableName("shop", "orders");
        TableShape shape = new TableShape(new DatabaseKind("mysql"), List.of(), List.of());
        UUID id = UUID.randomUUID();
        return new LoadTable(id, 1, UUID.randomUUID(), UUID.randomUUID(), 1, table, table, shape, EXTRACTION, FENCE, 0, 0, LoadRules.CREATE);
    }
}
