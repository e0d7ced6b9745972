package dev.syncline.scheduler.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.syncline.scheduler.SchedulerMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Follows runs for those who watch them: looks into the database, so that it does not matter which instance leads a run.
///
/// One thread looks, whatever is watched and by however many, and each watcher has one that sends.
@Component
class RunFollowing implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunFollowing.class);
    private static final Duration SAY_SOMETHING = Duration.ofSeconds(15);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
    private static final int BYTES_AT_ONCE = 64 * 1024;
    private static final byte[] STILL_HERE = ":still here\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final RunReader reader;
    private final ChangeReader changes;
    private final SchedulerMetrics metrics;
    private final Watched watched;
    private volatile boolean running;
    private volatile Sent sent = new Sent(List.of(), List.of());
    private @Nullable Thread looking;

    RunFollowing(@Qualifier(ReaderPool.READERS) RunReader reader, ChangeReader changes, JsonMapper json, SchedulerMetrics metrics) {
        this.reader = reader;
        this.changes = changes;
        this.metrics = metrics;
        watched = new Watched(json::writeValueAsBytes);
        metrics.followed(watched::runs, watched::watchers);
    }

    /// First the present state, then every change; of a run alone at last `finished`.
    ///
    /// @throws dev.syncline.kit.web.ApiException where there is no such run
    SseEmitter follow(Watch watch) {
        UUID run = watch.run();
        if (run != null && !watched.knows(run)) {
            reader.read(run);
        }
        Watcher watcher = new Watcher(watch);
        watched.join(watcher);
        return send(watcher);
    }

    private void keepLooking() {
        Beat beat = new Beat();
        boolean failing = false;
        while (running) {
            try {
                watched.awaitWatchers();
                long began = System.nanoTime();
                metrics.reading();
                int changed = watched.lookOnce(changes::read);
                failing = false;
                Duration pause = beat.next(watched.watchers(), changed > 0, Duration.ofNanos(System.nanoTime() - began));
                Thread.sleep(Beat.SHORTEST);
                watched.awaitJoining(pause.minus(Beat.SHORTEST).toNanos());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException | Error e) {
                if (running && !failing) {
                    log.warn("Runs cannot be followed, will try again", e);
                    failing = true;
                }
                if (!paused()) {
                    return;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(TRY_AGAIN);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private SseEmitter send(Watcher watcher) {
        SseEmitter emitter = new SseEmitter(0L);
        Mailbox mailbox = watcher.mailbox();
        emitter.onCompletion(() -> watched.leave(watcher));
        emitter.onError(_ -> watched.leave(watcher));
        Thread.ofVirtual().name("follow-" + watcher.watch().run()).start(() -> {
            try {
                while (!mailbox.exhausted()) {
                    send(emitter, mailbox.take(SAY_SOMETHING));
                }
                emitter.complete();
            } catch (IOException | IllegalStateException _) {
                watched.leave(watcher); // whoever watched has gone
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return emitter;
    }

    private void send(SseEmitter watcher, List<Frame> frames) throws IOException {
        if (frames.isEmpty()) {
            write(watcher, STILL_HERE); // a proxy between may close a connection on which nothing is said
            return;
        }
        for (byte[] part : together(frames)) {
            write(watcher, part);
        }
    }

    // Whoever keeps up is sent just what the others are sent.
    private List<byte[]> together(List<Frame> frames) {
        Sent last = sent;
        if (!frames.equals(last.frames())) {
            last = new Sent(frames, parts(frames));
            sent = last;
        }
        return last.parts();
    }

    private static List<byte[]> parts(List<Frame> frames) {
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            together.writeBytes(frame.bytes());
            if (together.size() >= BYTES_AT_ONCE) {
                parts.add(together.toByteArray());
                together.reset();
            }
        }
        if (together.size() > 0) {
            parts.add(together.toByteArray());
        }
        return parts;
    }

    /// @param parts the frames' bytes
    private record Sent(List<Frame> frames, List<byte[]> parts) {}

    // Below the emitter's own events, which would be put together and encoded for each watcher again.
    private static void write(SseEmitter watcher, byte[] bytes) throws IOException {
        watcher.send(Set.of(new DataWithMediaType(bytes, MediaType.APPLICATION_OCTET_STREAM)));
    }

    @Override
    public void start() {
        running = true;
        looking = Thread.ofPlatform().daemon().name("look").start(this::keepLooking);
    }

    // Before the web server waits for open requests to end: these would not.
    @Override
    public void stop() {
        running = false;
        watched.end();
        Thread stopping = looking;
        if (stopping != null) {
            stopping.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
