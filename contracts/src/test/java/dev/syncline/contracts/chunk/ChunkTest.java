package dev.syncline.contracts.chunk;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkTest {

    private static final UUID EXTRACTION = UUID.fromString("00000000-0000-0000-0000-00000000002a");

    @Test
    void headersComeBackAsTheyWere() {
        ChunkHeader header = chunk(7, 0xffff_ffffL);

        assertThat(ChunkHeader.isChunk(header.toHeaders())).isTrue();
        assertThat(ChunkHeader.fromHeaders(header.toHeaders())).isEqualTo(header);
        assertThat(header.toHeaders()).as("as older loaders know it").containsEntry("syncline-format", "text/1");
    }

    @Test
    void packedRowsAreAnotherFormat() {
        ChunkHeader header = new ChunkHeader(EXTRACTION, 3, 0, 7, 10, 17, true, "", RowFormat.POSTGRESQL_BINARY);

        assertThat(ChunkHeader.fromHeaders(header.toHeaders())).isEqualTo(header);
        assertThat(header.toHeaders()).as("which older loaders refuse").containsEntry("syncline-format", "postgresql-binary/1");
    }

    @Test
    void anUnknownFormatIsRefused() {
        Map<String, String> headers = new HashMap<>(chunk(0, 1).toHeaders());
        headers.put("syncline-format", "binary/9");

        assertThatThrownBy(() -> ChunkHeader.fromHeaders(headers)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("binary/9");
    }

    @Test
    void aMissingHeaderIsNamed() {
        Map<String, String> headers = new HashMap<>(chunk(0, 1).toHeaders());
        headers.remove("syncline-crc32c");

        assertThatThrownBy(() -> ChunkHeader.fromHeaders(headers)).hasMessageContaining("syncline-crc32c");
    }

    @Test
    void aManifestComesBackAsItWasAndKnowsItsExtraction() {
        Manifest manifest = Manifest.EMPTY.plus(chunk(0, 17), 100).plus(chunk(1, 18), 50);

        Map<String, String> headers = manifest.toHeaders(EXTRACTION, 3, 0);

        assertThat(Manifest.fromHeaders(headers)).isEqualTo(manifest);
        assertThat(manifest).extracting(Manifest::chunks, Manifest::rows, Manifest::bytes).containsExactly(2L, 20L, 150L);
        assertThat(Manifest.isManifestOf(headers, EXTRACTION, 3)).isTrue();
        assertThat(Manifest.isManifestOf(headers, EXTRACTION, 2)).isFalse();
        assertThat(Manifest.isManifestOf(headers, UUID.randomUUID(), 3)).isFalse();
        assertThat(ChunkHeader.isChunk(headers)).isFalse();
    }

    @Test
    void theChecksumTellsExchangedRepeatedMissingAndAlteredChunks() {
        long right = Manifest.EMPTY.plus(chunk(0, 17), 1).plus(chunk(1, 18), 1).checksum();

        assertThat(Manifest.EMPTY.plus(chunk(0, 18), 1).plus(chunk(1, 17), 1).checksum()).isNotEqualTo(right);
        assertThat(Manifest.EMPTY.plus(chunk(0, 17), 1).plus(chunk(0, 17), 1).checksum()).isNotEqualTo(right);
        assertThat(Manifest.EMPTY.plus(chunk(0, 17), 1).checksum()).isNotEqualTo(right);
        assertThat(Manifest.EMPTY.plus(chunk(0, 17), 1).plus(chunk(1, 19), 1).checksum()).isNotEqualTo(right);
    }

    private static ChunkHeader chunk(long number, long crc) {
        return new ChunkHeader(EXTRACTION, 3, 0, number, 10, crc, true, "fv");
    }
}
