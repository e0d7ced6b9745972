package dev.syncline.notification.mail;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// How far a mail has come, as people see it.
///
/// @param lastError why the last attempt failed
/// @param nextAttemptAt for a pending mail only
/// @param finishedAt when it was taken, shown or given up
public record MailProgress(
        String recipient,
        MailState state,
        int attempts,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt) {}
