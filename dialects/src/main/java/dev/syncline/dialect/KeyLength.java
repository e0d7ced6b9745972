package dev.syncline.dialect;

/// How long a key field's value can be in a target, where the column's type may hold longer ones.
///
/// @param bytes whether they are counted, and not characters
/// @param certain whether each longer value is refused; an index of PostgreSQL takes those that can be compressed
public record KeyLength(int most, boolean bytes, boolean certain) {}
