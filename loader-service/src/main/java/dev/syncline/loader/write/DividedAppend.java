package dev.syncline.loader.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Threads;
import dev.syncline.dialect.connect.FurtherSessions.Further;
import dev.syncline.dialect.load.DividedLoad;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.loader.intake.ReceivedRecord;
import dev.syncline.loader.intake.RowsReader;
import org.jspecify.annotations.Nullable;

/// The rest of a load by several sessions, of which the first is the load's own. The first failure ends all of them; what they have committed stays.
final class DividedAppend {

    /// Chunks that wait for a lane, beside those of the batch that it gathers.
    private static final int AHEAD = 2;

    private final LoadTable work;
    private final Assignment assignment;
    private final Dialect dialect;
    private final DividedLoad load;
    private final Ledger main;
    private final Batch.Size batchSize;
    private final LoadProperties properties;
    private final LargeRowGate largeRowGate;
    private final Consumer<Batch> expectTaken;
    private final LongConsumer achieved;
    private final List<Ledger> committed;
    private final List<Manifest> shown;
    private final AtomicLong waitedForRows = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// @param main what the load has taken before it was divided
    /// @param lanes where they stand
    /// @param expectTaken throws where the target does not take the rows' format
    /// @param achieved is told when rows have been committed, and after how many nanoseconds
    DividedAppend(
            LoadTable work, Assignment assignment, Dialect dialect, DividedLoad load, Ledger main, List<Ledger> lanes, Batch.Size batchSize,
            LoadProperties properties, LargeRowGate largeRowGate, Consumer<Batch> expectTaken, LongConsumer achieved) {
        this.work = work;
        this.assignment = assignment;
        this.dialect = dialect;
        this.load = load;
        this.main = main;
        this.batchSize = batchSize;
        this.properties = properties;
        this.largeRowGate = largeRowGate;
        this.expectTaken = expectTaken;
        this.achieved = achieved;
        this.committed = new ArrayList<>(lanes);
        this.shown = new ArrayList<>(lanes.stream().map(Ledger::taken).toList());
        assignment.goesOnFrom(rows(shown), bytes(shown));
    }

    /// From where the lane that is the least far has to go on.
    static Ledger leastFar(List<Ledger> lanes) {
        return lanes.stream().min((a, b) -> Long.compare(a.nextOffset(), b.nextOffset())).orElseThrow();
    }

    /// What all have taken, and what the reader says that it has sent.
    record Taken(Ledger total, ReceivedRecord.End end) {}

    /// @param first the load's own session
    /// @param others one for each further lane
    Taken run(RowsReader reader, Connection first, List<Further> others) throws SQLException, InterruptedException {
        LaneFeed feed = new LaneFeed(reader, assignment, List.copyOf(committed), AHEAD);
        List<Thread> threads = new ArrayList<>();
        ReceivedRecord.@Nullable End[] ends = new ReceivedRecord.End[committed.size()];
        threads.add(start("feed", feed::run));
        Runnable end = () -> {
            feed.end();
            others.forEach(other -> dialect.interrupt(other.session()));
        };
        for (int lane = 1; lane < committed.size(); lane++) {
            int number = lane;
            Connection session = others.get(lane - 1).session();
            threads.add(start("lane-" + lane, () -> take(number, session, feed, ends, end)));
        }
        take(0, first, feed, ends, end);
        Threads.join(threads.subList(1, threads.size()));
        feed.end();
        Threads.join(threads.subList(0, 1));
        fail();
        return new Taken(total(feed, ends[0]), Objects.requireNonNull(ends[0]));
    }

    private Thread start(String name, Runnable task) {
        return Thread.ofPlatform().name("work-%s-%s".formatted(work.id(), name)).daemon().start(task);
    }

    private void take(int lane, Connection session, LaneFeed feed, ReceivedRecord.@Nullable End[] ends, Runnable end) {
        try (DividedLoad.Lane appending = load.lane(session, lane)) {
            Ledger ledger = committed.get(lane);
            while (ends[lane] == null) {
                Ledger before = ledger;
                try (Batch batch = new Batch(work.source(), before, taken -> next(feed, lane, taken), batchSize, () -> largeRowGate.acquire(assignment))) {
                    if (batch.take()) {
                        long began = System.nanoTime();
                        expectTaken.accept(batch);
                        appending.append(batch);
                        ledger = batch.after();
                        show(lane, ledger, System.nanoTime() - began);
                    }
                    ends[lane] = batch.end();
                }
            }
        } catch (SQLException | InterruptedException | RuntimeException | Error e) {
            if (failure.compareAndSet(null, e)) {
                end.run();
            }
        }
    }

    private Optional<ReceivedRecord> next(LaneFeed feed, int lane, Manifest taken) throws InterruptedException {
        synchronized (this) {
            shown.set(lane, taken);
            progress();
        }
        long asked = System.nanoTime();
        Optional<ReceivedRecord> next = feed.next(lane, properties.batchWait());
        waitedForRows.addAndGet(System.nanoTime() - asked);
        return next;
    }

    /// Nanoseconds that a lane waited for rows, on the mean.
    long waitedForRows() {
        return waitedForRows.get() / committed.size();
    }

    private synchronized void show(int lane, Ledger ledger, long nanos) {
        committed.set(lane, ledger);
        shown.set(lane, ledger.taken());
        achieved.accept(nanos);
        List<Manifest> kept = committed.stream().map(Ledger::taken).toList();
        assignment.keeps(rows(kept), bytes(kept));
        progress();
    }

    private void progress() {
        assignment.progress(rows(shown), bytes(shown), leastFar(committed).nextOffset());
    }

    private long rows(List<Manifest> ofLanes) {
        return main.taken().rows() + ofLanes.stream().mapToLong(Manifest::rows).sum();
    }

    private long bytes(List<Manifest> ofLanes) {
        return main.taken().bytes() + ofLanes.stream().mapToLong(Manifest::bytes).sum();
    }

    private synchronized Ledger total(LaneFeed feed, ReceivedRecord.@Nullable End end) {
        long rows = main.taken().rows();
        long bytes = main.taken().bytes();
        long checksum = main.taken().checksum();
        for (Ledger lane : committed) {
            rows += lane.taken().rows();
            bytes += lane.taken().bytes();
            checksum += lane.taken().checksum();
        }
        return main.after(new Manifest(feed.passed(), rows, bytes, checksum), Objects.requireNonNull(end).offset());
    }

    private void fail() throws SQLException, InterruptedException {
        switch (failure.get()) {
            case null -> { }
            case SQLException e -> throw e;
            case InterruptedException e -> throw e;
            case Batch.GatheringInterrupted e -> throw (InterruptedException) e.getCause();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
