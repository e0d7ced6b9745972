package dev.syncline.kit.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP with a bound for the connections of one address. Tomcat's own bound, `maxConnections`, is for all clients together: one that opens many and
/// says little keeps the others waiting. Made by Tomcat, by its class's name.
public final class BoundedConnections extends Http11NioProtocol {

    private static final Logger log = LoggerFactory.getLogger(BoundedConnections.class);

    public BoundedConnections() {
        super(new Endpoint());
    }

    /// @param most 0 for no bound
    void mostPerAddress(int most) {
        ((Endpoint) getEndpoint()).most = most;
    }

    private static final class Endpoint extends NioEndpoint {

        private final AtomicInteger closed = new AtomicInteger();
        private volatile int most;

        /// Called by the thread that accepts, before anything is read.
        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            Optional<InetAddress> client = address(socket);
            if (most > 0 && client.isPresent() && connectionsOf(client.get()) >= most) {
                // The first and every thousandth: a flood is not to fill the log.
                if (closed.getAndIncrement() % 1000 == 0) {
                    log.warn("address={} has {} connections open, as many as syncline.web.connections-per-address allows; more are closed",
                            client.get().getHostAddress(), most);
                }
                destroySocket(socket); // and no longer counts among maxConnections; Tomcat itself would close only what it has wrapped
                return false;
            }
            return super.setSocketOptions(socket);
        }

        // Counted anew each time: a counter of its own would have to hear of every way in which a connection ends.
        private long connectionsOf(InetAddress client) {
            return getConnections().stream()
                    .filter(open -> address(open.getSocket().getIOChannel()).filter(client::equals).isPresent())
                    .count();
        }

        /// @param socket null where the connection has ended between the list and the look; what is thrown here would leave the one that is being accepted
        ///     open and unanswered for ever
        private static Optional<InetAddress> address(@Nullable SocketChannel socket) {
            try {
                return socket != null && socket.getRemoteAddress() instanceof InetSocketAddress remote ? Optional.of(remote.getAddress()) : Optional.empty();
            } catch (IOException _) {
                return Optional.empty(); // closed meanwhile
            }
        }
    }
}
