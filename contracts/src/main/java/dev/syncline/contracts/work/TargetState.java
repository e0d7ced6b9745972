package dev.syncline.contracts.work;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What a target holds of a table before an incremental extraction.
///
/// @param exists whether the table is there
/// @param changes how its fields differ from the source's, one sentence each (A11); empty where they do not
/// @param maximum the greatest incremental key; null where the table is missing or has no row with a whole key (A6)
/// @param notes what somebody may want to know, such as a maximum that lies in the future
public record TargetState(boolean exists, List<String> changes, @Nullable Bound maximum, List<String> notes) {

    public TargetState {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }
}
