package dev.syncline.dialect.greenplum;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// The rows of one batch for the segments that ask for them, each row once.
///
/// As with gpfdist, all requests of one scan take blocks from one stream until it ends, a segment's second request like any other; and who comes late
/// gets the end only. Other than there, whoever stops listening fails the batch, and so does another scan: nothing of ours reads a part, or twice.
final class ServedRows implements AutoCloseable {

    private static final int BLOCK_BYTES = 256 << 10;
    private static final int MARK_BYTES = 1 + Integer.BYTES;
    private static final byte[] NAME = "rows".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BROKEN = "the rows of this batch could not be given to all segments".getBytes(StandardCharsets.US_ASCII);

    private final String path;
    private final RowBlocks blocks;
    private final boolean inOrder;
    private final Runnable whenClosed;
    private final Set<Socket> segments = new HashSet<>();
    private @Nullable String scan;
    private @Nullable Socket only;
    private int underWay;
    private boolean ended;
    private boolean failed;

    /// @param inOrder whether a single segment gets all rows, so that they stay in order
    /// @param whenClosed makes the path unknown
    ServedRows(String path, InputStream rows, boolean inOrder, Runnable whenClosed) {
        this.path = path;
        this.blocks = new RowBlocks(rows, BLOCK_BYTES);
        this.inOrder = inOrder;
        this.whenClosed = whenClosed;
    }

    String path() {
        return path;
    }

    /// Whether all rows have been given away whole, and how many they should be.
    synchronized boolean hasGiven(long rowCount) {
        return ended && underWay == 0 && !failed && blocks.taken() == rowCount;
    }

    /// Gives a segment rows until there are no more.
    void give(Socket segment, String itsScan, boolean marked) throws IOException {
        OutputStream out = segment.getOutputStream();
        if (!join(segment, itsScan)) {
            out.write(SegmentRequest.answer("500 " + new String(BROKEN, StandardCharsets.US_ASCII)));
            return;
        }
        boolean whole = false;
        try {
            out.write(SegmentRequest.answer("200 OK", "X-GP-PROTO: " + (marked ? 1 : 0)));
            RowBlocks.Block block = take(segment);
            while (block != null) {
                if (marked) {
                    out.write(marks(block));
                }
                out.write(block.bytes(), 0, block.length());
                given();
                block = take(segment);
            }
            if (marked) {
                out.write(mark('D', 0).array());
            }
            whole = true;
        } catch (IOException e) {
            fail();
            tell(segment, out, marked);
            throw e;
        } finally {
            leave(segment, whole);
        }
    }

    /// Without marks, only a connection that is reset does not look like an end.
    private static void tell(Socket segment, OutputStream out, boolean marked) throws IOException {
        if (marked) {
            out.write(mark('E', BROKEN.length).array());
            out.write(BROKEN);
        } else {
            segment.setSoLinger(true, 0);
        }
    }

    private synchronized boolean join(Socket segment, String itsScan) {
        if (scan == null) {
            scan = itsScan;
        }
        if (!scan.equals(itsScan)) {
            fail();
        }
        return !failed && segments.add(segment);
    }

    private synchronized void leave(Socket segment, boolean whole) {
        segments.remove(segment);
        failed |= !whole;
        notifyAll();
    }

    /// A row that comes in pieces is one segment's, for which the others wait; and the end is nobody's before all blocks have been given whole.
    private synchronized RowBlocks.@Nullable Block take(Socket segment) throws IOException {
        while (only != null && only != segment && !failed) {
            await();
        }
        expectWhole();
        RowBlocks.Block block = ended ? null : blocks.next();
        if (block != null) {
            underWay++;
            only = block.ends() && !inOrder ? null : segment;
            notifyAll();
            return block;
        }
        ended = true;
        only = null;
        notifyAll();
        while (underWay > 0 && !failed) {
            await();
        }
        expectWhole();
        return null;
    }

    private void expectWhole() throws IOException {
        if (failed) {
            throw new IOException("The batch has failed");
        }
    }

    private synchronized void await() throws IOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private synchronized void given() {
        underWay--;
        notifyAll();
    }

    private synchronized void fail() {
        failed = true;
        notifyAll();
    }

    /// Ends what is still under way; the batch is over.
    @Override
    public void close() {
        whenClosed.run();
        for (Socket segment : stillThere()) {
            try {
                segment.close();
            } catch (IOException _) {
                // It is of no use any more either way.
            }
        }
    }

    private synchronized Set<Socket> stillThere() {
        failed |= !ended || underWay > 0;
        notifyAll();
        return Set.copyOf(segments);
    }

    /// What stands before the bytes of a block: file name, offset, number of the first row, length. Segments stop reading at a file name, so there is none
    /// within a row.
    private static byte[] marks(RowBlocks.Block block) {
        if (!block.begins()) {
            return mark('D', block.length()).array();
        }
        ByteBuffer marks = ByteBuffer.allocate(4 * MARK_BYTES + NAME.length + 2 * Long.BYTES);
        marks.put(mark('F', NAME.length)).put(NAME);
        marks.put(mark('O', Long.BYTES)).putLong(block.offset());
        marks.put(mark('L', Long.BYTES)).putLong(block.row());
        marks.put(mark('D', block.length()));
        return marks.array();
    }

    private static ByteBuffer mark(char kind, int length) {
        return ByteBuffer.allocate(MARK_BYTES).put((byte) kind).putInt(length).flip();
    }
}
