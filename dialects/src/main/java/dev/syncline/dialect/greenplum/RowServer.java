package dev.syncline.dialect.greenplum;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves batches to segments in the way of gpfdist, each under a path that nobody can guess, and nothing else.
///
/// Not the JDK's server: it writes `X-gp-proto`, which segments do not recognise, and would then read the marks of the protocol as rows.
final class RowServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RowServer.class);

    private static final int BACKLOG = 256;
    private static final int MOST_CONNECTIONS = 2048;
    private static final int HEAD_MILLIS = 10_000;
    private static final int PATH_BYTES = 16;

    /// Those at a fixed port, which several loads of this process share.
    private static final Map<Integer, RowServer> SHARED = new HashMap<>();

    private final SecureRandom random = new SecureRandom();
    private final Map<String, ServedRows> batches = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final ServerSocket socket;
    private final Thread acceptor;
    private int users = 1;

    private RowServer(int port) throws IOException {
        socket = new ServerSocket(port, BACKLOG);
        acceptor = Thread.ofVirtual().name("segments-" + port()).start(this::accept);
    }

    /// A server at that port until it is closed as often as it was asked for.
    ///
    /// @param port 0 for any free one
    static RowServer at(int port) throws IOException {
        if (port == 0) {
            return new RowServer(0);
        }
        synchronized (SHARED) {
            RowServer there = SHARED.get(port);
            if (there != null && !there.socket.isClosed()) {
                there.users++;
                return there;
            }
            RowServer server = new RowServer(port);
            SHARED.put(port, server);
            return server;
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Gives the rows to the segments that ask at the batch's path until it is closed.
    ///
    /// @param inOrder whether a single segment gets all of them
    ServedRows serve(InputStream rows, boolean inOrder) {
        byte[] secret = new byte[PATH_BYTES];
        random.nextBytes(secret);
        String path = '/' + HexFormat.of().formatHex(secret);
        ServedRows batch = new ServedRows(path, rows, inOrder, () -> batches.remove(path));
        batches.put(path, batch);
        return batch;
    }

    private void accept() {
        try (socket) {
            while (true) {
                Socket segment = socket.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().start(() -> answerAndClose(segment));
                } else {
                    segment.close();
                }
            }
        } catch (IOException e) {
            // Closed by us; or unable to accept more, and whoever loads has to begin anew.
            log.debug("Port {} is closed", port(), e);
        }
    }

    private void answerAndClose(Socket segment) {
        try (segment) {
            segment.setTcpNoDelay(true);
            segment.setKeepAlive(true);
            segment.setSoTimeout(HEAD_MILLIS);
            answer(segment);
        } catch (IOException e) {
            log.debug("A request at port {} broke off", port(), e);
        } finally {
            places.release();
        }
    }

    private void answer(Socket segment) throws IOException {
        SegmentRequest request = SegmentRequest.read(new BufferedInputStream(segment.getInputStream()), System.nanoTime() + HEAD_MILLIS * 1_000_000L);
        ServedRows batch = request.isGet() ? batches.get(request.path()) : null;
        if (batch == null) {
            segment.getOutputStream().write(SegmentRequest.answer("404 Not Found"));
            return;
        }
        Optional<String> scan = request.scan();
        Optional<Boolean> marked = request.wantsMarks();
        if (scan.isEmpty() || marked.isEmpty()) {
            segment.getOutputStream().write(SegmentRequest.answer("400 Not a segment's request"));
            return;
        }
        batch.give(segment, scan.get(), marked.get());
    }

    @Override
    public void close() {
        synchronized (SHARED) {
            if (--users > 0) {
                return;
            }
            SHARED.values().remove(this);
            stopListening();
        }
        batches.values().forEach(ServedRows::close);
    }

    /// The port is free for the next one only when nobody waits at it any more.
    private void stopListening() {
        try {
            socket.close();
            acceptor.join();
        } catch (IOException e) {
            log.debug("Port {} did not close", port(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
