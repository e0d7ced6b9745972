package dev.syncline.config.project;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A revision in a list: who has saved it, when and why.
///
/// @param comment null where nobody said why
/// @param restoredFrom the revision that it brings back; null where it is none
record RevisionSummary(long revision, Instant savedAt, String savedBy, @Nullable String comment, @Nullable Long restoredFrom) {}
