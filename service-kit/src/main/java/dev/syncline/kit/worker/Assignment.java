package dev.syncline.kit.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import org.jspecify.annotations.Nullable;

/// A piece of work in hand: its progress, and whether it is still wanted.
public final class Assignment {

    /// Why work ends before it is done.
    public enum Stop {
        /// Nobody wants the result: remove what was begun.
        WITHDRAWN,
        /// Somebody else has it, or will: leave what was begun.
        HANDED_ON
    }

    // A result stays small, however often a connection breaks.
    private static final int MOST_LINES = 100;

    private final Work work;
    private final Consumer<WorkResult> publisher;
    private final List<LogLine> said = new ArrayList<>();
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private volatile @Nullable Runnable interruption;
    private volatile @Nullable Runnable afterwards;
    private volatile long rows;
    private volatile long bytes;
    private volatile long nextOffset;
    private volatile @Nullable String waitsFor;
    private volatile @Nullable Thread thread;
    private volatile @Nullable LiveCount count;

    /// @param publisher returns once the broker has acknowledged the result
    public Assignment(Work work, Consumer<WorkResult> publisher) {
        this.work = work;
        this.publisher = publisher;
    }

    public Work work() {
        return work;
    }

    /// Says how far the work has come; shown to people, and used to free what has been taken from the rows topic.
    public void progress(long rowsNow, long bytesNow, long nextOffsetNow) {
        rows = rowsNow;
        bytes = bytesNow;
        nextOffset = nextOffsetNow;
        LiveCount counting = count;
        if (counting != null) {
            counting.reached(rowsNow, bytesNow);
        }
    }

    /// Sets where progress is counted from now on.
    ///
    /// @param counters of the kind of database that is known by now
    public void countedBy(WorkCounters counters) {
        if (count == null) {
            count = new LiveCount(counters);
        }
    }

    /// Says how far an earlier worker had come, which this one goes on from and does not count again.
    public void goesOnFrom(long rowsBefore, long bytesBefore) {
        LiveCount counting = count;
        if (counting != null) {
            counting.begun(rowsBefore, bytesBefore);
        }
    }

    /// Says how much another worker would not have to do again.
    public void keeps(long rowsNow, long bytesNow) {
        LiveCount counting = count;
        if (counting != null) {
            counting.kept(rowsNow, bytesNow);
        }
    }

    /// Counts what was done in vain, where the work ends without what was wanted.
    void ended(WorkResult result) {
        LiveCount counting = count;
        if (counting == null) {
            return;
        }
        switch (result) {
            case WorkResult.TableExtracted _, WorkResult.TableLoaded _ -> { }
            case WorkResult.WorkStopped _ -> counting.discarded(stop.get() != Stop.WITHDRAWN);
            case WorkResult.WorkFailed _, WorkResult.TablesDiscovered _, WorkResult.DiscoveryFinished _, WorkResult.TargetInspected _,
                    WorkResult.ExtractionStarted _, WorkResult.LoadCleanedUp _, WorkResult.TargetSwept _, WorkResult.WorkRefused _ -> counting.discarded(false);
        }
    }

    /// Says what service of our own the work waits for, and why; null once it goes on. Shown to people.
    public void waitsFor(@Nullable String service) {
        waitsFor = service;
    }

    public @Nullable String waitsFor() {
        return waitsFor;
    }

    /// Says something of the work beside its result, for the log of the run. Never a value of a row.
    public void say(LogLine line) {
        synchronized (said) {
            if (said.size() < MOST_LINES) {
                said.add(line);
            }
        }
    }

    List<LogLine> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    /// Publishes a result that does not end the work; returns once it is acknowledged.
    public void publish(WorkResult result) {
        publisher.accept(result);
    }

    /// Why to stop, or null to go on.
    public @Nullable Stop stopReason() {
        return stop.get();
    }

    public boolean stopped() {
        return stop.get() != null;
    }

    /// @throws Stopped where the work is to end
    public void check() {
        Stop reason = stop.get();
        if (reason != null) {
            throw new Stopped(reason);
        }
    }

    /// Sets what breaks a call that is blocked, such as a statement that waits for a lock; runs at once where the work is already stopped.
    public void onStop(@Nullable Runnable action) {
        interruption = action;
        if (action != null && stopped()) {
            action.run();
        }
    }

    /// Sets what is done once the result that ends the work is acknowledged, such as removing what only served to find the result again.
    public void afterwards(Runnable action) {
        afterwards = action;
    }

    /// Does what was left for after the result.
    public void finish() {
        Runnable action = afterwards;
        if (action != null) {
            action.run();
        }
    }

    /// Asks the work to end; only the first reason counts.
    public void stop(Stop reason) {
        if (stop.compareAndSet(null, reason)) {
            Runnable action = interruption;
            if (action != null) {
                Thread.ofVirtual().name("stop-" + work.id()).start(action);
            }
        }
    }

    // Not a virtual thread: drivers read a few KiB at a time, and to park for each of them costs more than the read.
    void start(Runnable whole) {
        Thread own = Thread.ofPlatform().name("work-" + work.id()).daemon().unstarted(whole);
        own.start();
        thread = own;
    }

    /// Whether somebody is at it.
    boolean isUnderWay() {
        Thread own = thread;
        return own != null && own.isAlive();
    }

    long bytes() {
        return bytes;
    }

    WorkerAnnounced.InHand inHand() {
        return new WorkerAnnounced.InHand(work.id(), work.fence(), rows, bytes, nextOffset, waitsFor);
    }

    /// The work was stopped.
    public static final class Stopped extends RuntimeException {

        private final Stop reason;

        Stopped(Stop reason) {
            super("Stopped: " + reason);
            this.reason = reason;
        }

        public Stop reason() {
            return reason;
        }
    }
}
