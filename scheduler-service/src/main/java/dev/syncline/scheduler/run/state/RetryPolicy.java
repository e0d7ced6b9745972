package dev.syncline.scheduler.run.state;

import java.time.Duration;

/// How often tables that failed are tried again (A16).
///
/// @param attempts in all, the first one included
/// @param backoff before the second attempt; it doubles with each further one
public record RetryPolicy(int attempts, Duration backoff) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST = 20;

    public RetryPolicy {
        if (attempts < 1 || attempts > MOST) {
            throw new IllegalArgumentException("A run has 1 to %d attempts, not %d".formatted(MOST, attempts));
        }
        if (backoff.isNegative() || backoff.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The back-off of a retry is between 0 and %s".formatted(LONGEST));
        }
    }

    boolean allowsAnother(int attempt) {
        return attempt < attempts;
    }

    /// How long to wait after an attempt has failed.
    Duration delayAfter(int attempt) {
        Duration delay = backoff.multipliedBy(1L << Math.min(attempt - 1, MOST));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
