package dev.syncline.notification.delivery;

import java.time.Duration;

/// How long to wait after an attempt that failed.
record BackOff(Duration first, Duration longest) {

    /// @param attempts how many have failed, from 1
    Duration after(int attempts) {
        long doubled = first.toMillis() << Math.min(attempts - 1, 30);
        return Duration.ofMillis(Math.min(doubled, longest.toMillis()));
    }
}
