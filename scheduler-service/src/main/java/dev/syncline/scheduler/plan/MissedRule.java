package dev.syncline.scheduler.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What becomes of due instants at which no scheduler was there (A19).
enum MissedRule {
    /// The latest of them is executed, for all.
    @JsonProperty("fire-once")
    FIRE_ONCE,
    /// None of them is executed.
    @JsonProperty("skip")
    SKIP,
    /// Each of them is executed, one after another.
    @JsonProperty("fire-all")
    FIRE_ALL
}
