package dev.syncline.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// Finds a loopback port nobody listens on.
public final class FreePort {

    // Below 32768, where Linux begins to hand out ports for outgoing connections: a server that is restarted finds its port still free.
    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 32_000;

    /// Of this process, which may not have begun to listen on them yet.
    private static final Set<Integer> FOUND = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    static int orFree(int port) {
        return port == 0 ? find() : port;
    }

    public static int find() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (FOUND.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (IOException _) {
                continue; // taken
            }
        }
        throw new IllegalStateException("No free port between %d and %d".formatted(FIRST, BEHIND_LAST - 1));
    }
}
