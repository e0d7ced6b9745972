package dev.syncline.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an incremental extraction does when the source's fields have changed (S25 to S28, A2, A11).
public enum FieldChanges {
    /// The table is extracted in full and the target's is made anew.
    @JsonProperty("full-extraction")
    FULL_EXTRACTION,
    /// It goes on incrementally: new fields are added to the target without a value for old rows, missing ones are left alone.
    @JsonProperty("ignore")
    IGNORE
}
