package dev.syncline.kit.observe;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// Something of a run that is over, as traces show it.
///
/// @param run its trace
/// @param name what it is, such as `read`
/// @param id what others name as their parent; the same from whichever service says it
/// @param parent the id of what it is a part of; null for the run itself
/// @param facts such as the table; never a value of a row
/// @param failure why it failed; null where it did not
public record TraceStep(UUID run, String name, String id, @Nullable String parent, Instant began, Instant ended, Map<String, Object> facts, @Nullable String failure) {

    private static final String RUN = "run";

    public TraceStep {
        facts = Map.copyOf(facts);
    }

    /// The run as a whole.
    public static TraceStep run(UUID run, Instant asked, Instant ended, Map<String, Object> facts, @Nullable String failure) {
        return new TraceStep(run, RUN, RUN, null, asked, ended, facts, failure);
    }

    /// A part of the run.
    public static TraceStep of(UUID run, String name, String id, Instant began, Instant ended) {
        return new TraceStep(run, name, id, RUN, began, ended, Map.of(), null);
    }

    /// The same as a part of something else.
    public TraceStep within(String other) {
        return new TraceStep(run, name, id, other, began, ended, facts, failure);
    }

    /// The same with one fact more.
    public TraceStep with(String fact, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new TraceStep(run, name, id, parent, began, ended, more, failure);
    }

    /// The same, which has failed.
    public TraceStep failed(@Nullable String why) {
        return new TraceStep(run, name, id, parent, began, ended, facts, why);
    }
}
