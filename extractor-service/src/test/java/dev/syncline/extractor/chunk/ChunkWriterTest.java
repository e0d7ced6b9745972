package dev.syncline.extractor.chunk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.dialect.read.RareEscapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChunkWriterTest {

    private static final UUID EXTRACTION = UUID.randomUUID();

    private final List<ChunkHeader> headers = new ArrayList<>();
    private final List<String> chunks = new ArrayList<>();
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final ChunkWriter writer = new ChunkWriter(EXTRACTION, 3, 10, RowFormat.TEXT, (header, bytes) -> {
        headers.add(header);
        chunks.add(new String(bytes, StandardCharsets.UTF_8));
        all.writeBytes(bytes);
    });

    @Test
    void anEmptyTableHasNoChunks() throws IOException {
        assertThat(writer.finish()).isEqualTo(Manifest.EMPTY);
        assertThat(chunks).isEmpty();
    }

    @Test
    void chunksAreCutWhereARowEnds() throws IOException {
        rows("1234\n", "5678\n", "90\n", "abcdef\n");

        writer.finish();

        assertThat(chunks).containsExactly("1234\n5678\n", "90\nabcdef\n");
        assertThat(headers).extracting(ChunkHeader::rows).containsExactly(2, 2);
        assertThat(headers).allMatch(ChunkHeader::endsRow);
    }

    @Test
    void aRowLargerThanAChunkHasChunksOfItsOwn() throws IOException {
        rows("1\n", "abcdefghijklmnopqrstuvwxy\n", "2\n");

        Manifest manifest = writer.finish();

        assertThat(chunks).containsExactly("1\n", "abcdefghij", "klmnopqrst", "uvwxy\n", "2\n");
        assertThat(headers).extracting(ChunkHeader::rows).containsExactly(1, 0, 0, 1, 1);
        assertThat(headers).extracting(ChunkHeader::endsRow).containsExactly(true, false, false, true, true);
        assertThat(manifest.rows()).isEqualTo(3);
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo("1\nabcdefghijklmnopqrstuvwxy\n2\n");
    }

    @Test
    void aRowOfExactlyAChunkIsOneChunk() throws IOException {
        rows("123456789\n", "1\n");

        writer.finish();

        assertThat(chunks).containsExactly("123456789\n", "1\n");
    }

    @Test
    void chunksAreNumberedAndBearTheirChecksum() throws IOException {
        rows("1234\n", "567890\n");

        writer.finish();

        assertThat(headers).extracting(ChunkHeader::number).containsExactly(0L, 1L);
        assertThat(headers).allMatch(header -> header.extraction().equals(EXTRACTION) && header.fence() == 3);
        assertThat(headers.get(1).crc32c()).isEqualTo(crc("567890\n"));
    }

    @Test
    void theManifestSumsUpTheChunks() throws IOException {
        rows("1234\n", "567890\n");

        Manifest manifest = writer.finish();

        assertThat(manifest).isEqualTo(Manifest.EMPTY.plus(headers.get(0), 5).plus(headers.get(1), 7));
        assertThat(manifest.bytes()).isEqualTo(12);
    }

    @Test
    void escapesAreNamedOnlyWhereTheyOccur() throws IOException {
        writer.row(bytes("\\f12345\n"), 0, 8, RareEscapes.FORM_FEED);
        writer.row(bytes("1234\n"), 0, 5, 0);
        writer.row(bytes("\\v\n"), 0, 3, RareEscapes.VERTICAL_TAB);

        writer.finish();

        assertThat(headers).extracting(ChunkHeader::escapes).containsExactly("f", "v");
    }

    @Test
    void rowsMayLieAnywhereInTheCallersBuffer() throws IOException {
        writer.row(bytes("xx12\nyy"), 2, 3, 0);
        writer.row(bytes("xxabcdefghijklmnop\nyy"), 2, 17, 0);

        writer.finish();

        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo("12\nabcdefghijklmnop\n");
    }

    @Test
    void whatSeveralWriteIsOneStream() throws IOException {
        ChunkWriter other = writer.beside();
        rows("1234\n", "567\n");
        other.row("a\n".getBytes(StandardCharsets.UTF_8), 0, 2, 0);
        other.row("abcdefghijklmnop\n".getBytes(StandardCharsets.UTF_8), 0, 17, 0);
        rows("89\n");
        other.row("z\n".getBytes(StandardCharsets.UTF_8), 0, 2, 0);

        Manifest manifest = writer.finish();

        assertThat(chunks).containsExactly("a\n", "abcdefghij", "klmnop\n", "1234\n567\n", "89\n", "z\n");
        assertThat(headers).extracting(ChunkHeader::number).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(manifest.chunks()).isEqualTo(6);
        assertThat(manifest.rows()).isEqualTo(6);
        assertThat(writer.written()).isEqualTo(manifest);
    }

    private void rows(String... rows) throws IOException {
        for (String row : rows) {
            writer.row(bytes(row), 0, row.length(), 0);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(bytes(text));
        return crc.getValue();
    }
}
