package dev.syncline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// How slow a line is, in each direction and for each connection alone.
///
/// @param bytesPerSecond that it carries
/// @param delay of every byte, beside the time that it waits for those before it
public record Throttle(long bytesPerSecond, Duration delay) {

    /// What is under way at most, in pieces of up to [#PIECE] bytes.
    private static final int PIECES = 64;
    private static final int PIECE = 16 * 1024;

    public Throttle {
        if (bytesPerSecond <= 0 || delay.isNegative()) {
            throw new IllegalArgumentException("A line carries something, and not into the past: %d bytes/s, %s".formatted(bytesPerSecond, delay));
        }
    }

    /// Bytes, and the moment of [System#nanoTime] at which they come out.
    private record Piece(byte[] bytes, long due) {

        static final Piece END = new Piece(new byte[0], 0);
    }

    /// When what enters a line comes out of it. Moments are those of [System#nanoTime].
    static final class Pace {
        private final Throttle throttle;
        private long free;

        Pace(Throttle throttle, long now) {
            this.throttle = throttle;
            this.free = now;
        }

        long due(int bytes, long now) {
            free = (free - now > 0 ? free : now) + bytes * 1_000_000_000L / throttle.bytesPerSecond();
            return free + throttle.delay().toNanos();
        }
    }

    /// Carries all bytes until one of the two ends, and returns once the last one is out.
    void carry(InputStream in, OutputStream out) throws IOException, InterruptedException {
        BlockingQueue<Piece> line = new ArrayBlockingQueue<>(PIECES);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> letOut(line, in, out));
            try {
                Pace pace = new Pace(this, System.nanoTime());
                byte[] buffer = new byte[PIECE];
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    line.put(new Piece(Arrays.copyOf(buffer, length), pace.due(length, System.nanoTime())));
                }
            } finally {
                line.put(Piece.END);
            }
        }
    }

    private static boolean letOut(BlockingQueue<Piece> line, InputStream in, OutputStream out) throws IOException, InterruptedException {
        try {
            for (Piece piece = line.take(); piece != Piece.END; piece = line.take()) {
                TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
                out.write(piece.bytes());
            }
            return true;
        } catch (IOException _) {
            in.close(); // nobody wants the rest any more; who puts it in must not wait for room
            while (line.take() != Piece.END) {
                continue;
            }
            return false;
        }
    }
}
