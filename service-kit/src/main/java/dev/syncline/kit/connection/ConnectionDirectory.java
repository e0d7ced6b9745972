package dev.syncline.kit.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.Interruption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Connections with their secrets, asked of config-service and kept in memory for a few seconds; never logged.
///
/// Each run asks for itself: what was saved before it began is what it uses, and what was deleted is refused. While config-service is away, a run waits:
/// nothing is wrong with it.
public final class ConnectionDirectory {

    private static final Logger log = LoggerFactory.getLogger(ConnectionDirectory.class);

    // The tables of a run need not ask one by one; an edit in the midst of a run is met by what begins this much later.
    private static final Duration KEEP = Duration.ofSeconds(10);
    private static final Duration BRIEFLY = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    // A shorter wait is not worth a line.
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);

    private final ConnectionApi api;
    private final Duration waitFor;
    private final Clock clock;
    private final Cache<Asked, ConnectionSettings> known =
            Caffeine.newBuilder().expireAfterWrite(KEEP).maximumSize(10_000).build();

    /// @param waitFor how long work waits for an answer
    ConnectionDirectory(ConnectionApi api, Duration waitFor, Clock clock) {
        this.api = api;
        this.waitFor = waitFor;
        this.clock = clock;
    }

    /// A connection as this run knows it, at most ten seconds old. For whoever can do without, or is asked again: config-service is hardly waited for.
    ///
    /// @throws SyncException with `SERVICE_UNAVAILABLE`, or `NOT_FOUND` where it has been deleted
    public ConnectionSettings find(long id, UUID run) {
        ConnectionSettings cached = known.getIfPresent(new Asked(id, run));
        return cached != null ? cached : ask(id, run, BRIEFLY, null);
    }

    /// A connection as the run of this work knows it, at most ten seconds old. Waits for config-service, and no longer than the work is wanted.
    ///
    /// @throws SyncException as [#find]
    /// @throws Assignment.Stopped where the work is to end
    public ConnectionSettings await(long id, Assignment assignment) {
        ConnectionSettings cached = known.getIfPresent(new Asked(id, assignment.work().runId()));
        return cached != null ? cached : awaitNow(id, assignment);
    }

    /// A connection as it is now; otherwise as [#await].
    public ConnectionSettings awaitNow(long id, Assignment assignment) {
        try (Interruption _ = new Interruption(Thread.currentThread()::interrupt, assignment)) {
            return ask(id, assignment.work().runId(), waitFor, assignment);
        } finally {
            assignment.waitsFor(null);
            if (assignment.stopped()) {
                Thread.interrupted(); // it was meant for the wait alone
            }
        }
    }

    /// @param waiting in whose name it is waited; null where nobody is told
    private ConnectionSettings ask(long id, UUID run, Duration atMost, @Nullable Assignment waiting) {
        long began = System.nanoTime();
        Silence silence = null;
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                ConnectionSettings settings = api.connection(id);
                known.put(new Asked(id, run), settings);
                tellOfWait(waiting, silence, since(began));
                return settings;
            } catch (RestClientException e) {
                check(waiting);
                refuseDeleted(id, e);
                silence = Silence.of(e);
                Duration waited = since(began);
                if (waited.plusMillis(pause).compareTo(silence.waitedFor(atMost)) > 0) {
                    throw unanswered(id, waited, silence, e);
                }
                if (waiting != null) {
                    waiting.waitsFor("config-service, which " + silence.words());
                }
                pause(id, pause, waiting, e);
            }
        }
    }

    /// A 404 without its problem is of whatever stands in its place.
    private static void refuseDeleted(long id, RestClientException e) {
        if (e instanceof HttpClientErrorException.NotFound answer
                && answer.getResponseHeaders() != null
                && MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(answer.getResponseHeaders().getContentType())) {
            throw new SyncException(FailureCode.NOT_FOUND, "Connection %d has been deleted; choose another one in the project".formatted(id), e);
        }
    }

    private static SyncException unanswered(long id, Duration waited, Silence silence, RestClientException e) {
        return new SyncException(
                FailureCode.SERVICE_UNAVAILABLE,
                "config-service did not say within %d s how to reach connection %d: it %s".formatted(waited.toSeconds(), id, silence.words()),
                e);
    }

    private void tellOfWait(@Nullable Assignment waiting, @Nullable Silence silence, Duration waited) {
        if (waiting != null && silence != null && waited.compareTo(WORTH_A_LINE) >= 0) {
            String text = "Waited %d s for config-service; in the end it %s".formatted(waited.toSeconds(), silence.words());
            log.warn("run={} work={} {}", waiting.work().runId(), waiting.work().id(), text);
            waiting.say(new LogLine(clock.instant(), Level.WARN, text));
        }
    }

    private static void pause(long id, long millis, @Nullable Assignment waiting, RestClientException e) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            check(waiting);
            Thread.currentThread().interrupt();
            throw new SyncException(FailureCode.SERVICE_UNAVAILABLE, "Interrupted while config-service was asked how to reach connection %d".formatted(id), e);
        }
    }

    private static void check(@Nullable Assignment waiting) {
        if (waiting != null) {
            waiting.check();
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Forgets a connection, because a database has refused it.
    public void forget(long id) {
        known.asMap().keySet().removeIf(asked -> asked.id() == id);
    }

    private record Asked(long id, UUID run) {}
}
