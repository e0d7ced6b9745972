package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A loopback port with a thread for each connection.
final class Listener implements AutoCloseable {

    interface Service {

        void serve(Socket connection) throws IOException;
    }

    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Listener() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    void start(String name, Service service) {
        Thread.ofVirtual().name(name).start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    Thread.ofVirtual().name(name + "-connection").start(() -> serve(service, connection));
                } catch (IOException _) {
                    return; // closed
                }
            }
        });
    }

    private void serve(Service service, Socket connection) {
        open.add(connection);
        try (connection) {
            service.serve(connection);
        } catch (IOException _) {
            return; // the client has gone
        } finally {
            open.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
