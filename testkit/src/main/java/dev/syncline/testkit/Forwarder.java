package dev.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

import javax.net.ServerSocketFactory;

import org.jspecify.annotations.Nullable;

/// A second port of a server on this machine, as a tunnel or a proxy makes one. Where it leads can be changed.
public final class Forwarder implements AutoCloseable {

    private static final int NOWHERE = 0;

    private final ServerSocket socket;
    private final @Nullable Throttle throttle;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile IntSupplier destination;

    private Forwarder(ServerSocket socket, int destination, @Nullable Throttle throttle) {
        this.socket = socket;
        this.throttle = throttle;
        this.destination = () -> destination;
    }

    /// @param destination the server's port
    public static Forwarder to(int destination) {
        return to(destination, ServerSocketFactory.getDefault());
    }

    /// @param sockets what clients see: those of a TLS context put TLS before a server that has none
    public static Forwarder to(int destination, ServerSocketFactory sockets) {
        return to(destination, sockets, null);
    }

    /// One that is as slow as a network between two rooms.
    public static Forwarder to(int destination, Throttle throttle) {
        return to(destination, ServerSocketFactory.getDefault(), throttle);
    }

    private static Forwarder to(int destination, ServerSocketFactory sockets, @Nullable Throttle throttle) {
        try {
            Forwarder forwarder = new Forwarder(sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress()), destination, throttle);
            Thread.ofVirtual().name("forwarder").start(forwarder::accept);
            return forwarder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One before several servers.
    ///
    /// @param next the port that the next connection is led to; 0 for none
    public static Forwarder among(IntSupplier next) {
        Forwarder forwarder = toNowhere();
        forwarder.destination = next;
        return forwarder;
    }

    /// One behind which nothing answers yet.
    public static Forwarder toNowhere() {
        return to(NOWHERE);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// Leads somewhere else from now on, and ends what is open.
    public void leadTo(int port) {
        destination = () -> port;
        open.forEach(Forwarder::close);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("forwarder-connection").start(() -> connect(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try (client) {
            int port = destination.getAsInt();
            if (port == NOWHERE) {
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread back = Thread.ofVirtual().name("forwarder-back").start(() -> pump(server, client));
                pump(client, server);
                back.join();
            }
        } catch (IOException _) {
            return; // the server is away
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /// Until one side closes; then the other one is closed, too.
    private void pump(Socket from, Socket to) {
        try (from; to) {
            if (throttle == null) {
                from.getInputStream().transferTo(to.getOutputStream());
            } else {
                throttle.carry(from.getInputStream(), to.getOutputStream());
            }
        } catch (IOException _) {
            return; // closed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            open.forEach(Forwarder::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
