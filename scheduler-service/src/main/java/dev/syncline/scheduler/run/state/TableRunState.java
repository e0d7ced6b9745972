package dev.syncline.scheduler.run.state;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where one table of a run stands: its reading, and its share for each target.
public sealed interface TableRunState {

    /// Counts from 1.
    int attempt();

    ExtractionState extraction();

    /// By the target connection's id.
    SortedMap<Long, LoadState> loads();

    /// @param cancelled whether the run has been cancelled
    record UnderWay(int attempt, boolean cancelled, ExtractionState extraction, SortedMap<Long, LoadState> loads)
            implements TableRunState {
        public UnderWay {
            loads = Collections.unmodifiableSortedMap(new TreeMap<>(loads));
        }

        UnderWay with(ExtractionState next) {
            return new UnderWay(attempt, cancelled, next, loads);
        }

        UnderWay with(long target, LoadState next) {
            SortedMap<Long, LoadState> changed = new TreeMap<>(loads);
            changed.put(target, next);
            return new UnderWay(attempt, cancelled, extraction, changed);
        }
    }

    /// Nothing more happens.
    record Settled(Outcome outcome, int attempt, ExtractionState extraction, SortedMap<Long, LoadState> loads)
            implements TableRunState {
        public Settled {
            loads = Collections.unmodifiableSortedMap(new TreeMap<>(loads));
        }
    }

    /// A table that waits for its first extraction.
    static TableRunState fresh(List<Long> targets) {
        SortedMap<Long, LoadState> loads = new TreeMap<>();
        targets.forEach(target -> loads.put(target, new LoadState.Waiting()));
        return new UnderWay(1, false, new ExtractionState.Waiting(), loads);
    }

    /// The state in one word, for people and for queries.
    default String word() {
        return switch (this) {
            case Settled settled -> settled.outcome().name();
            case UnderWay(_, _, ExtractionState.Uninspected _, _), UnderWay(_, _, ExtractionState.Waiting _, _) -> "WAITING";
            case UnderWay(_, _, ExtractionState.Inspecting _, _) -> "INSPECTING";
            case UnderWay(_, _, ExtractionState.Given _, _), UnderWay(_, _, ExtractionState.Started _, _) -> "EXTRACTING";
            case UnderWay(_, _, ExtractionState.Done _, Map<Long, LoadState> loads) ->
                loads.containsValue(new LoadState.Given()) ? "LOADING" : "ENDING";
            case UnderWay(_, _, ExtractionState.Withdrawing _, _), UnderWay(_, _, ExtractionState.Ended _, _) -> "ENDING";
        };
    }
}
