package dev.syncline.notification.alert;

import java.time.Instant;
import java.util.UUID;

/// A failed run that people are told about.
record Alert(long id, UUID runId, long projectId, String projectName, String subject, Instant failedAt) {}
