package dev.syncline.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What one schema says about tables that appear in the source after the project was saved (S31, S32, A13).
public enum NewTables {
    /// As the connection level says.
    @JsonProperty("inherit")
    INHERIT,
    @JsonProperty("ignore")
    IGNORE,
    @JsonProperty("include")
    INCLUDE
}
