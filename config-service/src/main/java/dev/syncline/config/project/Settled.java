package dev.syncline.config.project;

import java.util.List;

import dev.syncline.config.check.Finding;

/// A project that was saved with other tables.
///
/// @param findings what the save has to tell
public record Settled(long revision, List<Finding> findings) {}
