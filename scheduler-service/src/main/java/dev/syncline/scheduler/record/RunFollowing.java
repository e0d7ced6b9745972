package dev.syncline.scheduler.record;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.syncline.scheduler.record.RunReader.Numbered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/// Follows runs for those who watch them: looks into the database, so that it does not matter which instance leads the run.
@Component
class RunFollowing implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunFollowing.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration SAY_SOMETHING = Duration.ofSeconds(15);

    private final RunReader reader;
    private final Set<SseEmitter> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    RunFollowing(RunReader reader) {
        this.reader = reader;
    }

    /// First the present state, then every change, at last `finished`.
    SseEmitter follow(UUID run) {
        SseEmitter watcher = new SseEmitter(0L);
        watchers.add(watcher);
        watcher.onCompletion(() -> watchers.remove(watcher));
        watcher.onError(_ -> watchers.remove(watcher));
        Thread.ofVirtual().name("follow-" + run).start(() -> follow(run, watcher));
        return watcher;
    }

    private void follow(UUID run, SseEmitter watcher) {
        try {
            new Watch(run, watcher).follow();
            watcher.complete();
        } catch (IOException | IllegalStateException _) {
            watchers.remove(watcher); // the watcher has gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.warn("run={} cannot be followed", run, e);
            watcher.completeWithError(e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    // Before the web server waits for open requests to end: these would not.
    @Override
    public void stop() {
        running = false;
        watchers.forEach(SseEmitter::complete);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Watch {

        private final UUID run;
        private final SseEmitter watcher;
        private final Map<UUID, TableView> shown = new HashMap<>();
        private long turn = -1;
        private long lastWord = System.nanoTime();

        Watch(UUID run, SseEmitter watcher) {
            this.run = run;
            this.watcher = watcher;
        }

        void follow() throws IOException, InterruptedException {
            RunView before = null;
            while (running && watchers.contains(watcher)) {
                // What is read after the turn may be newer; then it is shown twice rather than never.
                long now = reader.turn(run);
                RunView present = reader.read(run);
                showTables();
                if (!present.equals(before)) {
                    send("run", present);
                    before = present;
                }
                turn = now;
                if (present.finishedAt() != null) {
                    send("finished", present);
                    return;
                }
                keepAlive();
                Thread.sleep(LOOK_AGAIN);
            }
        }

        private void showTables() throws IOException {
            List<Numbered<TableView>> changed = reader.changed(run, turn);
            for (Numbered<TableView> table : changed) {
                TableView view = table.value();
                if (!view.equals(shown.put(view.id(), view))) {
                    send("table", view);
                }
            }
        }

        // A proxy between may close a connection on which nothing is said.
        private void keepAlive() throws IOException {
            if (System.nanoTime() - lastWord > SAY_SOMETHING.toNanos()) {
                watcher.send(SseEmitter.event().comment("still here"));
                lastWord = System.nanoTime();
            }
        }

        private void send(String name, Object data) throws IOException {
            SseEventBuilder event = SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON);
            watcher.send(event);
            lastWord = System.nanoTime();
        }
    }
}
