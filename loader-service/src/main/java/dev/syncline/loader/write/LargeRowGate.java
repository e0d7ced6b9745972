package dev.syncline.loader.write;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.syncline.kit.worker.Assignment;
import org.springframework.stereotype.Component;

/// Lets one load at a time hold a row that is larger than a batch: it must be there whole before its transaction begins, because the
/// ledger in it says what was taken.
@Component
final class LargeRowGate {

    private final Semaphore permits = new Semaphore(1, true);

    /// @throws Assignment.Stopped where the work is to end
    Permit acquire(Assignment assignment) throws InterruptedException {
        while (!permits.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            assignment.check();
        }
        return new Permit();
    }

    /// To be given back by closing it.
    final class Permit implements AutoCloseable {
        @Override
        public void close() {
            permits.release();
        }
    }
}
