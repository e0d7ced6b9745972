package dev.syncline.console.token;

import java.time.Instant;

import dev.syncline.console.access.Role;
import org.jspecify.annotations.Nullable;

/// What is known of a token; the token itself is shown once, when it is made.
///
/// @param lastUsedAt null where it was never
public record Token(long id, String name, Role role, Instant createdAt, Instant expiresAt, @Nullable Instant lastUsedAt) {}
