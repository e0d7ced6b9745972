package dev.syncline.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stands before a server and counts its answers. It can let the server die when it has carried out a statement and nobody has heard of that yet.
final class AnswerProxy implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private int answers;
    private int fatal;
    private Runnable death = () -> { };

    AnswerProxy(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /// Counts anew, and lets the server die before this answer is told; 0 only counts.
    synchronized void dieBefore(int answer, Runnable how) {
        answers = 0;
        fatal = answer;
        death = how;
    }

    synchronized int answers() {
        return answers;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client; Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            AtomicBoolean asked = new AtomicBoolean();
            Thread asking = Thread.ofVirtual().start(() -> pass(client, behind, () -> asked.set(true)));
            pass(behind, client, () -> {
                if (asked.getAndSet(false)) {
                    answered();
                }
            });
            client.close();
            asking.join();
        } catch (IOException e) {
            // The server is away, as the client sees.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to, Runnable before) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                before.run();
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException | UncheckedIOException e) {
            // The other side is told below.
        }
        close(from);
        close(to);
    }

    private synchronized void answered() {
        answers++;
        if (answers == fatal) {
            death.run();
            throw new UncheckedIOException(new IOException("Nobody hears this answer"));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
