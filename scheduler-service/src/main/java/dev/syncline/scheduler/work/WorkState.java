package dev.syncline.scheduler.work;

/// Where a piece of work is.
public enum WorkState {
    /// Waits for a worker.
    QUEUED,
    /// In a worker's hand.
    ASSIGNED,
    /// In a worker's hand, withdrawn from it, and to be given again once it has let go.
    RECALLED,
    /// In a worker's hand, withdrawn from it, and wanted by nobody.
    WITHDRAWN,
    /// Nobody has it, and nobody will.
    DONE
}
