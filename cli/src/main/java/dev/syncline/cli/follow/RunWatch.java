package dev.syncline.cli.follow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Waits for the end of a run. Where the console or the scheduler is away it goes on asking until they are back, or time is up: it is the run that counts.
public final class RunWatch {

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final PublicApi api;
    private final Surroundings surroundings;
    private final Progress progress;
    private final Clock clock = Clock.systemUTC();
    private final @Nullable Instant limit;
    private boolean away;

    /// @param longest how long to wait; null for as long as it takes
    public RunWatch(PublicApi api, Surroundings surroundings, Progress progress, @Nullable Duration longest) {
        this.api = api;
        this.surroundings = surroundings;
        this.progress = progress;
        this.limit = longest == null ? null : clock.instant().plus(longest);
    }

    /// @return the run as it has ended
    /// @throws ClientFailure with [ExitCode#TIMED_OUT] where it has not ended in time
    public JsonNode untilEnd(String run) {
        Thread farewell = new Thread(() -> surroundings.err().println("The run goes on: %s; watch it with 'syncline runs follow %1$s', end it with 'syncline runs cancel %1$s'".formatted(run)));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            JsonNode ended = follow(run);
            progress.ended(ended);
            return ended;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClientFailure(ExitCode.INTERRUPTED, "The run goes on: " + run);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(farewell);
            } catch (IllegalStateException _) {
                // this process is being ended
            }
        }
    }

    private JsonNode follow(String run) throws InterruptedException {
        String last = null;
        Duration pause = Duration.ofMillis(250);
        while (true) {
            try (RunEvents events = new RunEvents(api, run, last)) {
                back();
                Optional<JsonNode> ended = listen(events, run);
                if (ended.isPresent()) {
                    return ended.get();
                }
                last = events.last();
                pause = Duration.ofMillis(250);
            } catch (ClientFailure.Away e) {
                away(e);
            }
            Optional<JsonNode> ended = ask(run);
            if (ended.isPresent()) {
                return ended.get();
            }
            pause(run, pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /// @return the ended run; nothing where the connection has broken
    private Optional<JsonNode> listen(RunEvents events, String run) throws InterruptedException {
        try {
            while (true) {
                Optional<RunEvents.Told> told = events.next(left(run, SILENCE));
                if (told.isEmpty()) {
                    Optional<JsonNode> ended = ask(run);
                    if (ended.isPresent()) {
                        return ended;
                    }
                    continue;
                }
                switch (told.get().name()) {
                    case "finished" -> {
                        return ask(run).or(() -> Optional.of(told.get().data()));
                    }
                    case "run" -> progress.run(told.get().data());
                    case "table" -> progress.table(told.get().data());
                    default -> { }
                }
            }
        } catch (ClientFailure.Away _) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> ask(String run) {
        try {
            JsonNode now = api.get("/runs/" + run);
            back();
            progress.run(now);
            return now.path("finishedAt").isString() ? Optional.of(now) : Optional.empty();
        } catch (ClientFailure.Away e) {
            away(e);
            return Optional.empty();
        }
    }

    private void away(ClientFailure e) {
        if (!away) {
            away = true;
            surroundings.err().println("%s; asking again until it does. The run goes on meanwhile.".formatted(e.getMessage()));
        }
    }

    private void back() {
        if (away) {
            away = false;
            surroundings.err().println("It answers again.");
        }
    }

    private void pause(String run, Duration pause) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(left(run, pause).toMillis());
    }

    private Duration left(String run, Duration most) {
        if (limit == null) {
            return most;
        }
        Duration left = Duration.between(clock.instant(), limit);
        if (!left.isPositive()) {
            throw new ClientFailure(ExitCode.TIMED_OUT, "The run has not ended in time and goes on: %s; watch it with 'syncline runs follow %1$s'".formatted(run));
        }
        return left.compareTo(most) < 0 ? left : most;
    }
}
