package dev.syncline.loader.write;

import java.time.Duration;

/// How long a target has been away, as one of its loads has met it. It ends when the target answers again: two short ones are not one long one.
/// Yet one that comes again and again, such as by a statement that ends the server, is not many short ones.
final class Outage {

    private static final int MOST_IN_VAIN = 10;

    private final long longest;
    private long since;
    private boolean lasts;
    private int inVain;

    /// @param longest how long a target may be away
    Outage(Duration longest) {
        this.longest = longest.toNanos();
    }

    /// The target has answered, whether or not the load will come further than before.
    void answered() {
        lasts = false;
    }

    /// The load has come further than before.
    void achieved() {
        lasts = false;
        inVain = 0;
    }

    /// The connection broke, or could not be made.
    ///
    /// @param now on the clock of [System#nanoTime]
    /// @return whether to try again
    boolean mayGoOn(long now) {
        if (!lasts) {
            lasts = true;
            since = now;
            inVain++;
        }
        return now - since <= longest && inVain <= MOST_IN_VAIN;
    }
}
