package dev.syncline.notification.alert;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// How many alerts of a kind there are about a project.
///
/// @param gone tables that had gone from the source when the last of them was raised, in words
record AlertCount(long projectId, String projectName, AlertKind kind, long count, Instant last, @Nullable String gone) {}
