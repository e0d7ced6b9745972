package dev.syncline.config.schema;

import java.util.List;

import dev.syncline.config.check.Finding;

/// What came of accepting or ignoring changes.
///
/// @param revision the project's present one, a new one where tables were taken in or out
/// @param settled how many changes
/// @param findings what the save has to tell
record Settlement(long projectId, long revision, int settled, List<Finding> findings) {}
