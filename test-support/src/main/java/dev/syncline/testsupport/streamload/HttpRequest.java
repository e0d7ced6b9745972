package dev.syncline.testsupport.streamload;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// The head of a request; the body is still in the socket.
final class HttpRequest {

    record Credentials(String user, String password) {}

    private final Socket connection;
    private final String method;
    private final String target;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private HttpRequest(Socket connection, String method, String target) {
        this.connection = connection;
        this.method = method;
        this.target = target;
    }

    // Byte by byte, so that nothing of the body is taken before somebody wants it: closing then resets, as with the real servers.
    static HttpRequest read(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        String[] start = line(in).split(" ", 3);
        if (start.length < 3) {
            throw new EOFException("No request");
        }
        HttpRequest request = new HttpRequest(connection, start[0], start[1]);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            request.headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return request;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The request ended in its head");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    String method() {
        return method;
    }

    /// The target without its query.
    String path() {
        return target.split("\\?", 2)[0];
    }

    String[] pathParts() {
        String[] parts = path().substring(1).split("/");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = decoded(parts[i]);
        }
        return parts;
    }

    Optional<String> parameter(String name) {
        String[] split = target.split("\\?", 2);
        for (String pair : split.length < 2 ? new String[0] : split[1].split("&")) {
            String[] both = pair.split("=", 2);
            if (both.length == 2 && both[0].equals(name)) {
                return Optional.of(decoded(both[1]));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    String header(String name, String otherwise) {
        return headers.getOrDefault(name, otherwise);
    }

    boolean flag(String name) {
        return "true".equalsIgnoreCase(headers.get(name));
    }

    boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(headers.get("Expect"));
    }

    boolean isChunked() {
        return "chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"));
    }

    long contentLength() {
        String length = headers.get("Content-Length");
        return length == null ? -1 : Long.parseLong(length);
    }

    Optional<Credentials> credentials() {
        String header = headers.get("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return Optional.empty();
        }
        String both = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        int colon = both.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(new Credentials(both.substring(0, colon), both.substring(colon + 1)));
    }

    byte[] body() throws IOException {
        InputStream in = connection.getInputStream();
        if (isChunked()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.write(exactly(in, size));
                line(in);
            }
            line(in);
            return body.toByteArray();
        }
        return exactly(in, Math.toIntExact(Math.max(0, contentLength())));
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip().toLowerCase(Locale.ROOT), 16);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The body ended after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }
}
