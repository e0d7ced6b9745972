package dev.syncline.contracts.project;

import java.util.List;

/// What a source schema held when the project was saved. What is not in it has appeared since (A13).
///
/// @param tables names of tables, chosen or not
public record BaselineSchema(String schema, List<String> tables) {

    public BaselineSchema {
        tables = List.copyOf(tables);
    }
}
