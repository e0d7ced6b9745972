package dev.syncline.dialect.read;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import dev.syncline.dialect.SourceDialect.RowSink;
import dev.syncline.dialect.Threads;
import dev.syncline.dialect.read.Pages.Queries;
import org.jspecify.annotations.Nullable;

/// Reads a table part by part, by several sessions at once. Each takes the next part when it is done with one, so that a slow one holds up nobody.
///
/// Each row of the table is in exactly one part. The first failure ends all: a table is read whole or not at all.
public final class Parts {

    /// The parts that nobody has taken yet.
    public interface Open {

        /// Takes the next part, and reads it.
        ///
        /// @return false where none was left
        boolean readNext(Queries by) throws SQLException, IOException;
    }

    /// A reader with a thread of its own.
    ///
    /// @param joins whether it takes part; asked in its thread
    /// @param interrupt ends what its session is doing, from another thread
    public record Beside(BooleanSupplier joins, Queries reader, Runnable interrupt) {}

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// Parts that are known beforehand, by the conditions that their rows meet.
    public static Open of(List<List<String>> conditions) {
        Queue<List<String>> open = new ConcurrentLinkedQueue<>(conditions);
        return by -> {
            List<String> part = open.poll();
            if (part != null) {
                by.rows(part);
            }
            return part != null;
        };
    }

    /// Takes no more rows once another reader has failed: for the first one, whose session is still needed then.
    public RowSink untilFailure(RowSink sink) {
        return (bytes, offset, length, rareEscapes) -> {
            if (failure.get() != null) {
                throw new IOException("Another session that reads the same table has failed");
            }
            sink.row(bytes, offset, length, rareEscapes);
        };
    }

    /// Returns once all parts have been read, and no thread but the caller's reads any longer.
    ///
    /// @param first reads in the caller's thread
    public void read(Open open, Queries first, List<Beside> others) throws SQLException, IOException {
        Runnable end = () -> others.forEach(other -> other.interrupt().run());
        List<Thread> threads = new ArrayList<>();
        for (Beside other : others) {
            // Not virtual: drivers read a few KiB at a time, and to park for each of them costs more than the read.
            threads.add(Thread.ofPlatform()
                    .name(Thread.currentThread().getName() + "-" + (threads.size() + 1))
                    .daemon()
                    .start(() -> {
                        if (other.joins().getAsBoolean()) {
                            take(open, other.reader(), end);
                        }
                    }));
        }
        take(open, first, end);
        Threads.join(threads);
        fail();
    }

    private void take(Open open, Queries reader, Runnable end) {
        try {
            boolean more = true;
            while (more && failure.get() == null) {
                more = open.readNext(reader);
            }
        } catch (SQLException | IOException | RuntimeException | Error e) {
            if (failure.compareAndSet(null, e)) {
                end.run();
            }
        }
    }

    private void fail() throws SQLException, IOException {
        switch (failure.get()) {
            case null -> { }
            case SQLException e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
