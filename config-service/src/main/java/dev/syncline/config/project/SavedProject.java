package dev.syncline.config.project;

import java.util.List;

/// A save and what it has to tell.
record SavedProject(SavedRevision saved, List<String> notes) {}
