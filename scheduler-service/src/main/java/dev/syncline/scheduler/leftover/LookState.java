package dev.syncline.scheduler.leftover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.work.WorkResult.Remnant;
import org.jspecify.annotations.Nullable;

/// Where the looks after one load stand. What follows a look is decided here, without a clock or a database.
///
/// @param tries looks since the last one that has found nothing
/// @param lookAt when the next look is due
/// @param cleanSince since when looks have found nothing; null where the last one did, or could not be made
/// @param away whether the last look could not be made
/// @param found what the last look that could be made has found
/// @param failure why it could not be made, or what it found not be removed
record LookState(
        int tries, Instant lookAt, @Nullable Instant cleanSince, boolean away, boolean givenUp, List<Remnant> found, @Nullable Failure failure) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    /// One look in so many seconds costs a target that is away nothing, and it is seen soon that it is back.
    private static final Duration LONGEST_WHILE_AWAY = Duration.ofSeconds(20);
    static final Duration LONGEST = Duration.ofMinutes(10);

    /// Nobody can say at once whether what a broken session had begun has ended, so a look that finds nothing is followed by another one.
    ///
    /// @return nothing where nothing is left
    Optional<LookState> nothingFound(Instant now, Duration settle) {
        if (cleanSince == null) {
            return Optional.of(new LookState(0, now.plus(settle), now, false, false, List.of(), null));
        }
        Instant settled = cleanSince.plus(settle);
        return settled.isAfter(now) ? Optional.of(new LookState(0, settled, cleanSince, false, false, List.of(), null)) : Optional.empty();
    }

    LookState stillThere(Instant now, List<Remnant> remnants, @Nullable Failure why) {
        return new LookState(tries + 1, now.plus(pause(LONGEST)), null, false, false, remnants, why);
    }

    LookState targetAway(Instant now, Failure why) {
        return new LookState(tries + 1, now.plus(pause(LONGEST_WHILE_AWAY)), null, true, false, found, why);
    }

    /// Where nobody can look any longer.
    LookState connectionGone(Instant now, Failure why) {
        return new LookState(tries + 1, now, null, true, true, found, why);
    }

    private Duration pause(Duration longest) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 16));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
