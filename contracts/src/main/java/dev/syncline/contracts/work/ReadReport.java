package dev.syncline.contracts.work;

import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.policy.ValueTrouble;
import org.jspecify.annotations.Nullable;

/// What is to be told of the reading of a table beside its rows.
///
/// @param nullKeys rows whose incremental key has a null, which an incremental extraction never reads (A7)
/// @param touched cells that were changed because the project's policy says so
/// @param notes what somebody may want to know, such as an index that is missing at the source
/// @param pace null where the worker is of an earlier version, which does not say
public record ReadReport(long nullKeys, List<TouchedCells> touched, List<String> notes, @Nullable Pace pace) {

    /// Nothing to tell.
    public static final ReadReport EMPTY = new ReadReport(0, List.of(), List.of());

    public ReadReport {
        touched = List.copyOf(touched);
        notes = List.copyOf(notes);
    }

    public ReadReport(long nullKeys, List<TouchedCells> touched, List<String> notes) {
        this(nullKeys, touched, notes, null);
    }

    /// The same at this pace.
    public ReadReport at(Pace measured) {
        return new ReadReport(nullKeys, touched, notes, measured);
    }

    /// The same with one thing more to tell.
    public ReadReport noting(String note) {
        return new ReadReport(nullKeys, touched, Stream.concat(Stream.of(note), notes.stream()).toList(), pace);
    }

    /// @param cells how many cells of the column were changed
    public record TouchedCells(String column, ValueTrouble trouble, long cells) {}
}
