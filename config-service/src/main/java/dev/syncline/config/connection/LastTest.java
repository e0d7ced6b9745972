package dev.syncline.config.connection;

import java.time.Instant;

/// What came of the last test of a saved connection.
///
/// @param ok whether nothing was found that stops it
/// @param message what was found, or what the server says it is
/// @param current whether the connection is still as it was tested
record LastTest(Instant at, boolean ok, String message, boolean current) {}
