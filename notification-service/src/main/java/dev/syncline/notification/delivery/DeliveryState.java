package dev.syncline.notification.delivery;

import java.util.Locale;

/// How far a delivery has come.
public enum DeliveryState {
    /// Waits for its next attempt.
    PENDING,
    /// The other side has taken it.
    SENT,
    /// No mail server is set: it was shown in the log instead.
    SHOWN_IN_LOG,
    /// The recipient has had too many mails within the hour: it waits for the next summary.
    COLLECTED,
    /// The other side refuses it for good, or has been away for too long.
    GIVEN_UP;

    boolean isEnd() {
        return this != PENDING && this != COLLECTED;
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
