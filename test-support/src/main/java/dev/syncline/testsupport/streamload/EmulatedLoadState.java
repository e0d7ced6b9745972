package dev.syncline.testsupport.streamload;

/// What `get_load_state` says of a label.
public enum EmulatedLoadState {

    PREPARE, COMMITTED, VISIBLE, ABORTED;

    /// What a second load with the label is told.
    String ofExistingJob() {
        return switch (this) {
            case PREPARE -> "RUNNING";
            case COMMITTED, VISIBLE -> "FINISHED";
            case ABORTED -> throw new IllegalStateException("An aborted load leaves its label free");
        };
    }
}
