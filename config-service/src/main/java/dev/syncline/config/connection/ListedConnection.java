package dev.syncline.config.connection;

import org.jspecify.annotations.Nullable;

/// A stored connection with what people want to know beside it.
///
/// @param lastTest null where it was never tested
/// @param projects how many projects use it
/// @param sortKey by what it was sorted; empty where it was not
record ListedConnection(SavedConnection connection, @Nullable LastTest lastTest, int projects, String sortKey) {}
