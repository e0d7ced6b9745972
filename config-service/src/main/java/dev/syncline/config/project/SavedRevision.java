package dev.syncline.config.project;

import java.time.Instant;

import dev.syncline.contracts.project.ProjectRevision;
import org.jspecify.annotations.Nullable;

/// A stored revision.
///
/// @param savedBy who has saved it
/// @param comment why; null where nobody said
record SavedRevision(ProjectRevision document, Instant savedAt, String savedBy, @Nullable String comment) {}
