package dev.syncline.dialect;

/// Another holder has claimed the load; this one must stop, and must remove nothing.
public final class LostFence extends RuntimeException {

    public LostFence(String message) {
        super(message);
    }
}
