package dev.syncline.scheduler.record;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;

import dev.syncline.scheduler.record.RunReader.Look;
import org.jspecify.annotations.Nullable;

/// A run that is being watched. It is looked at once for all who watch it, and each state that has changed becomes bytes once;
/// who joins later is given the states that are known, and then what changes, as the others are.
final class WatchedRun {

    private final LongFunction<Look> look;
    private final Function<Object, byte[]> json;
    private final Map<UUID, Frame> tables = new LinkedHashMap<>();
    private final Set<Mailbox> watchers = new LinkedHashSet<>();
    private long turn = -1;
    private @Nullable Frame present;
    private boolean over;

    /// @param look at what a later turn than this has changed
    WatchedRun(LongFunction<Look> look, Function<Object, byte[]> json) {
        this.look = look;
        this.json = json;
    }

    /// @return whether it is still looked at; otherwise nothing would ever come
    synchronized boolean join(Mailbox watcher) {
        if (over) {
            return false;
        }
        tables.values().forEach(watcher::put);
        if (present != null) {
            watcher.put(present);
        }
        watchers.add(watcher);
        return true;
    }

    synchronized void leave(Mailbox watcher) {
        watchers.remove(watcher);
    }

    synchronized int watchers() {
        return watchers.size();
    }

    /// Looks once and tells all what has changed since. Only one thread looks.
    ///
    /// @return how many states had changed
    int lookOnce() {
        Look seen = look.apply(turn); // not under the lock: whoever joins or leaves must not wait for the database
        return tell(seen);
    }

    private synchronized int tell(Look seen) {
        int changed = 0;
        for (TableView table : seen.tables()) {
            Frame frame = Frame.of("table", table.id(), json.apply(table));
            if (differs(frame, tables.put(table.id(), frame))) {
                watchers.forEach(watcher -> watcher.put(frame));
                changed++;
            }
        }
        byte[] run = json.apply(seen.run());
        Frame state = Frame.of("run", "run", run);
        if (differs(state, present)) {
            present = state;
            watchers.forEach(watcher -> watcher.put(state));
            changed++;
        }
        turn = seen.turn();
        if (seen.run().finishedAt() != null) {
            Frame last = Frame.of("finished", "finished", run);
            watchers.forEach(watcher -> watcher.put(last));
            end();
        }
        return changed;
    }

    private static boolean differs(Frame frame, @Nullable Frame before) {
        return before == null || !Arrays.equals(frame.bytes(), before.bytes());
    }

    /// Whether nothing is to be looked at any more: it has ended, or nobody watches.
    synchronized boolean over() {
        if (watchers.isEmpty()) {
            over = true;
        }
        return over;
    }

    /// Nothing more comes.
    synchronized void end() {
        over = true;
        watchers.forEach(Mailbox::close);
        watchers.clear();
    }
}
