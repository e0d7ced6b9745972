package dev.syncline.allinone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.syncline.allinone.installation.Api;

/// People and programs who look at a run: some keep its page open, others ask for lists, runs and records again and again. Plain sockets and
/// virtual threads, so that they cost as little as may be of what they share with what is measured.
final class Watchers implements AutoCloseable {

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
            socket.getOutputStream().write("GET /api/v1/runs/%s/events HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(run, base.getAuthority(), token)
                    .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (!lines.readLine().contains(" 200")) {
                throw new IOException("The run's events are refused");
            }
            answered.countDown();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event:finished")) {
                    return;
                }
            }
            throw new IOException("The run's events end before the run");
        }
    }

    /// Lets so many ask for the list of runs, the run and its record in turn, with a pause between two questions.
    void read(String run, int count, long pauseMillis) {
        List<String> questions = List.of("/api/v1/runs?limit=50", "/api/v1/runs/" + run, "/api/v1/runs/%s/record".formatted(run));
        for (int i = 0; i < count; i++) {
            int first = i;
            readers.add(threads.submit(() -> {
                Api api = new Api(token);
                for (int n = first; !stopped.get(); n++) {
                    long began = System.nanoTime();
                    api.get(scheduler + questions.get(n % questions.size())).ok();
                    answers.add((System.nanoTime() - began) / 1e9);
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
    }
}
