package dev.syncline.config.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What people have said of a change.
enum ChangeState {
    /// Nobody has looked at it.
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("ignored")
    IGNORED
}
