package dev.syncline.scheduler.record;

import java.time.Duration;

/// How long it is until what is watched is looked at again: the more watch, the less often, and where nothing happens less and less often.
///
/// A look is five statements at most, so that all who watch cost ten statements a second, whatever they watch and however many they are.
final class Beat {

    static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration FOR_EACH_WATCHER = Duration.ofMillis(2);

    /// A look takes at most a tenth of the time, on a busy machine and with large runs too.
    private static final int TIMES_THE_LOOK = 9;

    private Duration quiet = SHORTEST;

    /// @param took how long the look took, from which this pause begins
    Duration next(int watchers, boolean changed, Duration took) {
        quiet = changed ? SHORTEST : least(quiet.plus(SHORTEST), LONGEST);
        Duration shared = least(FOR_EACH_WATCHER.multipliedBy(watchers), LONGEST);
        return most(most(quiet, shared), took.multipliedBy(TIMES_THE_LOOK));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration most(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
