package dev.syncline.kit.worker;

/// How much of one piece of work has been counted: what is done twice once, and what another worker has done before not at all.
final class LiveCount {

    private final WorkCounters counters;
    private long rows;
    private long bytes;
    private long keptRows;
    private long keptBytes;

    LiveCount(WorkCounters counters) {
        this.counters = counters;
    }

    /// The work is so far now.
    synchronized void reached(long rowsNow, long bytesNow) {
        counters.done(Math.max(0, rowsNow - rows), Math.max(0, bytesNow - bytes));
        begun(rowsNow, bytesNow);
    }

    /// An earlier worker had come so far, and has counted it.
    synchronized void begun(long rowsBefore, long bytesBefore) {
        rows = Math.max(rows, rowsBefore);
        bytes = Math.max(bytes, bytesBefore);
    }

    /// From so far on another worker would go on.
    synchronized void kept(long rowsNow, long bytesNow) {
        keptRows = rowsNow;
        keptBytes = bytesNow;
    }

    /// The work has ended, and does not count.
    ///
    /// @param goesOn whether another worker goes on from what is kept
    synchronized void discarded(boolean goesOn) {
        counters.discarded(Math.max(0, rows - (goesOn ? keptRows : 0)), Math.max(0, bytes - (goesOn ? keptBytes : 0)));
    }
}
