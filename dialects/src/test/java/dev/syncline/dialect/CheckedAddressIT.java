package dev.syncline.dialect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A name that means another address when it is dialled than when it was checked: only the checked one is dialled.
class CheckedAddressIT {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    /// By then the system says of `localhost` that it is 127.0.0.1.
    @ParameterizedTest
    @CsvSource({
        "mysql, prefer", "mysql, disable", "mysql, require", "mysql, verify-identity", "postgresql, prefer", "postgresql, disable", "postgresql, require",
        "postgresql, verify-identity", "greenplum, prefer", "greenplum, disable", "greenplum, require", "greenplum, verify-identity", "doris, ''", "starrocks, ''",
        "clickhouse, disable", "clickhouse, require", "clickhouse, verify-identity"
    })
    void theCheckedAddressIsDialledWhateverTheNameMeansByThen(String kind, String tls) throws Exception {
        try (Listener checked = new Listener("127.0.0.5", 0); Listener later = new Listener("127.0.0.1", checked.port())) {
            NetworkPolicy.Resolver changing = _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.5")};
            NetworkPolicy policy = new NetworkPolicy(true, LIMIT, LIMIT, List.of(), changing);
            ConnectionSettings settings = new ConnectionSettings(
                    1, "rebound", 1, new DatabaseKind(kind), "localhost", checked.port(), "d", "u", "p", tls.isEmpty() ? Map.of() : Map.of("tls", tls), true);

            assertThatThrownBy(() -> Dialects.of(settings.kind()).dataSource(settings, policy, Access.WRITE).getConnection()).isInstanceOf(Exception.class);

            assertThat(checked.asked()).isPositive();
            assertThat(later.asked()).isZero();
        }
    }

    /// Counts who comes, and sends everybody away.
    private static final class Listener implements AutoCloseable {

        private final ServerSocket socket;
        private final AtomicInteger asked = new AtomicInteger();
        private final Thread thread;

        Listener(String address, int port) throws IOException {
            socket = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
            thread = Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            while (true) {
                try (Socket client = socket.accept()) {
                    asked.incrementAndGet();
                } catch (IOException _) {
                    return;
                }
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        int asked() {
            return asked.get();
        }

        @Override
        public void close() throws Exception {
            socket.close();
            thread.join();
        }
    }
}
