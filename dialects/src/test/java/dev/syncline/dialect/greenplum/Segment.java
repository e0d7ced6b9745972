package dev.syncline.dialect.greenplum;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Fetches rows as a segment of Greenplum does, and takes nothing for an end that a segment would not.
///
/// @param scan transaction, command and scan, the same for all segments of a statement
/// @param marked whether by protocol 1, as real ones do
record Segment(int port, String path, String scan, int id, int count, boolean marked) {

    /// What a segment got.
    ///
    /// @param blocks whole rows, as they came
    /// @param ended whether the server said that there are no more
    /// @param error what the server said had gone wrong
    record Got(String status, List<String> blocks, boolean ended, String error) {

        List<String> rows() {
            return blocks.stream().flatMap(String::lines).toList();
        }
    }

    /// What a test does when a segment has a block.
    interface Between {
        void have(int blocks) throws IOException;
    }

    Segment another(int itsId) {
        return new Segment(port, path, scan, itsId, count, marked);
    }

    Segment of(String otherScan) {
        return new Segment(port, path, otherScan, id, count, marked);
    }

    Segment at(String otherPath) {
        return new Segment(port, otherPath, scan, id, count, marked);
    }

    Segment unmarked() {
        return new Segment(port, path, scan, id, count, false);
    }

    Got fetch() throws IOException {
        return fetch(_ -> {});
    }

    Got fetch(Between between) throws IOException {
        return send(request(), between);
    }

    String request() {
        String[] ids = scan.split("\\.");
        return """
                GET %s HTTP/1.1
                Host: 127.0.0.1:%d
                Accept: */*
                X-GP-XID: %s
                X-GP-CID: %s
                X-GP-SN: %s
                X-GP-SEGMENT-ID: %d
                X-GP-SEGMENT-COUNT: %d
                X-GP-LINE-DELIM-STR: 0A
                X-GP-LINE-DELIM-LENGTH: 1
                X-GP-ZSTD: 1
                X-GP-PROTO: %d
                X-GP-CSVOPT: m0x92q0n1h0

                """.formatted(path, port, ids[0], ids[1], ids[2], id, count, marked ? 1 : 0).replace("\n", "\r\n");
    }

    Got send(String request, Between between) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(128 << 10);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read(new DataInputStream(socket.getInputStream()), between);
        }
    }

    private static Got read(DataInputStream in, Between between) throws IOException {
        String status = line(in);
        String proto = "0";
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            // Segments compare letter by letter.
            if (header.startsWith("X-GP-PROTO:")) {
                proto = header.substring("X-GP-PROTO:".length()).strip();
            }
        }
        return proto.equals("1") && status.contains(" 200 ") ? readMarked(status, in, between) : new Got(status, List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)), false, "");
    }

    private static Got readMarked(String status, DataInputStream in, Between between) throws IOException {
        List<String> blocks = new ArrayList<>();
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        long offset = 0;
        long row = 0;
        for (int had = 0; ; ) {
            int kind = in.read();
            if (kind < 0) {
                throw new EOFException("The server closed the connection without an end");
            }
            byte[] content = new byte[in.readInt()];
            if (kind == 'D' && content.length > 0) {
                between.have(had++);
            }
            in.readFully(content);
            if (kind != 'O' && kind != 'L' && (kind != 'D' || content.length == 0) && block.size() > 0) {
                blocks.add(block.toString(StandardCharsets.UTF_8));
                offset += block.size();
                block.reset();
            }
            switch (kind) {
                case 'F' -> expect(content.length <= 256, "a short file name");
                case 'O' -> {
                    expect(number(content) >= offset, "an offset that goes on");
                    offset = number(content);
                }
                case 'L' -> {
                    expect(number(content) > row, "the number of a later row");
                    row = number(content);
                }
                case 'E' -> {
                    return new Got(status, blocks, false, new String(content, StandardCharsets.UTF_8));
                }
                case 'D' -> {
                    if (content.length == 0) {
                        return new Got(status, blocks, true, "");
                    }
                    block.write(content);
                }
                default -> throw new IOException("Unknown mark " + kind);
            }
        }
    }

    private static void expect(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("Expected " + what);
        }
    }

    private static long number(byte[] content) throws IOException {
        expect(content.length == Long.BYTES, "eight bytes");
        return ByteBuffer.wrap(content).getLong();
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The answer has no head");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }
}
