package dev.syncline.scheduler.run.state;

/// How a table of a run ended.
public enum Outcome {
    /// Every target has it.
    LOADED,
    /// At least one target does not have it.
    FAILED,
    CANCELLED,
    /// It is no longer in the source; no target was touched (A14).
    SKIPPED
}
