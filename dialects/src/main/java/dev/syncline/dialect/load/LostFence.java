package dev.syncline.dialect.load;

/// Another holder has claimed the load; this one must stop, and must remove nothing.
public final class LostFence extends RuntimeException {

    public LostFence(LoadPlan plan) {
        super("Load %s of table %s is no longer held under fence %d".formatted(plan.load(), plan.table(), plan.fence()));
    }
}
