package dev.syncline.console.access;

import org.jspecify.annotations.Nullable;

/// Who has sent a request.
///
/// @param account null for the token of the installation, which belongs to nobody
/// @param name as it stands in records and in the audit
/// @param way how the caller showed who it is
public record Caller(@Nullable Long account, String name, Role role, Way way) {

    /// How somebody may come in.
    public enum Way {
        /// A browser, by a cookie.
        SESSION,
        /// As before, but the password has to be changed before anything else is done.
        FIRST_SESSION,
        /// A token of a user.
        TOKEN,
        /// The token of the installation (`SYNCLINE_API_TOKEN`).
        BOOTSTRAP
    }
}
