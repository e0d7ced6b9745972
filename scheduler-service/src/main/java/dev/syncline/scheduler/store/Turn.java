package dev.syncline.scheduler.store;

import java.time.Instant;

/// The moment in which something is decided.
///
/// @param number grows with every turn; rows that a turn changes bear it
/// @param now by the database's clock
public record Turn(long number, Instant now) {}
