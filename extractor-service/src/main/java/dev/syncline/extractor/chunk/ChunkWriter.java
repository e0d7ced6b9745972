package dev.syncline.extractor.chunk;

import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.read.RareEscapes;

/// Gathers rows into chunks. A row that is larger than a chunk gets chunks of its own, of which only the last ends a row: a loader
/// can count the rows of what it streams before it has seen all of it.
public final class ChunkWriter implements SourceDialect.RowSink {

    /// Takes chunks.
    @FunctionalInterface
    public interface Chunks {
        /// @param bytes belong to the taker
        /// @throws IOException where it cannot be passed on
        void chunk(ChunkHeader header, byte[] bytes) throws IOException;
    }

    private static final int READER = 0;

    private final UUID extraction;
    private final long fence;
    private final RowFormat format;
    private final Chunks chunks;
    private final byte[] buffer;
    private final CRC32C crc = new CRC32C();
    private int filled;
    private int rows;
    private int escapes;
    private Manifest written = Manifest.EMPTY;

    /// @param format of the rows
    public ChunkWriter(UUID extraction, long fence, int chunkBytes, RowFormat format, Chunks chunks) {
        this.extraction = extraction;
        this.fence = fence;
        this.format = format;
        this.chunks = chunks;
        this.buffer = new byte[chunkBytes];
    }

    @Override
    public void row(byte[] bytes, int offset, int length, int rareEscapes) throws IOException {
        if (length > buffer.length - filled) {
            flush();
            if (length > buffer.length) {
                largeRow(bytes, offset, length, rareEscapes);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, filled, length);
        filled += length;
        escapes |= rareEscapes;
        rows++;
    }

    /// Passes on what is left.
    ///
    /// @return what has been written in all
    public Manifest finish() throws IOException {
        flush();
        return written;
    }

    /// What has been passed on so far.
    public Manifest written() {
        return written;
    }

    private void flush() throws IOException {
        if (filled == 0) {
            return;
        }
        emit(Arrays.copyOf(buffer, filled), rows, true, escapes);
        filled = 0;
        rows = 0;
        escapes = 0;
    }

    private void largeRow(byte[] bytes, int offset, int length, int rareEscapes) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; from += buffer.length) {
            int to = Math.min(end, from + buffer.length);
            boolean last = to == end;
            emit(Arrays.copyOfRange(bytes, from, to), last ? 1 : 0, last, rareEscapes);
        }
    }

    private void emit(byte[] bytes, int rowsEnded, boolean endsRow, int rareEscapes) throws IOException {
        crc.reset();
        crc.update(bytes, 0, bytes.length);
        ChunkHeader header = new ChunkHeader(
                extraction, fence, READER, written.chunks(), rowsEnded, crc.getValue(), endsRow, RareEscapes.toLetters(rareEscapes), format);
        chunks.chunk(header, bytes);
        written = written.plus(header, bytes.length);
    }
}
