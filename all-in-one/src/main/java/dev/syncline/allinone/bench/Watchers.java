package dev.syncline.allinone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// People and programs who look at a run: some keep its page open, others ask for lists, runs and records again and again. Plain sockets and
/// virtual threads, so that they cost as little as may be of what they share with what is measured.
final class Watchers implements AutoCloseable {

    private static final int AT_ONCE = 64 * 1024;
    private static final int TAIL = 4 * 1024;

    private final TimedReader reader;
    private final LongAdder received = new LongAdder();
    private final String scheduler;
    private final String token;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Future<?>> watchers = new ArrayList<>();
    private final List<Future<?>> readers = new ArrayList<>();
    private final ConcurrentLinkedQueue<Double> answers = new ConcurrentLinkedQueue<>();

    /// @param scheduler the base of its URLs
    Watchers(String scheduler, String token) {
        this.scheduler = scheduler;
        this.token = token;
        reader = new TimedReader(token);
    }

    /// Opens so many pages; returns once all have been answered.
    void watch(String run, int count) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            watchers.add(threads.submit(() -> {
                follow(run, answered);
                return true;
            }));
        }
        answered.await();
    }

    private void follow(String run, CountDownLatch answered) throws IOException {
        URI base = URI.create(scheduler);
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream().write("GET /api/v1/runs/%s/events HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(run, base.getAuthority(), token)
                    .getBytes(StandardCharsets.UTF_8));
            InputStream answer = socket.getInputStream();
            byte[] buffer = new byte[AT_ONCE];
            String status = new String(buffer, 0, answer.read(buffer), StandardCharsets.ISO_8859_1);
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException("The run's events are refused");
            }
            answered.countDown();
            // The connection ends with the run. Only then are the last bytes looked at: to look into all of them would cost more than to send them.
            byte[] last = new byte[0];
            for (int read = answer.read(buffer); read > 0; read = answer.read(buffer)) {
                received.add(read);
                last = read >= TAIL ? Arrays.copyOfRange(buffer, read - TAIL, read) : tail(last, buffer, read);
            }
            if (!new String(last, StandardCharsets.ISO_8859_1).contains("event:finished")) {
                throw new IOException("The run's events end before the run");
            }
        }
    }

    private static byte[] tail(byte[] before, byte[] buffer, int read) {
        byte[] both = Arrays.copyOf(before, before.length + read);
        System.arraycopy(buffer, 0, both, before.length, read);
        return Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
    }

    /// How much all who keep a page open have been sent, in bytes.
    long received() {
        return received.sum();
    }

    /// Lets so many ask for the list of runs, the run and its record in turn, with a pause between two questions.
    void read(String run, int count, long pauseMillis) {
        List<String> questions = List.of("/api/v1/runs?limit=50", "/api/v1/runs/" + run, "/api/v1/runs/%s/record".formatted(run));
        for (int i = 0; i < count; i++) {
            int first = i;
            readers.add(threads.submit(() -> {
                for (int n = first; !stopped.get(); n++) {
                    answers.add(reader.ask(scheduler + questions.get(n % questions.size())));
                    Thread.sleep(pauseMillis);
                }
                return true;
            }));
        }
    }

    /// Waits until all watchers have seen the end.
    ///
    /// @return how long each answer took that readers got, in seconds
    List<Double> end() throws Exception {
        for (Future<?> watcher : watchers) {
            watcher.get();
        }
        stopped.set(true);
        for (Future<?> reader : readers) {
            reader.get();
        }
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        stopped.set(true);
        threads.shutdownNow();
        reader.close();
    }
}
