package dev.syncline.config.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.syncline.config.RunningService;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.kit.connection.OwnAddresses;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

class ConnectionTrialIT {

    private final RestTestClient api = RunningService.shared().api();

    @Test
    void worksForASavedAndAnUnsavedConnection() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("trial")) {
            ConnectionTrial unsaved = trial(aConnectionTo(database));
            long id = create(api, "/api/v1/connections", aConnectionTo(database));
            ConnectionTrial saved = trial("/api/v1/connections/" + id + "/test", "");

            assertThat(List.of(unsaved, saved)).allSatisfy(trial -> {
                assertThat(trial.loggedIn()).isTrue();
                assertThat(trial.version()).startsWith("PostgreSQL 17");
                assertThat(trial.code()).isNull();
            });
        }
    }

    @Test
    void worksForMySql() {
        assertThat(trial(aMySqlConnection()).version()).startsWith("MySQL 8.0");
    }

    @Test
    void saysWhatAnswersWhereItIsAnotherKindOfDatabase() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("trial")) {
            assertThat(trial(with(aConnectionTo(database), "kind", "greenplum"))).satisfies(trial -> {
                assertThat(trial.loggedIn()).isFalse();
                assertThat(trial.code()).isEqualTo(FailureCode.MISCONFIGURED);
                assertThat(trial.hint()).contains("is a PostgreSQL and no Greenplum", "choose the kind");
            });
        }
    }

    /// The user's databases are on the same server here, as in the demo; in production all of the server is out of reach.
    @Test
    void theServicesOwnDatabaseIsOutOfReach() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("trial")) {
            Set<String> own = RunningService.shared().bean(OwnAddresses.class).databases();

            assertThat(own).hasSizeGreaterThan(3).allSatisfy(name ->
                    assertThat(trial(with(aConnectionTo(database), "database", name)).code()).isEqualTo(FailureCode.UNREACHABLE));
            assertThat(trial(aConnectionTo(database)).loggedIn()).isTrue();
        }
    }

    @Test
    void saysWhatTheDatabaseRefuses() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("trial")) {
            assertThat(trial(with(aConnectionTo(database), "secret", "wrong-canary"))).satisfies(trial -> {
                assertThat(trial.reachable()).isTrue();
                assertThat(trial.loggedIn()).isFalse();
                assertThat(trial.code()).isEqualTo(FailureCode.LOGIN_REFUSED);
                assertThat(trial.hint()).contains("refuses the user or the secret").doesNotContain("wrong-canary");
            });
            assertThat(trial(with(aConnectionTo(database), "database", "no such database")).code()).isEqualTo(FailureCode.NOT_FOUND);
            assertThat(trial(aMySqlConnection("secret", "wrong-canary")).code()).isEqualTo(FailureCode.LOGIN_REFUSED);
        }
    }

    /// Closed, denied, unknown, silent and foreign: nothing tells them apart, so nobody can map a network with this.
    @Test
    void answersTheSameAfterTheSameTimeWhereverNoDatabaseAnswers() throws IOException {
        List<Future<ConnectionTrial>> running = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); ForeignServer foreign = new ForeignServer();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String kind : List.of("postgresql", "mysql")) {
                int closed = closedPort();
                running.add(threads.submit(() -> unreachable(kind, "localhost", closed)));
                running.add(threads.submit(() -> unreachable(kind, "169.254.169.254", 80)));
                running.add(threads.submit(() -> unreachable(kind, "no-such-host.invalid", 5432)));
                running.add(threads.submit(() -> unreachable(kind, "localhost", silent.getLocalPort())));
                running.add(threads.submit(() -> unreachable(kind, "localhost", foreign.port())));
            }
        }

        List<ConnectionTrial> trials = running.stream().map(Future::resultNow).toList();
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.reachable()).isFalse();
            assertThat(trial.code()).isEqualTo(FailureCode.UNREACHABLE);
        });
        assertThat(trials.stream().map(trial -> trial.hint().replaceAll("No .* answers at \\S+;", "")).distinct()).hasSize(1);
        assertThat(trials.stream().mapToLong(ConnectionTrial::millis)).allSatisfy(millis -> assertThat(millis).isBetween(1_990L, 2_400L));
    }

    private ConnectionTrial unreachable(String kind, String host, int port) {
        Map<String, Object> body = aConnection("kind", kind, "host", host, "port", port);
        if (kind.equals("mysql")) {
            body.remove("database");
        }
        return trial(body);
    }

    private ConnectionTrial trial(Map<String, Object> body) {
        return trial("/api/v1/connections/test", body);
    }

    private ConnectionTrial trial(String uri, Object body) {
        return post(api, uri, body).expectStatus().isOk().expectBody(ConnectionTrial.class).returnResult().getResponseBody();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return closed.getLocalPort();
        }
    }

    /// Answers at once, but not as a database.
    private static final class ForeignServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        ForeignServer() throws IOException {
            Thread.ofVirtual().start(this::answer);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void answer() {
            while (!socket.isClosed()) {
                try (Socket caller = socket.accept()) {
                    caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\ninternal-secret".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException _) {
                    continue; // the caller has gone, or the test is over
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
