package dev.syncline.config.project;

import java.time.Instant;
import java.util.List;

/// A project in a list.
record ProjectSummary(
        long id, long revision, String name, long sourceConnectionId, List<Long> targetConnectionIds, int tables, Instant savedAt) {}
