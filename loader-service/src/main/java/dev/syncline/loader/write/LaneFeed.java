package dev.syncline.loader.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.syncline.dialect.load.Ledger;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.loader.intake.ReceivedRecord;
import dev.syncline.loader.intake.RowsReader;
import org.jspecify.annotations.Nullable;

/// Hands the chunks of one extraction to lanes, in turn by their numbers; chunks of one row stay together. Another loader hands them out in the same way.
final class LaneFeed {

    private static final Duration POLL = Duration.ofMillis(100);

    /// One lane has failed, and the others are to end.
    static final class Ended extends RuntimeException {
        Ended() {
            super("Another session of the same load has failed");
        }
    }

    private final RowsReader reader;
    private final Assignment assignment;
    private final List<Ledger> begun;
    private final List<BlockingQueue<ReceivedRecord>> queues = new ArrayList<>();
    private volatile boolean over;
    private volatile @Nullable Throwable failure;
    private volatile long passed;
    private int lane;
    private boolean whole = true;

    /// @param reader at the place of the lane that is the least far
    /// @param begun where the lanes stand
    /// @param ahead how many chunks wait for a lane
    LaneFeed(RowsReader reader, Assignment assignment, List<Ledger> begun, int ahead) {
        this.reader = reader;
        this.assignment = assignment;
        this.begun = begun;
        begun.forEach(_ -> queues.add(new ArrayBlockingQueue<>(ahead)));
        this.passed = begun.stream().mapToLong(ledger -> ledger.taken().chunks()).max().orElse(0);
    }

    /// Hands out until the extraction's end, or until nobody wants more; in a thread of its own.
    void run() {
        try {
            while (!over) {
                ReceivedRecord next = reader.next(POLL, assignment).orElse(null);
                switch (next) {
                    case null -> { }
                    case ReceivedRecord.Chunk chunk -> hand(chunk);
                    case ReceivedRecord.End end -> {
                        for (BlockingQueue<ReceivedRecord> queue : queues) {
                            put(queue, end);
                        }
                        return;
                    }
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void hand(ReceivedRecord.Chunk chunk) throws InterruptedException {
        lane = whole ? Math.toIntExact(chunk.header().number() % queues.size()) : lane;
        whole = chunk.header().endsRow();
        passed = Math.max(passed, chunk.header().number() + 1);
        if (chunk.offset() >= begun.get(lane).nextOffset()) {
            put(queues.get(lane), chunk);
        }
    }

    private void put(BlockingQueue<ReceivedRecord> queue, ReceivedRecord next) throws InterruptedException {
        while (!over && !queue.offer(next, POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            assignment.check();
        }
    }

    /// Waits for a lane's next chunk, or the end.
    ///
    /// @return nothing where the time is up first
    Optional<ReceivedRecord> next(int of, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            ReceivedRecord next = queues.get(of).poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                return Optional.of(next);
            }
            assignment.check();
            if (over) {
                throw new Ended();
            }
            switch (failure) {
                case null -> { }
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
            if (System.nanoTime() - deadline >= 0) {
                return Optional.empty();
            }
        }
    }

    /// How many chunks of the extraction are known to have come.
    long passed() {
        return passed;
    }

    void end() {
        over = true;
    }
}
