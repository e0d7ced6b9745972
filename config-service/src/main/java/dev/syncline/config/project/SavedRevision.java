package dev.syncline.config.project;

import java.time.Instant;

import dev.syncline.contracts.project.ProjectRevision;

/// A stored revision.
///
/// @param savedBy the name of the token it was saved with
record SavedRevision(ProjectRevision document, Instant savedAt, String savedBy) {}
