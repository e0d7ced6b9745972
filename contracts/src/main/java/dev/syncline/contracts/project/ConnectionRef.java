package dev.syncline.contracts.project;

import dev.syncline.contracts.connection.DatabaseKind;

/// A connection as a revision names it: enough for messages, nothing to log in with.
public record ConnectionRef(long id, String name, DatabaseKind kind) {}
