package dev.syncline.cli.follow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.command.Commands;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Who waits for a run is not put off by who is away meanwhile. The interface is played by a server that gives prepared answers.
class RunWatchTest {

    private static final String UNDER_WAY = "{\"id\":\"r\",\"state\":\"RUNNING\",\"finishedAt\":null}";
    private static final String ENDED = "{\"id\":\"r\",\"projectName\":\"p\",\"state\":\"SUCCEEDED\",\"finishedAt\":\"2026-01-01T00:00:00Z\",\"tables\":1,\"rows\":2,\"failed\":0}";

    /// @param status 0 for a connection that breaks
    private record Prepared(int status, String body) {}

    private final Map<String, Deque<Prepared>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/v1".length());
        synchronized (asked) {
            asked.add("%s %s%s%s".formatted(exchange.getRequestMethod(), path, header(exchange, "Last-Event-ID"), header(exchange, "Idempotency-Key")));
        }
        Deque<Prepared> prepared = answers.get(path);
        Prepared next = prepared == null ? new Prepared(404, "{}") : prepared.size() > 1 ? prepared.poll() : prepared.peek();
        exchange.getRequestBody().readAllBytes();
        if (next.status != 0) {
            byte[] body = next.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next.status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        @Nullable String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : " " + name + "=" + value;
    }

    private void prepare(String path, Prepared... prepared) {
        answers.put(path, new ArrayDeque<>(List.of(prepared)));
    }

    private Surroundings surroundings() {
        return new Surroundings(
                Map.of("SYNCLINE_URL", address(), "SYNCLINE_TOKEN", "t"), Path.of("/"), Path.of("/"), new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), false);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private JsonNode untilEnd(@Nullable Duration longest) {
        return new RunWatch(new PublicApi(address(), "t"), surroundings(), Progress.SILENT, longest).untilEnd("r");
    }

    @Test
    void itGoesOnBehindTheLastEventThatItKnows() {
        prepare("/runs/r/events", new Prepared(200, "event:run\ndata:" + UNDER_WAY + "\n\nid:5\n\n"), new Prepared(200, "event:finished\ndata:" + ENDED + "\n\n"));
        prepare("/runs/r", new Prepared(200, UNDER_WAY), new Prepared(200, ENDED));

        assertThat(untilEnd(null).path("state").asString()).isEqualTo("SUCCEEDED");

        assertThat(asked).containsSubsequence("GET /runs/r/events", "GET /runs/r", "GET /runs/r/events Last-Event-ID=5", "GET /runs/r");
    }

    @Test
    void whereThereIsNoStreamItAsksForTheRun() {
        prepare("/runs/r/events", new Prepared(503, "{\"detail\":\"scheduler-service is away\"}"));
        prepare("/runs/r", new Prepared(503, "{}"), new Prepared(0, ""), new Prepared(200, ENDED));

        assertThat(untilEnd(null).path("state").asString()).isEqualTo("SUCCEEDED");

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("scheduler-service is away; asking again until it does", "It answers again.");
    }

    @Test
    void timeThatIsUpIsSaidAndAForeignTokenIsNotWaitedFor() {
        prepare("/runs/r/events", new Prepared(503, "{}"));
        prepare("/runs/r", new Prepared(503, "{}"));
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> untilEnd(Duration.ofMillis(1))).satisfies(failure -> assertThat(failure.code().number()).isEqualTo(5));

        prepare("/runs/r/events", new Prepared(401, "{}"));
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> untilEnd(null)).satisfies(failure -> assertThat(failure.code().number()).isEqualTo(3));
    }

    /// The answer to the first request is lost: the second one has the same key, and finds the run of the first.
    @Test
    void aRunIsAskedForAgainByTheSameKey() {
        prepare("/projects", new Prepared(200, "{\"items\":[{\"id\":7,\"name\":\"p\"}],\"next\":null}"));
        prepare("/runs", new Prepared(0, ""), new Prepared(202, "{\"id\":\"r\"}"));
        prepare("/runs/r/events", new Prepared(200, "event:finished\ndata:" + ENDED + "\n\n"));
        prepare("/runs/r", new Prepared(200, ENDED));

        int code = Commands.execute(surroundings(), "run", "p", "--wait");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("p succeeded: 1 tables, 2 rows, 0 failed\n");
        String key = err.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("key ")).findFirst().orElseThrow().substring(4);
        assertThat(asked.stream().filter(one -> one.startsWith("POST"))).isNotEmpty().allMatch(one -> one.equals("POST /runs Idempotency-Key=" + key)).hasSizeGreaterThan(1);
    }
}
