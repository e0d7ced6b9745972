package dev.syncline.extractor.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private boolean hasPassedOn;
    private final Written written;

    /// @param format of the rows
    public ChunkWriter(UUID extraction, long fence, int chunkBytes, RowFormat format, Chunks chunks) {
        this(extraction, fence, chunkBytes, format, chunks, new Written());
    }

    private ChunkWriter(UUID extraction, long fence, int chunkBytes, RowFormat format, Chunks chunks, Written written) {
        this.extraction = extraction;
        this.fence = fence;
        this.format = format;
        this.chunks = chunks;
        this.buffer = new byte[chunkBytes];
        this.written = written;
        synchronized (written) {
            written.writers.add(this);
        }
    }

    /// Another one for another thread, whose chunks are counted with those of this one. Chunks are passed on one at a time, those of a large row together.
    public ChunkWriter beside() {
        return new ChunkWriter(extraction, fence, buffer.length, format, chunks, written);
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

    /// Passes on what is left, also by those beside it, which no thread uses any longer.
    ///
    /// @return what has been written in all
    public Manifest finish() throws IOException {
        for (ChunkWriter writer : written.writers()) {
            writer.flush();
        }
        return written();
    }

    /// How many of those beside each other have passed on something.
    public int writing() {
        return (int) written.writers().stream().filter(writer -> writer.hasPassedOn).count();
    }

    /// What has been passed on so far.
    public Manifest written() {
        synchronized (written) {
            return written.manifest;
        }
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
        synchronized (written) {
            for (int from = offset; from < end; from += buffer.length) {
                int to = Math.min(end, from + buffer.length);
                boolean last = to == end;
                emit(Arrays.copyOfRange(bytes, from, to), last ? 1 : 0, last, rareEscapes);
            }
        }
    }

    private void emit(byte[] bytes, int rowsEnded, boolean endsRow, int rareEscapes) throws IOException {
        crc.reset();
        crc.update(bytes, 0, bytes.length);
        synchronized (written) {
            Manifest before = written.manifest;
            ChunkHeader header = new ChunkHeader(
                    extraction, fence, READER, before.chunks(), rowsEnded, crc.getValue(), endsRow, RareEscapes.toLetters(rareEscapes), format);
            chunks.chunk(header, bytes);
            hasPassedOn = true;
            written.manifest = before.plus(header, bytes.length);
        }
    }

    /// What has been passed on so far by all that write one stream.
    private static final class Written {
        private final List<ChunkWriter> writers = new ArrayList<>();
        private Manifest manifest = Manifest.EMPTY;

        synchronized List<ChunkWriter> writers() {
            return List.copyOf(writers);
        }
    }
}
