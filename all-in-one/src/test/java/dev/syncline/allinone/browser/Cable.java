package dev.syncline.allinone.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What lies between a browser and the console. It can be cut and mended, and knows what was asked through it.
final class Cable implements AutoCloseable {

    private static final int AT_ONCE = 8_192;

    private final URI console;
    private final ServerSocket end;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean whole = true;

    private Cable(URI console, ServerSocket end) {
        this.console = console;
        this.end = end;
    }

    static Cable to(String console) {
        try {
            Cable cable = new Cable(URI.create(console), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(cable::accept);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:%d".formatted(end.getLocalPort());
    }

    void cut() {
        whole = false;
        sockets.forEach(Cable::close);
    }

    void mend() {
        whole = true;
    }

    /// Everything that was asked, with its headers.
    String asked() {
        return String.join("", asked);
    }

    private void accept() {
        while (!end.isClosed()) {
            try {
                Socket near = end.accept();
                sockets.add(near);
                if (!whole) {
                    close(near);
                    continue;
                }
                Socket far = new Socket(console.getHost(), console.getPort());
                sockets.add(far);
                Thread.ofVirtual().start(() -> carry(near, far, true));
                Thread.ofVirtual().start(() -> carry(far, near, false));
            } catch (IOException _) {
                // The end of the test, or a browser that has gone.
            }
        }
    }

    private void carry(Socket from, Socket to, boolean listens) {
        byte[] bytes = new byte[AT_ONCE];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (listens) {
                    asked.add(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException _) {
            // Cut, or left by one of both.
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
        cut();
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
