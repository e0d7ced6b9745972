package dev.syncline.contracts.work;

import java.util.List;
import java.util.stream.Stream;

/// What became of the rows of a load.
///
/// @param inserted rows that the table got
/// @param updated rows of the table that got newer values
/// @param duplicates rows that were left out because a newer one has the same key
/// @param notes what somebody may want to know, such as fields that were added
public record LoadReport(long inserted, long updated, long duplicates, List<String> notes) {

    public LoadReport {
        notes = List.copyOf(notes);
    }

    /// The same with more to tell, which comes first.
    public LoadReport noting(List<String> more) {
        return new LoadReport(inserted, updated, duplicates, Stream.concat(more.stream(), notes.stream()).toList());
    }
}
