package dev.syncline.dialect.greenplum;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The head of an HTTP request.
///
/// @param headers by their names in lower case
record SegmentRequest(String method, String path, Map<String, String> headers) {

    /// gpfdist itself takes no more than 4 KB.
    private static final int MOST_BYTES = 16 << 10;

    /// @param deadline on the clock of [System#nanoTime]
    /// @throws IOException where it is no HTTP request, or too long, or does not come in time
    static SegmentRequest read(InputStream in, long deadline) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0 || head.length() == MOST_BYTES || System.nanoTime() > deadline) {
                throw new IOException("No request came");
            }
            head.append((char) next);
        }
        return parse(head.toString().split("\r\n"));
    }

    private static SegmentRequest parse(String[] lines) throws IOException {
        String[] first = lines[0].split(" ");
        if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
            throw new IOException("The request is none of HTTP 1");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        }
        return new SegmentRequest(first[0], first[1], headers);
    }

    boolean isGet() {
        return method.equals("GET");
    }

    /// The scan within a statement on whose behalf rows are asked for, the same for all segments; empty where somebody else asks.
    Optional<String> scan() {
        return header("x-gp-xid").flatMap(xid -> header("x-gp-cid").flatMap(cid -> header("x-gp-sn").map(sn -> xid + '.' + cid + '.' + sn)));
    }

    /// Whether rows are to come in blocks that are marked, after which the end is; empty where there is no such protocol.
    Optional<Boolean> wantsMarks() {
        return header("x-gp-proto").filter(proto -> proto.equals("0") || proto.equals("1")).map("1"::equals);
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// The head of an answer after which the connection closes. Segments look for `X-GP-PROTO` in exactly these letters.
    static byte[] answer(String status, String... headers) {
        return ("HTTP/1.0 " + status + "\r\nContent-Type: text/plain\r\nCache-Control: no-cache\r\nConnection: close\r\n"
                        + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
