package dev.syncline.config.project;

import java.util.List;

import dev.syncline.config.check.Finding;

/// What came of changing the policies of many tables.
///
/// @param revision the present one, which is the same as before where nothing was changed
/// @param selected how many tables were meant
/// @param changed how many of them have another policy now
/// @param findings what the save has to tell
record PatchedPolicies(long projectId, long revision, int selected, int changed, List<Finding> findings) {}
