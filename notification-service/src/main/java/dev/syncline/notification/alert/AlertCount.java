package dev.syncline.notification.alert;

import java.time.Instant;

/// How many alerts of a kind there are about a project.
record AlertCount(long projectId, String projectName, AlertKind kind, long count, Instant last) {}
