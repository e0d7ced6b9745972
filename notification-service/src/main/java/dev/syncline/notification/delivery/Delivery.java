package dev.syncline.notification.delivery;

import java.time.Instant;

/// A message that somebody has undertaken to deliver.
///
/// @param attempt the number of this attempt; whoever holds an older one has lost the delivery
public record Delivery(long id, Message message, Instant createdAt, int attempt) {}
