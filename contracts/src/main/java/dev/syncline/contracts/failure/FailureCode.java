package dev.syncline.contracts.failure;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/// Why work failed. Each code says whether doing the same again can help.
public enum FailureCode {
    /// The database does not answer at its address.
    UNREACHABLE(true),
    /// The connection broke while it was in use.
    CONNECTION_LOST(true),
    /// The database refuses the user or the password.
    LOGIN_REFUSED(false),
    /// The user lacks a right on an object.
    PERMISSION_DENIED(false),
    /// The target connection does not allow write operations.
    NOT_WRITABLE(false),
    /// A schema or table that was chosen is not there.
    NOT_FOUND(false),
    /// The table was altered while it was read.
    TABLE_CHANGED(true),
    /// A column has a type for which no answer has been decided.
    UNSUPPORTED_TYPE(false),
    /// A name does not fit the target, or two tables would get the same one.
    UNUSABLE_NAME(false),
    /// The target refuses a value.
    UNUSABLE_VALUE(false),
    /// A lock in the target could not be had in time.
    LOCKED(true),
    /// Objects in the target depend on the table that would be replaced.
    IN_USE(false),
    /// The database ended a statement because it took too long.
    TIMED_OUT(true),
    /// The database has no room or too many connections.
    EXHAUSTED(true),
    /// What arrived is not what the reader says it sent.
    UNPROVEN(true),
    /// Nothing arrived for longer than the limit.
    STALLED(true),
    /// Another service did not answer.
    SERVICE_UNAVAILABLE(true),
    /// A setting of a server makes the work impossible (for example `local_infile`).
    MISCONFIGURED(false),
    /// A project that the plan depends on has failed, or had not ended in time.
    DEPENDENCY(false),
    /// Anything else; the log of the worker has the details.
    @JsonEnumDefaultValue
    INTERNAL(true);

    private final boolean retryable;

    FailureCode(boolean retryable) {
        this.retryable = retryable;
    }

    /// Whether the same work may succeed when it is done again.
    public boolean retryable() {
        return retryable;
    }
}
