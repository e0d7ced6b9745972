package dev.syncline.kit.worker;

import java.time.Duration;
import java.time.Instant;

/// How far a worker that is told to stop has come with that. It asks for no more work, lets go of what it holds once the scheduler has heard that, or soon
/// where nobody hears it, and goes once all is answered: what the scheduler had given it before it heard is given back by then, and no lease has to end.
///
/// @param began when it was told
/// @param goodBye how long the scheduler's word is waited for at most
/// @param dismissed whether the scheduler has answered that no more work comes
/// @param letGo whether it has let go of what it held
record Leave(Instant began, Duration goodBye, boolean dismissed, boolean letGo) {

    private static final Duration UNHEARD = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    static Leave at(Instant now, Duration goodBye) {
        return new Leave(now, goodBye, false, false);
    }

    Leave whenDismissed() {
        return new Leave(began, goodBye, true, letGo);
    }

    Leave whenLetGo() {
        return new Leave(began, goodBye, dismissed, true);
    }

    /// Whether it is time to let go.
    boolean letsGo(Instant now) {
        return !letGo && (dismissed || isLaterThan(UNHEARD, now) || isLaterThan(goodBye, now));
    }

    /// @param busy how many pieces of work are still in hand
    boolean isOver(int busy, Instant now) {
        return letGo && busy == 0 && (dismissed || isLaterThan(goodBye, now)) || isLaterThan(LONGEST, now);
    }

    private boolean isLaterThan(Duration waited, Instant now) {
        return !now.isBefore(began.plus(waited));
    }
}
