package dev.syncline.dialect.streamload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A buffer that grows, into which JSON is written.
final class Bytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGE = 4 << 20;

    private byte[] bytes;
    private int length;

    Bytes(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void add(byte b) {
        reserve(1);
        bytes[length++] = b;
    }

    void add(byte[] more, int from, int to) {
        reserve(to - from);
        System.arraycopy(more, from, bytes, length, to - from);
        length += to - from;
    }

    void add(byte[] more) {
        add(more, 0, more.length);
    }

    /// A text in quotes.
    ///
    /// @return false where it has a NUL, of which nobody knows what a server makes
    boolean quote(byte[] text, int from, int to) {
        add((byte) '"');
        int begun = from;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b >= 0x20 && b != '"' && b != '\\' && b != 0x7F || b < 0) {
                continue;
            }
            if (b == 0) {
                return false;
            }
            add(text, begun, i);
            escape(b);
            begun = i + 1;
        }
        add(text, begun, to);
        add((byte) '"');
        return true;
    }

    private void escape(byte b) {
        reserve(6);
        bytes[length++] = '\\';
        if (b == '"' || b == '\\') {
            bytes[length++] = b;
            return;
        }
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[b >> 4];
        bytes[length++] = HEX[b & 0xF];
    }

    private void reserve(int more) {
        long needed = (long) length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(needed + Math.min(needed >> 1, LARGE)));
        }
    }
}
