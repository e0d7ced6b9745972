package dev.syncline.contracts.work;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.syncline.contracts.text.Printable;
import org.jspecify.annotations.Nullable;

/// What a worker has to say of a piece of work beside its result: for the log of the run. Names and numbers, never a value of a row.
///
/// @param step what was done with it; null where it is no step of a load
public record LogLine(Instant at, Level level, @Nullable Step step, String text) {

    private static final int LONGEST = 2_000;

    public LogLine {
        text = Printable.cut(Printable.line(text), LONGEST);
    }

    /// How much it matters.
    public enum Level {
        @JsonProperty("info")
        INFO,
        @JsonProperty("warn")
        WARN,
        @JsonProperty("error")
        ERROR
    }

    /// The steps of a load that people see.
    public enum Step {
        /// All rows have arrived in the target.
        @JsonProperty("loaded")
        LOADED,
        /// They are those that were read.
        @JsonProperty("proven")
        PROVEN,
        /// They are the table's content.
        @JsonProperty("swapped")
        SWAPPED
    }

    /// A line that is no step.
    public LogLine(Instant at, Level level, String text) {
        this(at, level, null, text);
    }
}
