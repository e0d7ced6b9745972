package dev.syncline.config.project;

import java.time.Instant;

/// A revision in a list.
record RevisionSummary(long revision, Instant savedAt, String savedBy) {}
