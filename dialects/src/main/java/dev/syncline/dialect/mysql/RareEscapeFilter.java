package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.io.InputStream;

/// Writes `\f` and `\v` as the raw characters: MySQL's LOAD DATA would drop the backslash and store the letters (measured on 8.0.33).
final class RareEscapeFilter extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final InputStream rows;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    /// The second byte of an escape that is passed on, still to be given; -1 where there is none.
    private int second = -1;

    RareEscapeFilter(InputStream rows) {
        this.rows = rows;
    }

    @Override
    public int read() throws IOException {
        if (second >= 0) {
            int given = second;
            second = -1;
            return given;
        }
        int next = next();
        if (next != '\\') {
            return next;
        }
        int letter = next();
        return switch (letter) {
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            default -> {
                second = letter;
                yield '\\';
            }
        };
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            into[offset + count++] = (byte) next;
        }
        return count;
    }

    private int next() throws IOException {
        if (position == limit) {
            limit = rows.read(buffer, 0, BUFFER);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
