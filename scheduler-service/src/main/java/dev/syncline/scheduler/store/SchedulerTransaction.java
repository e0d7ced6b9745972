package dev.syncline.scheduler.store;

import java.time.Instant;

/// The moment in which something is decided.
///
/// @param number grows with every transaction; rows that a transaction changes bear it
/// @param now by the database's clock
public record SchedulerTransaction(long number, Instant now) {}
