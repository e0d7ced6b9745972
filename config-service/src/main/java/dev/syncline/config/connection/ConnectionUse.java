package dev.syncline.config.connection;

/// A project that uses a connection.
record ConnectionUse(long projectId, String projectName, boolean asSource, boolean asTarget) {}
