package dev.syncline.notification.alert;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// Something that people are told about.
///
/// @param runId null for a missed schedule and a test
/// @param projectId null for a test
/// @param projectName null for a test
/// @param at when it happened
record Alert(
        long id,
        AlertKind kind,
        @Nullable UUID runId,
        @Nullable Long projectId,
        @Nullable String projectName,
        String subject,
        Instant at) {}
