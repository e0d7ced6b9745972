package dev.syncline.notification.mail;

import java.time.Instant;

/// One mail to one recipient.
///
/// @param messageId stays the same in every attempt, so that a receiver can tell a second delivery
/// @param attempt the number of this attempt; whoever holds an older one has lost the mail
record Mail(long id, String messageId, MailAddress recipient, MailContent content, Instant createdAt, int attempt) {}
