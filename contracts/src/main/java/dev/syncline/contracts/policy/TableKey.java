package dev.syncline.contracts.policy;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// Which primary key a target's table gets, and with it by what rows are told apart (S42 to S44).
public enum TableKey {
    /// The one that the source's table has; none where it has none.
    @JsonProperty("source")
    SOURCE,
    /// The key fields of the table's policy.
    @JsonProperty("fields")
    FIELDS,
    /// None: rows that are new are appended (A22).
    @JsonProperty("none")
    NONE;

    /// What was meant by key fields before it was said: without any, the source's key where everything is extracted, and none where rows are appended.
    public static TableKey meant(@Nullable TableKey said, List<String> keyFields, Extraction extraction) {
        if (said != null) {
            return said;
        }
        if (!keyFields.isEmpty()) {
            return FIELDS;
        }
        return extraction instanceof Extraction.Incremental ? NONE : SOURCE;
    }
}
