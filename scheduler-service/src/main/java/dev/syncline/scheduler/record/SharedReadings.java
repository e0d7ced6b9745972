package dev.syncline.scheduler.record;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Reads once for all who ask for the same thing at about the same time. Nobody is given what was read before he asked, so each sees what he has done himself; but one thing is
/// read by one at a time, and at most a tenth of the time, however many ask for it. It is read and written down by threads of the system: what takes a processor for a tenth of a
/// second would hold up whatever else waits for the few that carry virtual threads, decisions above all.
///
/// @param <T> what is read; all who asked for it get the same one
final class SharedReadings<T> {

    private static final int REST_TIMES_THE_READING = 9;
    private static final Duration LONGEST_REST = Duration.ofMillis(300);

    private final Map<UUID, Line<T>> lines = new HashMap<>();
    private final Executor threads;

    SharedReadings(Executor threads) {
        this.threads = threads;
    }

    /// What `reading` gives, or gives another who asked meanwhile.
    T read(UUID id, Supplier<T> reading) {
        Line<T> line;
        CompletableFuture<T> coming;
        synchronized (lines) {
            lines.values().removeIf(Line::isIdle);
            line = lines.computeIfAbsent(id, _ -> new Line<>());
            line.asking++;
            coming = line.coming;
        }
        line.one.lock();
        try {
            if (!coming.isDone()) {
                line.rest();
                synchronized (lines) {
                    line.coming = new CompletableFuture<>(); // whoever asks from here on is too late for this one
                }
                line.complete(coming, () -> CompletableFuture.supplyAsync(reading, threads).join());
            }
        } finally {
            line.one.unlock();
            synchronized (lines) {
                line.asking--;
            }
        }
        try {
            return coming.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// How many things are asked for, or have just been.
    int size() {
        synchronized (lines) {
            return lines.size();
        }
    }

    /// How many people ask for this, or wait for the answer.
    int asking(UUID id) {
        synchronized (lines) {
            Line<T> line = lines.get(id);
            return line == null ? 0 : line.asking;
        }
    }

    private static final class Line<T> {

        private final ReentrantLock one = new ReentrantLock();
        private CompletableFuture<T> coming = new CompletableFuture<>();
        private int asking;
        private volatile long restsUntil = System.nanoTime();

        private void rest() {
            for (long left = left(); left > 0; left = left()) {
                LockSupport.parkNanos(left);
            }
        }

        private long left() {
            return restsUntil - System.nanoTime();
        }

        private boolean isIdle() {
            return asking == 0 && left() <= 0;
        }

        private void complete(CompletableFuture<T> asked, Supplier<T> reading) {
            long began = System.nanoTime();
            try {
                asked.complete(reading.get());
            } catch (CompletionException e) {
                asked.completeExceptionally(e.getCause());
            }
            long now = System.nanoTime();
            restsUntil = now + Math.min((now - began) * REST_TIMES_THE_READING, LONGEST_REST.toNanos());
        }
    }
}
