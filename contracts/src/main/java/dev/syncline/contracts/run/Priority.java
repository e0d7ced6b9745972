package dev.syncline.contracts.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whose turn comes first where runs have to wait (S58, A17).
public enum Priority {
    @JsonProperty("high")
    HIGH,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("low")
    LOW
}
