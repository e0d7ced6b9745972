package dev.syncline.config.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What can become of a source.
enum ChangeKind {
    @JsonProperty("table-new")
    TABLE_NEW,
    @JsonProperty("table-gone")
    TABLE_GONE,
    @JsonProperty("column-added")
    COLUMN_ADDED,
    @JsonProperty("column-removed")
    COLUMN_REMOVED,
    @JsonProperty("column-retyped")
    COLUMN_RETYPED,
    @JsonProperty("key-changed")
    KEY_CHANGED;

    boolean isAboutTheTable() {
        return this == TABLE_NEW || this == TABLE_GONE;
    }
}
