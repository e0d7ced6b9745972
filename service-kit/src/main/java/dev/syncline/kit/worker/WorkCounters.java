package dev.syncline.kit.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/// Where a worker counts the rows and bytes of its work, as it does it.
///
/// What is counted and in the end does not count, as the work fails, is stopped or is done again by another worker, is counted as discarded as well: what records
/// have is what was counted less what was discarded.
public final class WorkCounters {

    private final Counter rows;
    private final Counter bytes;
    private final Counter discardedRows;
    private final Counter discardedBytes;

    /// @param name what the names of the counters begin with, such as `syncline.extract`
    /// @param kind the kind of database
    /// @param done for people, such as `read and published`
    public WorkCounters(MeterRegistry meters, String name, String kind, String done) {
        rows = counter(meters, name + ".rows", kind, "Rows %s, as it happens".formatted(done), null);
        bytes = counter(meters, name + ".bytes", kind, "Bytes %s, as it happens".formatted(done), "bytes");
        discardedRows = counter(meters, name + ".discarded.rows", kind, "Rows among them that did not count in the end", null);
        discardedBytes = counter(meters, name + ".discarded.bytes", kind, "Bytes among them that did not count in the end", "bytes");
    }

    private static Counter counter(MeterRegistry meters, String name, String kind, String description, @Nullable String unit) {
        return Counter.builder(name).description(description).baseUnit(unit).tag("kind", kind).register(meters);
    }

    void done(long moreRows, long moreBytes) {
        rows.increment(moreRows);
        bytes.increment(moreBytes);
    }

    void discarded(long itsRows, long itsBytes) {
        discardedRows.increment(itsRows);
        discardedBytes.increment(itsBytes);
    }
}
