package dev.syncline.kit.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.syncline.example.RunningExample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What never reaches a route, because the HTTP server or the firewall before the routes refuses it, is a problem like all others.
class RefusedBelowTheRoutesIT {

    private static RunningExample service;

    @BeforeAll
    static void start() {
        service = RunningExample.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/v1/a%2Fb", "/api/v1/a%5Cb", "/api/v1/a\\b", "/api/v1/%00", "/api/v1/..;/actuator", "/api/v1/%2e%2e/x", "/../../etc/passwd", "/api//v1", "/api/v1/a%3Bb",
        "/api/v1/100%25", "/api/v1/%zz", "/api/v1/%", "/api/v1/page?limit=%zz", "/api/v1/thread?x=<y>", "/api/v1/thread?x={y}|^", "/api/v1/<x>", "/api/v1/%c0%af", "/api/v1/%0d%0ax",
        "/api/v1/\u00e4", "noslash", "http://[::1", "/error", "/api/v1/nothing"
    })
    void aPathThatIsRefusedIsAProblem(String path) {
        expectAProblem("GET %s HTTP/1.1\r\nHost: x\r\n".formatted(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "FOO /api/v1/thread HTTP/1.1\r\nHost: x\r\n", "TRACE /api/v1/thread HTTP/1.1\r\nHost: x\r\n", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n", "GET /api/v1/thread HTTP/9.9\r\nHost: x\r\n",
        "GET /api/v1/thread HTTP/1.1\r\n", "GET /api/v1/thread HTTP/1.1\r\nHost: a\r\nHost: b\r\n", "GET /api/v1/thread HTTP/1.1\r\nHost: <x>\r\n",
        "GET /api/v1/thread HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n", "G@T / HTTP/1.1\r\nHost: x\r\n", "nonsense\r\n", "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n",
        "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n", "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n"
    })
    void aHeadThatIsRefusedIsAProblem(String head) {
        expectAProblem(head);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 200_000})
    void aHeadThatIsTooLargeIsAProblem(int characters) {
        expectAProblem("GET /api/v1/thread HTTP/1.1\r\nHost: x\r\nX-Large: %s\r\n".formatted("x".repeat(characters)));
        expectAProblem("GET /api/v1/thread?%s HTTP/1.1\r\nHost: x\r\n".formatted("x".repeat(characters)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "fffffffff\r\n{}\r\n", "2\r\n{}}}\r\n0\r\n\r\n"})
    void aBodyWhosePiecesAreBrokenIsAProblem(String body) {
        expectAProblem("POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n", body);
    }

    private static void expectAProblem(String head) {
        expectAProblem(head, "");
    }

    private static void expectAProblem(String head, String body) {
        String answer = answer(head + "Authorization: Bearer " + RunningExample.API_TOKEN + "\r\nConnection: close\r\n\r\n" + body);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|50[15]) .*");
        assertThat(answer).contains("Content-Type: application/problem+json", "https://syncline.dev/problems/", "\"detail\"", "\"status\":" + answer.substring(9, 12));
        assertThat(answer).doesNotContainIgnoringCase("tomcat", "apache", "<html", "java.", "springframework", "timestamp", "etc/passwd");
    }

    private static String answer(String request) {
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(service.setting("local.server.port")))) {
            socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(15).toMillis()));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            write(socket, request);
            try {
                socket.getInputStream().transferTo(answer);
            } catch (IOException e) {
                // A server that has answered what it did not read closes with a reset.
                assertThat(answer.size()).as("answered before %s", e).isPositive();
            }
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A server that has refused what it has read of it takes no more: what it has answered can be read all the same.
    private static void write(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Broken pipe").isInstanceOf(SocketException.class);
        }
    }
}
