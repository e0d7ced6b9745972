package dev.syncline.dialect.load;

import java.math.BigDecimal;
import java.time.Duration;

/// How long a load may wait for locks of its target table, in all: over all its steps and all its sessions. What is done between two waits does not count.
public final class LockWait {

    private final Duration inAll;
    private long left;

    public LockWait(Duration inAll) {
        this.inAll = inAll;
        this.left = inAll.toNanos();
    }

    /// The part of one attempt where each has the same: what no attempt uses up is lost, so that none need know of another.
    public static LockWait share(Duration inAll, int attempts) {
        return new LockWait(inAll.dividedBy(Math.max(1, attempts)));
    }

    /// A try has ended without the lock.
    ///
    /// @return whether there may be another one
    public synchronized boolean allowsAnotherAfter(long nanos) {
        left -= nanos;
        return left > 0;
    }

    synchronized boolean isSpent() {
        return left <= 0;
    }

    /// In words.
    @Override
    public String toString() {
        return "%s s".formatted(BigDecimal.valueOf(inAll.toMillis(), 3).stripTrailingZeros().toPlainString());
    }
}
