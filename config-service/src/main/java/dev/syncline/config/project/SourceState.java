package dev.syncline.config.project;

import java.util.List;
import java.util.Map;

import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;

/// What a save has learnt of its source.
///
/// @param baseline what the schemas hold, as far as it can be kept
/// @param shapes of the tables whose columns matter to the policies, where they could be read
/// @param notes what the user has to know
record SourceState(List<BaselineSchema> baseline, Map<TableName, TableShape> shapes, List<String> notes) {

    SourceState {
        baseline = List.copyOf(baseline);
        shapes = Map.copyOf(shapes);
        notes = List.copyOf(notes);
    }
}
