package dev.syncline.config.project;

import org.jspecify.annotations.Nullable;

/// Why a revision is saved.
///
/// @param comment in somebody's words
/// @param restoredFrom the revision that it brings back
record Why(@Nullable String comment, @Nullable Long restoredFrom) {

    static final int LONGEST_COMMENT = 1_000;
}
