package dev.syncline.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A kind of value that some databases hold and others cannot.
public enum ValueTrouble {
    /// `0000-00-00`, `2026-00-15`, `2026-02-30` and the like: MySQL's dates that are none.
    @JsonProperty("zero-date")
    ZERO_DATE,
    /// `infinity` and `-infinity`, years before 1 and after 9999: PostgreSQL's dates beyond other databases' ranges.
    @JsonProperty("date-out-of-range")
    DATE_OUT_OF_RANGE,
    /// `NaN`, `Infinity` and `-Infinity` in numbers.
    @JsonProperty("not-a-number")
    NOT_A_NUMBER,
    /// The character NUL inside a text, which PostgreSQL refuses.
    @JsonProperty("nul-character")
    NUL_CHARACTER
}
