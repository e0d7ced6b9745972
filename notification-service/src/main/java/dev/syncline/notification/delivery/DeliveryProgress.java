package dev.syncline.notification.delivery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// How far a delivery has come, as people see it.
///
/// @param recipient a mail address, or the name of a webhook
/// @param summarised whether the recipient is told by a summary; the rest is then about the summary
/// @param lastError why the last attempt failed
/// @param nextAttemptAt for a pending delivery only
/// @param finishedAt when it was taken, shown or given up
public record DeliveryProgress(
        Channel channel,
        String recipient,
        DeliveryState state,
        boolean summarised,
        int attempts,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt) {}
