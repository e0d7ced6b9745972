package dev.syncline.cli.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.syncline.cli.terminal.Surroundings;

/// Asks again while nobody answers, for a minute: for questions that may be asked twice.
public final class Patience {

    private static final int MOST = 24;
    private static final Duration PAUSE = Duration.ofMillis(2500);

    private final Surroundings surroundings;

    public Patience(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public <T> T until(Supplier<T> question) {
        for (int i = 0; ; i++) {
            try {
                return question.get();
            } catch (ClientFailure.Away e) {
                if (i >= MOST) {
                    throw e;
                }
                if (i == 0) {
                    surroundings.err().println("%s; asking again for a minute".formatted(e.getMessage()));
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClientFailure(ExitCode.INTERRUPTED, "Interrupted");
        }
    }
}
