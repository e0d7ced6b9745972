package dev.syncline.notification.delivery;

import org.jspecify.annotations.Nullable;

/// What one recipient is told.
///
/// @param key the same in every attempt, so that a receiver can tell a second delivery; for a mail its Message-ID
/// @param recipient a mail address, or the name of a webhook in the settings
/// @param body the text of a mail, or the document for a webhook
/// @param html the mail a second time; null for a webhook
public record Message(Channel channel, String key, String recipient, String subject, String body, @Nullable String html) {}
