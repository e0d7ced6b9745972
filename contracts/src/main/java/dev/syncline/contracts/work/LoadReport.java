package dev.syncline.contracts.work;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// What became of the rows of a load.
///
/// @param inserted rows that the table got
/// @param updated rows of the table that got newer values
/// @param duplicates rows that were left out because a newer one has the same key
/// @param notes what somebody may want to know, such as fields that were added
/// @param pace null where the worker is of an earlier version, which does not say
public record LoadReport(long inserted, long updated, long duplicates, List<String> notes, @Nullable Pace pace) {

    public LoadReport {
        notes = List.copyOf(notes);
    }

    public LoadReport(long inserted, long updated, long duplicates, List<String> notes) {
        this(inserted, updated, duplicates, notes, null);
    }

    /// The same at this pace.
    public LoadReport at(Pace measured) {
        return new LoadReport(inserted, updated, duplicates, notes, measured);
    }

    /// The same with more to tell, which comes first.
    public LoadReport noting(List<String> more) {
        return new LoadReport(inserted, updated, duplicates, Stream.concat(more.stream(), notes.stream()).toList(), pace);
    }
}
