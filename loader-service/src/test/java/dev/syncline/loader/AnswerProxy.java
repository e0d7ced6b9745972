package dev.syncline.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Stands before a server, counts its answers and notes to what. It can let the server die when it has carried out a statement and nobody has heard of
/// that yet.
final class AnswerProxy implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final List<String> answered = new ArrayList<>();
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
        answered.clear();
        fatal = answer;
        death = how;
    }

    synchronized int answers() {
        return answered.size();
    }

    /// What was answered, in order, as it was sent.
    synchronized List<String> answered() {
        return List.copyOf(answered);
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
            AtomicReference<String> asked = new AtomicReference<>("");
            Thread asking = Thread.ofVirtual().start(() -> pass(client, behind, sent -> asked.updateAndGet(before -> before + sent)));
            pass(behind, client, _ -> {
                String question = asked.getAndSet("");
                if (!question.isEmpty()) {
                    answer(question);
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

    private static void pass(Socket from, Socket to, Consumer<String> before) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                before.accept(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException | UncheckedIOException e) {
            // The other side is told below.
        }
        close(from);
        close(to);
    }

    private synchronized void answer(String question) {
        answered.add(question);
        if (answered.size() == fatal) {
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
