package dev.syncline.dialect.postgresql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.SourceDialect.RowSink;

/// What PostgreSQL's binary COPY sends (manual 17, COPY, "Binary Format"), taken apart into its rows: a header, then for each row the number of its fields and each
/// field behind its length, then a trailer. The bytes may come in pieces of any size; a server sends a row at a time.
final class PackedRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /// No flags, no extension.
    private static final byte[] HEADER = Arrays.copyOf(SIGNATURE, SIGNATURE.length + 8);
    private static final byte[] TRAILER = {-1, -1};
    private static final byte[] NONE = {};
    private static final int NULL = -1;
    /// What a server can allocate (src/include/utils/memutils.h, MaxAllocSize).
    private static final int LONGEST_FIELD = 0x3FFF_FFFF;
    /// Not all of the row is here.
    private static final int UNFINISHED = -1;
    private static final int END = -2;

    private final boolean[] padded;
    private final boolean anyPadded;
    private final RowSink sink;
    private byte[] held = NONE;
    private boolean begun;
    private boolean ended;
    private long rows;

    /// @param padded for each column whether its values have blanks at their ends that are not the user's, which need not travel
    PackedRows(boolean[] padded, RowSink sink) {
        this.padded = padded;
        boolean any = false;
        for (boolean one : padded) {
            any |= one;
        }
        this.anyPadded = any;
        this.sink = sink;
    }

    /// Rows as they are sent to a server.
    static InputStream framed(InputStream rows) {
        return new SequenceInputStream(Collections.enumeration(List.of(new ByteArrayInputStream(HEADER), rows, new ByteArrayInputStream(TRAILER))));
    }

    /// Passes on the rows that end in the next piece, whose bytes may be moved.
    ///
    /// @throws SyncException with `UNPROVEN` where it cannot be what a server sends of such rows
    void take(byte[] piece) throws IOException {
        byte[] bytes = held.length == 0 ? piece : joined(held, piece);
        int at = 0;
        if (!begun) {
            at = header(bytes);
            begun = at > 0;
        }
        while (begun && at < bytes.length) {
            if (ended) {
                throw refused("something stands behind their end");
            }
            int end = endOfRow(bytes, at);
            if (end == UNFINISHED) {
                break;
            }
            if (end == END) {
                ended = true;
                at += Short.BYTES;
            } else {
                sink.row(bytes, at, anyPadded ? trimmed(bytes, at) : end - at, 0);
                rows++;
                at = end;
            }
        }
        held = at == bytes.length ? NONE : at == 0 ? bytes : Arrays.copyOfRange(bytes, at, bytes.length);
    }

    /// To be called behind the last piece.
    ///
    /// @return how many rows there were
    long end() {
        if (!ended) {
            throw refused("they break off");
        }
        return rows;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, Math.addExact(first.length, second.length));
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// @return where it ends; 0 where it has not all come
    private static int header(byte[] bytes) {
        int known = Math.min(bytes.length, HEADER.length);
        if (!Arrays.equals(bytes, 0, known, HEADER, 0, known)) {
            throw refused("they begin otherwise");
        }
        return known < HEADER.length ? 0 : known;
    }

    private int endOfRow(byte[] bytes, int begin) {
        if (bytes.length - begin < Short.BYTES) {
            return UNFINISHED;
        }
        int fields = (short) (bytes[begin] << 8 | bytes[begin + 1] & 0xFF);
        if (fields == -1) {
            return END;
        }
        if (fields != padded.length) {
            throw refused("a row has %d fields instead of %d".formatted(fields, padded.length));
        }
        int at = begin + Short.BYTES;
        for (int i = 0; i < fields; i++) {
            if (bytes.length - at < Integer.BYTES) {
                return UNFINISHED;
            }
            int length = number(bytes, at);
            at += Integer.BYTES;
            if (length < NULL || length > LONGEST_FIELD) {
                throw refused("a field has the length %d".formatted(length));
            }
            if (length > bytes.length - at) {
                return UNFINISHED;
            }
            at += Math.max(0, length);
        }
        return at;
    }

    /// Moves what stands behind the blanks to their place.
    ///
    /// @return how long the row is then
    private int trimmed(byte[] bytes, int begin) {
        int from = begin;
        int to = begin;
        int at = begin + Short.BYTES;
        for (boolean one : padded) {
            int value = at + Integer.BYTES;
            int end = value + Math.max(0, number(bytes, at));
            int last = end;
            while (one && last > value && bytes[last - 1] == ' ') {
                last--;
            }
            if (last < end) {
                putNumber(bytes, at, last - value);
                to = move(bytes, from, last, to);
                from = end;
            }
            at = end;
        }
        return move(bytes, from, at, to) - begin;
    }

    private static int move(byte[] bytes, int from, int end, int to) {
        if (from != to) {
            System.arraycopy(bytes, from, bytes, to, end - from);
        }
        return to + end - from;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    private static void putNumber(byte[] bytes, int at, int number) {
        bytes[at] = (byte) (number >> 24);
        bytes[at + 1] = (byte) (number >> 16);
        bytes[at + 2] = (byte) (number >> 8);
        bytes[at + 3] = (byte) number;
    }

    private static SyncException refused(String why) {
        return new SyncException(FailureCode.UNPROVEN, "The rows did not come as PostgreSQL packs them: " + why);
    }
}
