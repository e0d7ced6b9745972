package dev.syncline.loader.write;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/// Byte arrays one after the other.
final class ChunkInputStream extends InputStream {

    /// Where they come from.
    @FunctionalInterface
    interface Next {
        /// @return null at the end
        byte @Nullable [] piece() throws IOException;
    }

    private static final byte[] NONE = {};

    private final Next next;
    private byte[] current = NONE;
    private int position;

    ChunkInputStream(Next next) {
        this.next = next;
    }

    @Override
    public int read() throws IOException {
        return advance() ? current[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return current.length - position;
    }

    private boolean advance() throws IOException {
        while (position == current.length) {
            current = NONE;
            position = 0;
            byte[] piece = next.piece();
            if (piece == null) {
                return false;
            }
            current = piece;
        }
        return true;
    }
}
