package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/// A whole reply, after which the connection is closed.
record HttpReply(String status, Map<String, String> headers, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static HttpReply json(Map<String, Object> content) {
        return json("200 OK", content);
    }

    static HttpReply json(String status, Map<String, Object> content) {
        return new HttpReply(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(content));
    }

    static HttpReply text(String status, String content) {
        return new HttpReply(status, Map.of("Content-Type", "text/plain"), content.getBytes(StandardCharsets.UTF_8));
    }

    static HttpReply redirect(String location) {
        return new HttpReply("307 Temporary Redirect", Map.of("Location", location), new byte[0]);
    }

    HttpReply with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new HttpReply(status, all, body);
    }

    HttpReply cutOff() {
        return new HttpReply(status, headers, Arrays.copyOf(body, body.length / 2));
    }

    void write(Socket connection) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        connection.getOutputStream().write(whole);
        connection.getOutputStream().flush();
    }
}
