package dev.syncline.kit.observe;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Where traces go. One run is one trace: its id is the run's, so that services which only share a run's messages share its trace, also after a crash, and nothing
/// has to travel with them.
public interface Traces {

    /// Nobody wants any.
    Traces OFF = new Traces() {
        @Override
        public boolean on() {
            return false;
        }

        @Override
        public void record(Collection<TraceStep> steps) {}
    };

    /// Whether anybody wants them; what only they need is not made otherwise.
    boolean on();

    /// Sends steps on their way; returns at once, and loses them rather than wait.
    void record(Collection<TraceStep> steps);

    /// As [#record(Collection)].
    default void record(TraceStep step) {
        record(List.of(step));
    }

    /// The id of a run's trace: the run's, without hyphens.
    static String id(UUID run) {
        return run.toString().replace("-", "");
    }
}
