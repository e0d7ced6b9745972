package dev.syncline.loader.write;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.VerificationFailed;
import dev.syncline.dialect.read.RareEscapes;
import dev.syncline.loader.intake.ReceivedRecord;
import org.jspecify.annotations.Nullable;

/// Chunks that are appended together: enough bytes and a row's end, or what there is when no more come for a while. The wait is short: what
/// has not been committed counts as unread, and may be what holds the reader back.
///
/// Chunks are taken as the rows are read, or beforehand by [#gather].
final class Batch implements RowBatch, AutoCloseable {

    /// Where chunks come from.
    @FunctionalInterface
    interface Arrivals {
        /// @param taken so far
        /// @return nothing where none came for a while
        Optional<ReceivedRecord> next(Manifest taken) throws InterruptedException;
    }

    /// How much goes together.
    ///
    /// @param streamed as soon as it has as many bytes, it ends with the next row
    /// @param gathered the same where it has to be held
    /// @param longest how long it may take to come, likewise
    record Size(long streamed, long gathered, Duration longest) {}

    /// Where one that is larger than wanted waits until it may be held.
    @FunctionalInterface
    interface Gate {
        LargeRowGate.Permit acquire() throws InterruptedException;
    }

    /// The thread was interrupted while rows were gathered.
    static final class GatheringInterrupted extends RuntimeException {
        GatheringInterrupted(InterruptedException cause) {
            super(cause);
        }
    }

    private final TableName source;
    private final Ledger before;
    private final Arrivals arrivals;
    private final Size size;
    private final Gate gate;
    private final long until;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private long wantedBytes;
    private Manifest taken;
    private long nextOffset;
    private long bytes;
    private long rows;
    private int escapes;
    private RowFormat format = RowFormat.TEXT;
    private boolean whole = true;
    private boolean ended;
    private ReceivedRecord.@Nullable End end;
    private LargeRowGate.@Nullable Permit permit;

    Batch(TableName source, Ledger before, Arrivals arrivals, Size size, Gate gate) {
        this.source = source;
        this.before = before;
        this.arrivals = arrivals;
        this.size = size;
        this.gate = gate;
        this.wantedBytes = size.streamed();
        this.until = System.nanoTime() + size.longest().toNanos();
        this.taken = before.taken();
        this.nextOffset = before.nextOffset();
    }

    /// Waits for the next chunk and holds it until it is read: the loader for the first one, so that no target waits for that.
    ///
    /// @return false where the batch has ended
    /// @throws dev.syncline.contracts.failure.SyncException with `UNPROVEN` where the extraction has ended, but not its last row
    boolean take() throws InterruptedException {
        while (!ended) {
            switch (arrivals.next(taken).orElse(null)) {
                case ReceivedRecord.Chunk chunk -> {
                    add(chunk);
                    ended = isFull();
                    return true;
                }
                case ReceivedRecord.End last -> {
                    if (!whole) {
                        throw VerificationFailed.of("The last row of %s arrived without its end".formatted(source));
                    }
                    end = last;
                    ended = true;
                }
                case null -> ended = whole && bytes > 0 && !repeats();
            }
        }
        return false;
    }

    @Override
    public void gather() {
        wantedBytes = size.gathered();
        ended = ended || isFull();
        try {
            while (take()) {
                if (permit == null && isLarge()) {
                    permit = gate.acquire();
                }
            }
        } catch (InterruptedException e) {
            throw new GatheringInterrupted(e);
        }
    }

    private void add(ReceivedRecord.Chunk chunk) {
        RowFormat its = chunk.header().format();
        if (bytes > 0 && its != format) {
            throw VerificationFailed.of("The rows of %s arrived in two forms, %s and %s".formatted(source, format.word(), its.word()));
        }
        format = its;
        pieces.add(chunk.bytes());
        bytes += chunk.bytes().length;
        rows += chunk.header().rows();
        escapes |= RareEscapes.fromLetters(chunk.header().escapes());
        Manifest more = taken.plus(chunk.header(), chunk.bytes().length);
        // As many as there are before the next one, also where it is for another lane.
        taken = new Manifest(chunk.header().number() + 1, more.rows(), more.bytes(), more.checksum());
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
    private boolean isLarge() {
        return !ended && bytes >= wantedBytes;
    }

    /// The extraction's end, where that came.
    ReceivedRecord.@Nullable End end() {
        return end;
    }

    @Override
    public Ledger before() {
        return before;
    }

    @Override
    public RowFormat format() {
        return format;
    }

    /// What has been read is let go.
    @Override
    public InputStream rows() {
        return new ChunkInputStream(this::nextPiece);
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
        expectEnded();
        return rows;
    }

    @Override
    public int rareEscapes() {
        expectEnded();
        return escapes;
    }

    @Override
    public Ledger after() {
        expectEnded();
        return before.after(taken, nextOffset);
    }

    private void expectEnded() {
        if (!ended) {
            throw new IllegalStateException("The rows of %s are neither gathered nor read to the end of the batch".formatted(source));
        }
    }

    @Override
    public void close() {
        if (permit != null) {
            permit.close();
        }
    }
}
