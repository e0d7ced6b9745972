package dev.syncline.testsupport.streamload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/// The faults that are still to happen, each once.
final class Faults {

    /// @param table the only one it happens to; null means any
    record Due(Fault fault, int polls, @Nullable EmulatedTableName table) {}

    private final Deque<Due> due = new ArrayDeque<>();
    private CountDownLatch released = new CountDownLatch(1);

    synchronized void add(Due fault) {
        if (fault.fault() == Fault.HANG) {
            released = new CountDownLatch(1);
        }
        due.add(fault);
    }

    synchronized Optional<Due> take(boolean atFrontEnd, EmulatedTableName table) {
        for (Iterator<Due> all = due.iterator(); all.hasNext();) {
            Due next = all.next();
            if (next.table() == null || next.table().equals(table)) {
                if (next.fault().isOfFrontEnd() == atFrontEnd) {
                    all.remove();
                    return Optional.of(next);
                }
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    synchronized void clear() {
        due.clear();
        released.countDown();
    }

    synchronized void release() {
        released.countDown();
    }

    void awaitRelease() {
        CountDownLatch latch;
        synchronized (this) {
            latch = released;
        }
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
