package dev.syncline.loader.write;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.RareEscapes;
import dev.syncline.loader.intake.Arrival;

/// Chunks that are appended together.
final class Batch {

    private final Ledger before;
    private final List<byte[]> pieces = new ArrayList<>();
    private Manifest taken;
    private long nextOffset;
    private long bytes;
    private long rows;
    private int escapes;
    private boolean whole = true;

    Batch(Ledger before) {
        this.before = before;
        this.taken = before.taken();
        this.nextOffset = before.nextOffset();
    }

    void add(Arrival.Chunk chunk) {
        pieces.add(chunk.bytes());
        bytes += chunk.bytes().length;
        rows += chunk.header().rows();
        escapes |= RareEscapes.fromLetters(chunk.header().escapes());
        taken = taken.plus(chunk.header(), chunk.bytes().length);
        nextOffset = chunk.offset() + 1;
        whole = chunk.header().endsRow();
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /// Whether it ends where a row ends; only then may it be appended.
    boolean whole() {
        return whole;
    }

    /// Whether it is to be appended now. One that repeats another ends where that one ended, whatever its size.
    boolean isFull(long wantedBytes) {
        return repeats() ? nextOffset >= before.repeatTo() : whole && bytes >= wantedBytes;
    }

    /// Whether it may be appended before it is full, when nothing more comes.
    boolean mayEnd() {
        return whole && !isEmpty() && !repeats();
    }

    private boolean repeats() {
        return before.repeatTo() > before.nextOffset();
    }

    long bytes() {
        return bytes;
    }

    long rows() {
        return rows;
    }

    int escapes() {
        return escapes;
    }

    Ledger before() {
        return before;
    }

    /// The ledger once this batch is in.
    Ledger after() {
        return before.after(taken, nextOffset);
    }

    /// The rows, once: what has been read is let go.
    InputStream read() {
        return new Pieces(pieces);
    }
}
