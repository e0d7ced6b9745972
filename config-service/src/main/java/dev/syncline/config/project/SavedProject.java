package dev.syncline.config.project;

import java.util.List;

import dev.syncline.config.check.Finding;

/// A save and what it has to tell.
record SavedProject(SavedRevision saved, List<Finding> findings) {}
