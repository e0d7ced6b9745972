package dev.syncline.testsupport.streamload;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A packet of MySQL's protocol, put together if it travels in parts.
///
/// @param sequence the number of its first part
record Packet(int sequence, byte[] payload) {

    private static final int LONGEST = 0xffffff;

    static Packet read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int first = -1;
        while (true) {
            int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
            int sequence = in.readUnsignedByte();
            first = first < 0 ? sequence : first;
            byte[] part = in.readNBytes(length);
            if (part.length < length) {
                throw new IOException("The connection ended in a packet");
            }
            whole.write(part);
            if (length < LONGEST) {
                return new Packet(first, whole.toByteArray());
            }
        }
    }

    void write(OutputStream to) throws IOException {
        int at = 0;
        int number = sequence;
        int length;
        do {
            length = Math.min(LONGEST, payload.length - at);
            to.write(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) number++});
            to.write(payload, at, length);
            at += length;
        } while (length == LONGEST);
    }

    static Packet error(int sequence, int code, String state, String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[9 + text.length];
        payload[0] = (byte) 0xff;
        payload[1] = (byte) code;
        payload[2] = (byte) (code >> 8);
        payload[3] = '#';
        System.arraycopy(state.getBytes(StandardCharsets.US_ASCII), 0, payload, 4, 5);
        System.arraycopy(text, 0, payload, 9, text.length);
        return new Packet(sequence, payload);
    }

    int first() {
        return payload.length == 0 ? -1 : payload[0] & 0xff;
    }

    boolean isError() {
        return first() == 0xff;
    }

    boolean isOk() {
        return first() == 0;
    }

    boolean isEnd() {
        return first() == 0xfe && payload.length < 9;
    }

    int errorCode() {
        return payload[1] & 0xff | (payload[2] & 0xff) << 8;
    }

    String errorMessage() {
        return new String(payload, 9, payload.length - 9, StandardCharsets.UTF_8);
    }

    /// An OK with another number of affected rows.
    Packet withAffected(long rows) {
        int behind = 1 + lengthOfInteger(payload[1]);
        byte[] rest = Arrays.copyOfRange(payload, behind, payload.length);
        byte[] changed = new byte[1 + 9 + rest.length];
        changed[1] = (byte) 0xfe; // a length-encoded integer of eight bytes
        for (int i = 0; i < 8; i++) {
            changed[2 + i] = (byte) (rows >> 8 * i);
        }
        System.arraycopy(rest, 0, changed, 10, rest.length);
        return new Packet(sequence, changed);
    }

    /// The rows that an INSERT has sent: MySQL counts those it has replaced twice, but says `Records: n` when there can be several.
    long records() {
        String text = new String(payload, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("Records: ");
        return at < 0 ? 1 : Long.parseLong(text.substring(at + 9).split(" ", 2)[0]);
    }

    private static int lengthOfInteger(byte first) {
        return switch (first & 0xff) {
            case 0xfc -> 3;
            case 0xfd -> 4;
            case 0xfe -> 9;
            default -> 1;
        };
    }
}
