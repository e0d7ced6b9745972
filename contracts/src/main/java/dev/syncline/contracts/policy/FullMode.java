package dev.syncline.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a full extraction does with the table that the target has already (S21, S22, A2 to A4).
public enum FullMode {
    /// A new table takes its place in one step.
    @JsonProperty("delete-and-create")
    DELETE_AND_CREATE,
    /// As [#DELETE_AND_CREATE], but the old table goes before the load: for targets without room for both. Readers see no table meanwhile.
    @JsonProperty("drop-first")
    DROP_FIRST,
    /// The table stays, with its grants, indexes, triggers and views; its rows are replaced in one step.
    @JsonProperty("retain-and-clear")
    RETAIN_AND_CLEAR
}
