package dev.syncline.loader.write;

import java.io.InputStream;
import java.util.List;

/// Byte arrays one after the other, each let go once it has been read.
final class Pieces extends InputStream {

    private static final byte[] NONE = {};

    private final List<byte[]> pieces;
    private int next;
    private byte[] current = NONE;
    private int position;

    Pieces(List<byte[]> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() {
        return advance() ? current[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
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
        return advance() ? current.length - position : 0;
    }

    private boolean advance() {
        while (position == current.length) {
            if (next == pieces.size()) {
                return false;
            }
            current = pieces.set(next++, NONE);
            position = 0;
        }
        return true;
    }
}
