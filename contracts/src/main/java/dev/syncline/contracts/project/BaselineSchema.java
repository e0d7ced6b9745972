package dev.syncline.contracts.project;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.syncline.contracts.policy.SelectionRule;
import org.jspecify.annotations.Nullable;

/// What a source schema held when the project was saved. What is not in it has appeared since (A13).
///
/// @param tables names of tables, chosen or not
/// @param rules which of the tables that have appeared are wanted: those that they choose, and where none of them chooses anything, those that they do not leave
///     out; null for all
public record BaselineSchema(String schema, List<String> tables, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SelectionRule> rules) {

    public BaselineSchema {
        tables = List.copyOf(tables);
        rules = rules == null ? null : List.copyOf(rules);
    }

    /// One whose new tables are all wanted.
    public BaselineSchema(String schema, List<String> tables) {
        this(schema, tables, null);
    }
}
