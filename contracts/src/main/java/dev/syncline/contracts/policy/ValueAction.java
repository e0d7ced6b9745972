package dev.syncline.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What to do with a value that a target of the project cannot hold. All targets of a project get the same values.
public enum ValueAction {
    /// The table fails; nothing of it is changed.
    @JsonProperty("fail")
    FAIL,
    /// The cell becomes null; counted in the execution record.
    @JsonProperty("null")
    NULL,
    /// The column becomes a text column, so that every value arrives as it is written.
    @JsonProperty("text")
    TEXT,
    /// The nearest value the target can hold; for a text the text without the character. Counted in the execution record.
    @JsonProperty("clamp")
    CLAMP
}
