package dev.syncline.extractor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/// A way to a server on this machine on which what it sends takes its time, however fast the machine is.
final class SlowLine implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket socket;
    private final int server;
    private final long nanosPerByte;

    /// @param server its port
    SlowLine(int server, int megabytesPerSecond) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.nanosPerByte = 1_000 / megabytesPerSecond;
        Thread.ofVirtual().name("slow-line").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("slow-line-connection").start(() -> connect(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        try (client; Socket to = new Socket()) {
            // Little is on its way: what has been sent has passed, but for so much.
            to.setReceiveBufferSize(BUFFER);
            to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
            Thread back = Thread.ofVirtual().name("slow-line-back").start(() -> pump(to, client, nanosPerByte));
            pump(client, to, 0);
            back.join();
        } catch (IOException _) {
            return; // one side is away
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to, long nanosPerByte) {
        byte[] some = new byte[BUFFER];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int bytes = in.read(some); bytes >= 0; bytes = in.read(some)) {
                out.write(some, 0, bytes);
                LockSupport.parkNanos(bytes * nanosPerByte);
            }
        } catch (IOException _) {
            return; // closed
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
