package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.syncline.contracts.work.LogLine;
import org.jspecify.annotations.Nullable;

/// When the steps of one attempt at a table were done; null what was not, or not yet.
///
/// @param attempt counts from 1
/// @param began when the look at the targets, or the reading, was queued
/// @param inspected when it was known what the targets hold; only incremental extractions ask
/// @param queued when the reading was queued
/// @param started when the first row had arrived in Kafka
/// @param read when all had
/// @param loads by the target connection's id
public record AttemptTimes(
        int attempt,
        Instant began,
        @Nullable Instant inspected,
        @Nullable Instant queued,
        @Nullable Instant started,
        @Nullable Instant read,
        SortedMap<Long, OfLoad> loads) {

    private static final OfLoad NOT_YET = new OfLoad(null, null, null, null, null);

    public AttemptTimes {
        loads = loads == null ? new TreeMap<>() : new TreeMap<>(loads);
    }

    /// When the steps of a load were done.
    ///
    /// @param queued when it was queued
    /// @param loaded when all rows had arrived in the target
    /// @param proven when they were known to be those that were read
    /// @param swapped when they were the table's content
    /// @param ended when it was over, well or not
    public record OfLoad(
            @Nullable Instant queued, @Nullable Instant loaded, @Nullable Instant proven, @Nullable Instant swapped, @Nullable Instant ended) {}

    public static AttemptTimes begun(int attempt, Instant now) {
        return new AttemptTimes(attempt, now, null, null, null, null, new TreeMap<>());
    }

    public AttemptTimes inspected(Instant now) {
        return new AttemptTimes(attempt, began, now, queued, started, read, loads);
    }

    public AttemptTimes queued(Instant now) {
        return new AttemptTimes(attempt, began, inspected, now, started, read, loads);
    }

    public AttemptTimes started(Instant now) {
        return new AttemptTimes(attempt, began, inspected, queued, now, read, loads);
    }

    public AttemptTimes read(Instant now) {
        return new AttemptTimes(attempt, began, inspected, queued, started, now, loads);
    }

    public AttemptTimes queued(long target, Instant now) {
        return with(target, _ -> new OfLoad(now, null, null, null, null));
    }

    public AttemptTimes ended(long target, Instant now) {
        return with(target, load -> new OfLoad(load.queued(), load.loaded(), load.proven(), load.swapped(), now));
    }

    /// Takes the steps that a loader has told of. Its clock may differ from the scheduler's: no step is before the load was queued, or after it was heard of.
    public AttemptTimes steps(long target, List<LogLine> lines, Instant now) {
        AttemptTimes told = this;
        for (LogLine line : lines) {
            LogLine.Step step = line.step();
            if (step != null) {
                told = told.step(target, step, line.at(), now);
            }
        }
        return told;
    }

    private AttemptTimes step(long target, LogLine.Step step, Instant at, Instant now) {
        return with(target, load -> step(load, step, between(load.queued(), at, now)));
    }

    private static OfLoad step(OfLoad load, LogLine.Step step, Instant at) {
        return switch (step) {
            case LOADED -> new OfLoad(load.queued(), at, load.proven(), load.swapped(), load.ended());
            case PROVEN -> new OfLoad(load.queued(), load.loaded(), at, load.swapped(), load.ended());
            case SWAPPED -> new OfLoad(load.queued(), load.loaded(), load.proven(), at, load.ended());
        };
    }

    private static Instant between(@Nullable Instant first, Instant at, Instant last) {
        if (at.isAfter(last)) {
            return last;
        }
        return first != null && at.isBefore(first) ? first : at;
    }

    private AttemptTimes with(long target, UnaryOperator<OfLoad> change) {
        TreeMap<Long, OfLoad> changed = new TreeMap<>(loads);
        changed.put(target, change.apply(changed.getOrDefault(target, NOT_YET)));
        return new AttemptTimes(attempt, began, inspected, queued, started, read, changed);
    }
}
