package dev.syncline.scheduler.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.syncline.scheduler.SchedulerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Follows runs for those who watch them: looks into the database, so that it does not matter which instance leads the run.
///
/// Each run has one thread that looks, however many watch it, and each watcher one that sends.
@Component
class RunFollowing implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunFollowing.class);
    private static final Duration SAY_SOMETHING = Duration.ofSeconds(15);
    private static final int BYTES_AT_ONCE = 64 * 1024;
    private static final byte[] STILL_HERE = ":still here\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final RunReader reader;
    private final JsonMapper json;
    private final SchedulerMetrics metrics;
    private final Map<UUID, WatchedRun> watched = new ConcurrentHashMap<>();
    private volatile boolean running;

    RunFollowing(@Qualifier(ReaderPool.READERS) RunReader reader, JsonMapper json, SchedulerMetrics metrics) {
        this.reader = reader;
        this.json = json;
        this.metrics = metrics;
        metrics.followed(
                watched::size, () -> watched.values().stream().mapToInt(WatchedRun::watchers).sum());
    }

    /// First the present state, then every change, at last `finished`.
    ///
    /// @throws dev.syncline.kit.web.ApiException where there is no such run
    SseEmitter follow(UUID run) {
        if (!watched.containsKey(run)) {
            reader.read(run);
        }
        Mailbox mailbox = new Mailbox();
        WatchedRun shared = watched.computeIfAbsent(run, this::begin);
        while (!shared.join(mailbox)) {
            watched.remove(run, shared);
            shared = watched.computeIfAbsent(run, this::begin);
        }
        return send(run, shared, mailbox);
    }

    private WatchedRun begin(UUID run) {
        WatchedRun begun = new WatchedRun(turn -> reader.look(run, turn), json::writeValueAsBytes);
        Thread.ofVirtual().name("look-" + run).start(() -> keepLooking(run, begun));
        return begun;
    }

    private void keepLooking(UUID run, WatchedRun shared) {
        try {
            Beat beat = new Beat();
            // The first watcher joins while the first look is under way.
            do {
                long began = System.nanoTime();
                metrics.reading();
                int changed = shared.lookOnce();
                Thread.sleep(beat.next(shared.watchers(), changed > 0, Duration.ofNanos(System.nanoTime() - began)));
            } while (running && !shared.over());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.warn("run={} cannot be followed", run, e);
        } finally {
            shared.end();
            watched.remove(run, shared);
        }
    }

    private SseEmitter send(UUID run, WatchedRun shared, Mailbox mailbox) {
        SseEmitter watcher = new SseEmitter(0L);
        Runnable gone = () -> {
            shared.leave(mailbox);
            mailbox.close();
        };
        watcher.onCompletion(gone);
        watcher.onError(_ -> gone.run());
        Thread.ofVirtual().name("follow-" + run).start(() -> {
            try {
                while (!mailbox.exhausted()) {
                    send(watcher, mailbox.take(SAY_SOMETHING));
                }
                watcher.complete();
            } catch (IOException | IllegalStateException _) {
                gone.run(); // whoever watched has gone
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return watcher;
    }

    private static void send(SseEmitter watcher, List<Frame> frames) throws IOException {
        if (frames.isEmpty()) {
            write(watcher, STILL_HERE); // a proxy between may close a connection on which nothing is said
        } else if (frames.size() == 1) {
            write(watcher, frames.getFirst().bytes());
        } else {
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            for (Frame frame : frames) {
                together.writeBytes(frame.bytes());
                if (together.size() >= BYTES_AT_ONCE) {
                    write(watcher, together.toByteArray());
                    together.reset();
                }
            }
            write(watcher, together.toByteArray());
        }
    }

    // Below the emitter's own events, which would be put together and encoded for each watcher again.
    private static void write(SseEmitter watcher, byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            watcher.send(Set.of(new DataWithMediaType(bytes, MediaType.APPLICATION_OCTET_STREAM)));
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
        watched.values().forEach(WatchedRun::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
