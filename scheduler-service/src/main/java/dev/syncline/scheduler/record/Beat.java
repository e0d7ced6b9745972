package dev.syncline.scheduler.record;

import java.time.Duration;

/// How long it is until a watched run is looked at again: the more watch it, the less often, and where nothing happens less and less often.
final class Beat {

    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration FOR_EACH_WATCHER = Duration.ofMillis(2);

    /// A look takes at most a tenth of the time, on a busy machine and with a large run too.
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
