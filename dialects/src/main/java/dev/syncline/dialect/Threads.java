package dev.syncline.dialect;

import java.util.List;

/// Threads that work for another one.
public final class Threads {

    private Threads() {}

    /// Waits until all of them have ended, also where the caller is interrupted meanwhile: whoever waits for them must not leave them behind, and they know
    /// themselves when their work is to end.
    public static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
