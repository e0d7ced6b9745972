package dev.syncline.notification.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.notification.mail.MailContent;
import org.jspecify.annotations.Nullable;

/// A reason to tell people something.
///
/// @param eventId one alert is raised for it, however often it comes
/// @param gone tables that have gone from the source, in words
/// @param recipients as the event names them, unchecked; none means those in the settings
record Occasion(
        AlertKind kind,
        String eventId,
        @Nullable UUID runId,
        @Nullable Long projectId,
        @Nullable String projectName,
        Instant at,
        @Nullable String gone,
        MailContent mail,
        List<String> recipients) {}
