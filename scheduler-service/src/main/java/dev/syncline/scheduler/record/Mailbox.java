package dev.syncline.scheduler.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What somebody who watches has not been sent yet. Of each run and of each table it keeps only the newest state, so a slow watcher holds up nobody, needs no more
/// room than there are tables, and sees fewer of the states between.
final class Mailbox {

    private final Map<Object, Frame> waiting = new LinkedHashMap<>();
    private boolean closed;

    /// Behind all that waits. It is taken with what [#deliver] brings, so that whoever sends is not woken for each of many.
    synchronized void put(Frame frame) {
        waiting.remove(frame.about());
        waiting.put(frame.about(), frame);
    }

    /// Behind all that waits, which may now be taken: a position that has been sent is true of everything that was sent before it, and of nothing that was not.
    synchronized void deliver(Frame position) {
        put(position);
        notifyAll();
    }

    /// What is in it is still taken; then nothing more comes.
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /// What has come, oldest first; empty where nothing came for as long as this.
    synchronized List<Frame> take(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        long left = longest.toMillis();
        while (waiting.isEmpty() && !closed && left > 0) {
            wait(left);
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
        List<Frame> frames = new ArrayList<>(waiting.values());
        waiting.clear();
        return frames;
    }

    /// Whether all has been taken and nothing more comes.
    synchronized boolean exhausted() {
        return closed && waiting.isEmpty();
    }
}
