package dev.syncline.loader.write;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.RareEscapes;
import dev.syncline.dialect.RowBatch;
import dev.syncline.dialect.Unproven;
import dev.syncline.loader.intake.Arrival;
import org.jspecify.annotations.Nullable;

/// Chunks that are appended together: enough bytes and a row's end, or what there is when no more come for a while. The wait is short: what
/// has not been committed counts as unread, and may be what holds the reader back.
///
/// Chunks are taken as the rows are read, or beforehand by [#take].
final class Batch implements RowBatch {

    /// Where chunks come from.
    @FunctionalInterface
    interface Arrivals {
        /// @param taken so far
        /// @return nothing where none came for a while
        Optional<Arrival> next(Manifest taken) throws InterruptedException;
    }

    private final TableName source;
    private final Ledger before;
    private final Arrivals arrivals;
    private final long wantedBytes;
    private final long until;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private Manifest taken;
    private long nextOffset;
    private long bytes;
    private long rows;
    private int escapes;
    private boolean whole = true;
    private boolean ended;
    private Arrival.@Nullable End end;

    /// @param wantedBytes as soon as it has as many, it ends with the next row
    /// @param longest how long it may take to come, likewise
    Batch(TableName source, Ledger before, Arrivals arrivals, long wantedBytes, Duration longest) {
        this.source = source;
        this.before = before;
        this.arrivals = arrivals;
        this.wantedBytes = wantedBytes;
        this.until = System.nanoTime() + longest.toNanos();
        this.taken = before.taken();
        this.nextOffset = before.nextOffset();
    }

    /// Waits for the next chunk and holds it until it is read.
    ///
    /// @return false where the batch has ended
    /// @throws dev.syncline.contracts.failure.SyncException with `UNPROVEN` where the extraction has ended, but not its last row
    boolean take() throws InterruptedException {
        while (!ended) {
            switch (arrivals.next(taken).orElse(null)) {
                case Arrival.Chunk chunk -> {
                    add(chunk);
                    ended = isFull();
                    return true;
                }
                case Arrival.End last -> {
                    if (!whole) {
                        throw Unproven.of("The last row of %s arrived without its end".formatted(source));
                    }
                    end = last;
                    ended = true;
                }
                case null -> ended = whole && bytes > 0 && !repeats();
            }
        }
        return false;
    }

    private void add(Arrival.Chunk chunk) {
        pieces.add(chunk.bytes());
        bytes += chunk.bytes().length;
        rows += chunk.header().rows();
        escapes |= RareEscapes.fromLetters(chunk.header().escapes());
        taken = taken.plus(chunk.header(), chunk.bytes().length);
        nextOffset = chunk.offset() + 1;
        whole = chunk.header().endsRow();
    }

    /// One that repeats another ends where that one ended, whatever its size.
    private boolean isFull() {
        return repeats() ? nextOffset >= before.repeatTo() : whole && (bytes >= wantedBytes || System.nanoTime() - until > 0);
    }

    private boolean repeats() {
        return before.repeatTo() > before.nextOffset();
    }

    /// Whether it goes on although it has as many bytes as are wanted.
    boolean isLarge() {
        return !ended && bytes >= wantedBytes;
    }

    /// The extraction's end, where that came.
    Arrival.@Nullable End end() {
        return end;
    }

    @Override
    public Ledger before() {
        return before;
    }

    /// What has been read is let go.
    @Override
    public InputStream rows() {
        return new Pieces(this::nextPiece);
    }

    private byte @Nullable [] nextPiece() throws InterruptedIOException {
        try {
            if (pieces.isEmpty()) {
                take();
            }
            return pieces.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for rows");
        }
    }

    @Override
    public long count() {
        return rows;
    }

    @Override
    public int rareEscapes() {
        return escapes;
    }

    @Override
    public Ledger after() {
        return before.after(taken, nextOffset);
    }
}
