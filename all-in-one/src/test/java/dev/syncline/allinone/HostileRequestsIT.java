package dev.syncline.allinone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is sent to an operation that a service's own OpenAPI page knows, what is refused is refused by a problem with a type that stays: never with 500,
/// and never in the words of the HTTP server. Sent byte by byte, since clients would not send most of it.
class HostileRequestsIT {

    private static final Installed INSTALLED = Installed.shared();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final int AT_ONCE = 8;

    /// As they stand in a request line.
    private static final List<String> SEGMENTS = List.of(
            "0", "-1", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "1e5", "1.0", "0x1", "+1", "01", "abc", "null", "undefined", "NaN", "*", "'",
            "%27%20OR%201%3D1--", "%00", "1%00", "%0a", "%0d%0aX:%20y", "%1b%5b31m", "%7f", "%20", "1%20", "%2e", "%2e%2e", "..%2f..%2fetc", "%2F", "%5c", "a;b=c", "1;x", "%3b",
            "%25", "%zz", "%", "%ff", "%c3%28", "%e2%80%ae", "%d9%a1", "%f0%9f%98%80", "%7Bid%7D", "${x}", "%23", "%3f", "x".repeat(3000), NOBODY, "0-0-0-0-0", "");
    private static final List<String> VALUES = Stream.concat(
                    SEGMENTS.stream().filter(segment -> !segment.contains(";")),
                    Stream.of(
                            "1&%1$s=2", "abc&%1$s=%%00", "true", "FAILED,", "failed", "NOPE", "2147483648", "-2147483649", "1,2", "[]", "{}", "2026-01-01", "0000-01-01T00:00:00Z",
                            "-999999999-01-01T00:00:00Z", "%%2B999999999-12-31T23:59:59Z", "294277-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "%%2B1000000000-12-31T23:59:59Z",
                            cursor("1"), cursor("-1"), cursor("9223372036854775808"), cursor("a"), cursor(""), cursor("a,b"), cursor("\0"), cursor("1,\0"), cursor("\0,\0"),
                            cursor("1:2"), cursor("[\"\\u0000\"]"), cursor("[]"), cursor("null"), cursor("{}"), cursor("x\u0000y"), cursor("\ud83d\ude00"), "AA==", "____", "=", "%%3D%%3D")
                            .map(value -> value.replace("%%", "%")))
            .toList();
    private static final List<byte[]> BODIES = Stream.of(
                    "", " ", "{", "}", "{}", "null", "[]", "[null]", "\"x\"", "1", "1e999999999", "-0", "true", "{\"\":1}", "{\"name\":\"\\u0000\"}", "{\"name\":\"\\ud800\"}",
                    "{\"name\":null,\"name\":1}", "{\"name\":1e400}", "{\"projectId\":1e19}", "{\"projectId\":9223372036854775808}", "{\"projectId\":-1,\"tables\":null}",
                    "{\"projectId\":0,\"priority\":\"\\u0000\"}", "{\"recipient\":\"\\u0000@x\"}", "{\"recipient\":\"a@b\\r\\nBcc: c@d\"}", "\ufeff{}", "{}{}", "{\"a\":1}//x", "{'a':1}",
                    "<a/>", "[".repeat(6000), "{\"a\":".repeat(2000), "{\"name\":\"" + "x".repeat(300_000) + "\"}", "{\"tables\":" + "[".repeat(900) + "]".repeat(900) + "}",
                    "{\"schemas\":[{\"schema\":\"\\u0000\"}]}", "{\"failedOnly\":\"\\u0000\"}", "{\"id\":" + "9".repeat(2000) + "}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    private static final List<String> HEADERS = List.of(
            "If-Match: x", "If-Match: \"\"", "If-Match: *", "If-Match: \"9223372036854775808\"", "If-Match: W/\"1\"", "If-Match: \"1\", \"2\"", "If-Match: \"\u0001\"",
            "Idempotency-Key: ", "Idempotency-Key: " + "k".repeat(3000), "Idempotency-Key: \u00e4", "Accept: image/png", "Accept: x", "Accept: */*;q=2", "Content-Type: x",
            "Content-Type: text/plain", "Content-Type: application/json;charset=utf-7", "Content-Type: application/x-www-form-urlencoded", "Content-Encoding: gzip", "Last-Event-ID: x",
            "X-Correlation-ID: \u001b[31m", "X-Request-ID: " + "r".repeat(5000), "Accept-Language: \u00ff", "Range: bytes=0-0,-1", "Expect: x");

    private record Operation(String method, String path, List<String> parameters, boolean body) {

        /// With 1, or nobody's number where runs have one.
        String plain() {
            return VARIABLE.matcher(path).replaceAll(path.startsWith("/api/v1/runs") ? NOBODY : "1");
        }
    }

    private record Attempt(String method, String target, List<String> headers, byte @Nullable [] body) {}

    @ParameterizedTest
    @EnumSource(value = Service.class, names = {"CONFIG", "SCHEDULER", "NOTIFICATION", "CONSOLE"})
    void whatIsRefusedIsAProblemWithATypeThatStays(Service service) {
        List<Attempt> attempts = operations(service).stream().flatMap(HostileRequestsIT::attempts).toList();
        assertThat(attempts).hasSizeGreaterThan(200);

        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Queue<Attempt> left = new ConcurrentLinkedQueue<>(attempts);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.submit(() -> {
                    for (Attempt attempt = left.poll(); attempt != null; attempt = left.poll()) {
                        String flaw = flaw(service, attempt);
                        if (flaw != null) {
                            wrong.add(shown(attempt) + " -> " + flaw);
                        }
                    }
                });
            }
        }

        assertThat(wrong).as("of %d requests", attempts.size()).isEmpty();
    }

    private static Stream<Attempt> attempts(Operation operation) {
        List<Attempt> attempts = new ArrayList<>();
        byte[] body = operation.body ? "{}".getBytes(StandardCharsets.UTF_8) : null;
        for (String segment : SEGMENTS) {
            VARIABLE.matcher(operation.path).results().forEach(variable -> {
                String before = VARIABLE.matcher(operation.path.substring(0, variable.start())).replaceAll(operation.path.startsWith("/api/v1/runs") ? NOBODY : "1");
                String after = VARIABLE.matcher(operation.path.substring(variable.end())).replaceAll("1");
                attempts.add(new Attempt(operation.method, before + segment + after, List.of(), body));
            });
        }
        for (String parameter : operation.parameters) {
            for (String value : VALUES) {
                attempts.add(new Attempt(operation.method, operation.plain() + '?' + parameter + '=' + value.replace("%1$s", parameter), List.of(), body));
            }
        }
        if (operation.body) {
            BODIES.forEach(one -> attempts.add(new Attempt(operation.method, operation.plain(), List.of(), one)));
            attempts.add(new Attempt(operation.method, operation.plain(), List.of(), new byte[] {'{', '"', (byte) 0xff, (byte) 0xc3, '"', ':', '1', '}'}));
        }
        HEADERS.forEach(header -> attempts.add(new Attempt(operation.method, operation.plain() + (operation.method.equals("GET") ? "?x=%01" : ""), List.of(header), body)));
        for (String method : List.of("PATCH", "OPTIONS", "TRACE", "FOO", "get")) {
            attempts.add(new Attempt(method, operation.plain(), List.of(), null));
        }
        return attempts.stream();
    }

    private static @Nullable String flaw(Service service, Attempt attempt) {
        byte[] answer;
        try {
            answer = send(URI.create(INSTALLED.url(service, "")).getPort(), attempt);
        } catch (IOException e) {
            return "no answer: " + e;
        }
        String text = new String(answer, StandardCharsets.UTF_8);
        String[] parts = text.split("\r\n\r\n", 2);
        String head = parts[0].toLowerCase(Locale.ROOT);
        int status = parts[0].startsWith("HTTP/1.1 ") ? Integer.parseInt(parts[0].substring(9, 12)) : 0;
        if (status >= 200 && status < 400) {
            return null;
        }
        if (status < 400 || status >= 500 && status != 502 && status != 503) {
            return text;
        }
        String document = parts.length < 2 ? "" : parts[1];
        boolean chunked = head.contains("transfer-encoding: chunked");
        boolean problem = head.contains("content-type: application/problem+json") && document.contains("\"type\":\"https://syncline.dev/problems/");
        // A database may be named; its words may not.
        String words = document.replace("MySQL", "").replace("PostgreSQL", "");
        boolean others = Stream.of("Tomcat", "java.", "dev.syncline", "<html", "Exception", "org.springframework", "SQL").anyMatch(words::contains);
        if (!problem || others) {
            return text;
        }
        if (!chunked) {
            JSON.readTree(document);
        }
        return null;
    }

    private static byte[] send(int port, Attempt attempt) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                .formatted(attempt.method, attempt.target, INSTALLED.settings.installation().apiToken()));
        if (attempt.body != null) {
            if (attempt.headers.stream().noneMatch(header -> header.startsWith("Content-Type"))) {
                head.append("Content-Type: application/json\r\n");
            }
            head.append("Content-Length: ").append(attempt.body.length).append("\r\n");
        }
        attempt.headers.forEach(header -> head.append(header).append("\r\n"));
        request.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (attempt.body != null) {
            request.write(attempt.body);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.toByteArray());
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                byte[] some = new byte[8_192];
                int read = socket.getInputStream().read(some);
                while (read >= 0) {
                    answer.write(some, 0, read);
                    read = isStream(answer) ? -1 : socket.getInputStream().read(some);
                }
            } catch (SocketTimeoutException e) {
                throw new IOException("after " + answer.toString(StandardCharsets.UTF_8), e);
            }
            return answer.toByteArray();
        }
    }

    /// Events come for ever: that they come is enough.
    private static boolean isStream(ByteArrayOutputStream answer) {
        String head = answer.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return head.startsWith("http/1.1 200") && head.contains("content-type: text/event-stream");
    }

    private static String shown(Attempt attempt) {
        String body = attempt.body == null ? "" : new String(attempt.body, StandardCharsets.UTF_8);
        String all = "%s %s %s %s".formatted(attempt.method, attempt.target, attempt.headers, body);
        return all.length() > 300 ? all.substring(0, 300) + "…" : all;
    }

    private static String cursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Operation> operations(Service service) {
        JsonNode api = INSTALLED.api.get(INSTALLED.url(service, "/v3/api-docs")).ok();
        List<Operation> operations = new ArrayList<>();
        api.path("paths").propertyStream().filter(path -> path.getKey().startsWith("/api/")).forEach(path -> path.getValue().propertyStream().forEach(method -> {
            List<String> parameters = method.getValue().path("parameters").valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.path("name").asString())
                    .toList();
            operations.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), parameters, method.getValue().has("requestBody")));
        }));
        assertThat(operations).as("operations of " + service).isNotEmpty();
        return operations;
    }
}
