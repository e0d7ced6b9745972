package dev.syncline.kit.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.kit.client.ServiceClients;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.security.SecurityProperties;
import dev.syncline.kit.worker.Assignment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A run waits for config-service, with the test in its place.
class ConnectionDirectoryTest {

    private static final SecurityProperties TOKENS = new SecurityProperties("0f1e2d3c4b5a69788796a5b4c3d2", "00112233445566778899aabbccddee", false);
    private static final ConnectionSettings CONNECTION = new ConnectionSettings(
            1, "dw", 1, new DatabaseKind("mysql"), "db", 3306, null, "user", "secret", Map.of(), true);
    private static final Work WORK = new Work.DiscoverTables(
            UUID.randomUUID(), 1, UUID.randomUUID(), 1, List.of(), List.of(new TableName("s", "t")), 1, List.of(), Map.of(), List.of());

    private final Assignment assignment = new Assignment(WORK, _ -> { });
    private final CountDownLatch hung = new CountDownLatch(1);
    private volatile Answer answer = ConnectionDirectoryTest::known;
    private HttpServer config;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        config = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        config.createContext("/internal/v1/connections/", exchange -> answer.to(exchange));
        config.start();
    }

    @AfterEach
    void stop() {
        hung.countDown();
        config.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"503,is not there (HTTP 503)", "502,is not there (HTTP 502)", "404,is not there (HTTP 404)", "401,refuses the service token (HTTP 401)", "500,has failed (HTTP 500)"})
    void aRunWaitsUntilConfigServiceAnswersAndSaysSo(int status, String words) {
        answer = exchange -> say(exchange, status, "text/html", "down");
        CompletableFuture<ConnectionSettings> asked = ask(Duration.ofMinutes(1), UnaryOperator.identity());
        Awaitility.await().untilAsserted(() -> assertThat(assignment.waitsFor()).startsWith("config-service, which " + words));

        answer = ConnectionDirectoryTest::known;

        assertThat(asked.join()).isEqualTo(CONNECTION);
        assertThat(assignment.waitsFor()).isNull();
    }

    @Test
    void aServiceThatIsNotThereIsWaitedFor() throws IOException {
        InetSocketAddress address = config.getAddress();
        config.stop(0);
        CompletableFuture<ConnectionSettings> asked = ask(Duration.ofMinutes(1), UnaryOperator.identity());
        Awaitility.await().untilAsserted(() -> assertThat(assignment.waitsFor()).isEqualTo("config-service, which does not answer"));

        config = HttpServer.create(address, 0);
        config.createContext("/internal/v1/connections/", ConnectionDirectoryTest::known);
        config.start();

        assertThat(asked.join()).isEqualTo(CONNECTION);
    }

    @Test
    void nobodyWaitsForTheAnswerOfARunThatIsCancelled() {
        CountDownLatch arrived = new CountDownLatch(1);
        answer = exchange -> {
            arrived.countDown();
            await(hung);
            exchange.close();
        };
        Map<String, Boolean> after = new ConcurrentHashMap<>();
        CompletableFuture<ConnectionSettings> asked = ask(Duration.ofMinutes(1), failure -> {
            after.put("interrupted", Thread.currentThread().isInterrupted());
            return failure;
        });
        await(arrived);
        long began = System.nanoTime();

        assignment.stop(Assignment.Stop.WITHDRAWN);

        assertThatThrownBy(asked::join).hasCauseInstanceOf(Assignment.Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(after).containsEntry("interrupted", false); // the clean-up that follows is not to be broken
    }

    @Test
    void aRunThatIsCancelledWhileItPausesStopsAtOnce() {
        answer = exchange -> say(exchange, 503, "text/html", "down");
        CompletableFuture<ConnectionSettings> asked = ask(Duration.ofMinutes(1), UnaryOperator.identity());
        Awaitility.await().until(() -> assignment.waitsFor() != null);

        assignment.stop(Assignment.Stop.WITHDRAWN);

        assertThatThrownBy(asked::join).hasCauseInstanceOf(Assignment.Stopped.class);
    }

    @Test
    void itIsNotWaitedForLongerThanTheSettingSays() {
        answer = exchange -> say(exchange, 503, "text/html", "down");

        assertThatThrownBy(() -> directory(Duration.ZERO).await(1, assignment))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.SERVICE_UNAVAILABLE))
                .hasMessage("config-service did not say within 0 s how to reach connection 1: it is not there (HTTP 503)");
    }

    @Test
    void whatDoesNotPassByItselfIsNotWaitedForForEver() {
        Duration setting = Duration.ofMinutes(10);

        assertThat(Silence.of(HttpServerErrorException.create(HttpStatus.SERVICE_UNAVAILABLE, "", null, null, null)).waitedFor(setting))
                .isEqualTo(setting);
        assertThat(Silence.of(HttpClientErrorException.create(HttpStatus.UNAUTHORIZED, "", null, null, null)).waitedFor(setting))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(Silence.of(HttpClientErrorException.create(HttpStatus.FORBIDDEN, "", null, null, null)).waitedFor(Duration.ofSeconds(5)))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aDeletedConnectionIsSaidSoAtOnce() {
        answer = exchange -> say(exchange, 404, "application/problem+json", "{\"type\": \"https://syncline.dev/problems/not-found\"}");

        assertThatThrownBy(() -> directory(Duration.ofMinutes(1)).await(1, assignment))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NOT_FOUND));
    }

    private ConnectionDirectory directory(Duration waitFor) {
        String url = "http://127.0.0.1:" + config.getAddress().getPort();
        return new ConnectionDirectory(ServiceClients.create(ConnectionApi.class, RestClient.builder(), url, TOKENS), waitFor, Clock.systemUTC());
    }

    /// Asks as a worker does, on a thread of the work.
    private CompletableFuture<ConnectionSettings> ask(Duration waitFor, UnaryOperator<RuntimeException> onFailure) {
        ConnectionDirectory directory = directory(waitFor);
        CompletableFuture<ConnectionSettings> asked = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                asked.complete(directory.await(1, assignment));
            } catch (RuntimeException e) {
                asked.completeExceptionally(onFailure.apply(e));
            }
        });
        return asked;
    }

    private static void known(HttpExchange exchange) throws IOException {
        say(exchange, 200, "application/json", new String(Json.bytes(CONNECTION)));
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, text.length());
        exchange.getResponseBody().write(text.getBytes());
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
