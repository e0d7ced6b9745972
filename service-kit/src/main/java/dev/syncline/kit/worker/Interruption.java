package dev.syncline.kit.worker;

/// While it is open, stopping the work ends what it is waiting for; never afterwards, when that may be somebody else's.
public final class Interruption implements AutoCloseable {

    private final Runnable end;
    private final Assignment assignment;
    private boolean over;

    /// @param end ends what a session is doing, from another thread
    public Interruption(Runnable end, Assignment assignment) {
        this.end = end;
        this.assignment = assignment;
        assignment.onStop(this::interrupt);
    }

    private synchronized void interrupt() {
        if (!over) {
            end.run();
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        assignment.onStop(null);
    }
}
