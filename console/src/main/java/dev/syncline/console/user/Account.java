package dev.syncline.console.user;

import java.time.Instant;

import dev.syncline.console.access.Role;
import org.jspecify.annotations.Nullable;

/// Somebody who may sign in.
///
/// @param signedInAt the last time; null where it was never
/// @param version changes with each edit, for the ETag
public record Account(long id, String name, Role role, boolean enabled, boolean mustChangePassword, Instant createdAt, @Nullable Instant signedInAt, long version) {}
