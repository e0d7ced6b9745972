package dev.syncline.kit.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.syncline.example.RunningExample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// One client that opens many connections and says little cannot keep the others out.
class BoundedConnectionsIT {

    private static final int BOUND = 16;
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static RunningExample service;
    private static int port;

    private final List<Socket> open = new ArrayList<>();

    /// All that the server has place for is less than the client opens.
    @BeforeAll
    static void start() {
        service = RunningExample.start(
                Map.of("syncline.web.connections-per-address", Integer.toString(BOUND), "server.tomcat.max-connections", "100", "server.tomcat.connection-timeout", "10m"));
        port = Integer.parseInt(service.setting("local.server.port"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "GET /actuator/health HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer " + RunningExample.API_TOKEN + "\r\nContent-Length: 1000\r\n\r\n{"
    })
    void othersAreAnsweredWhileOneAddressHoldsAllItCan(String beginning) throws IOException {
        for (int i = 0; i < 500; i++) {
            say(connect("127.0.0.2"), beginning);
        }

        assertThat(service.get("/api/v1/thread", RunningExample.API_TOKEN).statusCode()).isEqualTo(200);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(open.stream().filter(BoundedConnectionsIT::isOpen)).hasSize(BOUND));
    }

    @Test
    void whoClosesAConnectionMayOpenAnother() throws IOException {
        for (int i = 0; i < BOUND; i++) {
            connect("127.0.0.3");
        }
        await().atMost(LIMIT).until(() -> !isOpen(connect("127.0.0.3")));

        open.getFirst().close();

        await().atMost(LIMIT).until(() -> isOpen(connect("127.0.0.3")));
    }

    /// A connection that ended while its address was being counted made the one that was being accepted wait for ever: one of 1,200.
    @Test
    void ofManyThatComeAndGoEachIsAnswered() {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> {
                    for (int j = 0; j < 1_000; j++) {
                        try (Socket socket = new Socket("127.0.0.1", port)) {
                            socket.setSoTimeout((int) LIMIT.toMillis());
                            say(socket, "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                            if (socket.getInputStream().readAllBytes().length == 0) {
                                wrong.add("closed without an answer");
                            }
                        } catch (IOException e) {
                            wrong.add(e.toString());
                        }
                    }
                });
            }
        }

        assertThat(wrong).isEmpty();
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        open.add(socket);
        return socket;
    }

    private static void say(Socket socket, String beginning) {
        try {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // closed by the server already
        }
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(100);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
