package dev.syncline.testsupport.streamload;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One request over a socket of its own, with nothing between the test and the bytes.
final class RawHttp implements AutoCloseable {

    record Reply(int status, Map<String, String> headers, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String text(String field) {
            JsonNode value = json().get(field);
            return value == null ? "" : value.asString();
        }
    }

    private final Socket socket;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private RawHttp(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
    }

    static RawHttp to(int port) throws IOException {
        return new RawHttp(port);
    }

    static int portOf(String location) {
        String rest = location.substring(location.indexOf("127.0.0.1"));
        return URI.create("http://" + rest).getPort();
    }

    RawHttp as(String user, String password) {
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    RawHttp with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    RawHttp with(Map<String, String> all) {
        headers.putAll(all);
        return this;
    }

    RawHttp sendHead(String method, String target) throws IOException {
        StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n".formatted(method, target));
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    Reply reply() throws IOException {
        InputStream in = socket.getInputStream();
        int status = Integer.parseInt(line(in).split(" ")[1]);
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            found.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        int length = status == 100 ? 0 : Integer.parseInt(found.get("content-length"));
        return new Reply(status, found, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    boolean isAtEnd() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("no line");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
