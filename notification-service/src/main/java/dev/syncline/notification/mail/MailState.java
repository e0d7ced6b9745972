package dev.syncline.notification.mail;

/// How far a mail has come.
public enum MailState {
    /// Waits for its next attempt.
    PENDING,
    /// A mail server has taken it.
    SENT,
    /// No mail server is set: it was shown in the log instead.
    SHOWN_IN_LOG,
    /// The mail server refuses it for good, or has been away for too long.
    GIVEN_UP
}
