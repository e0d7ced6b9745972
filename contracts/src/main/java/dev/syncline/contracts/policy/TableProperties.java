package dev.syncline.contracts.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// How a table is made in targets of one kind, beyond its columns (S45 to S48): by name, as the kind's descriptor lists them. They act
/// whenever the table is made, and only then (A10).
///
/// @param values the values of each property; those of one value have a single one
public record TableProperties(@JsonValue Map<String, List<String>> values) {

    /// Leaves everything to the key fields and the target's defaults.
    public static final TableProperties NONE = new TableProperties(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TableProperties {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, each) -> copy.put(name, List.copyOf(each)));
        values = Collections.unmodifiableMap(copy);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /// All values of a property, none where it is not set.
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// The value of a property that has one.
    public Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }
}
