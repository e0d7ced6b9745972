package dev.syncline.dialect;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A column type of a source, values of it, and what the target has to show for them.
public record TypeCase(String type, List<Value> values) {

    /// @param literal in the source's SQL
    /// @param shown by the target as text
    public record Value(String literal, @Nullable String shown) {}

    /// A type whose values the target shows just as they are written, apart from quotes. Null is one of them always.
    public static TypeCase type(String type, String... literals) {
        TypeCase empty = new TypeCase(type, new ArrayList<>());
        for (String literal : literals) {
            empty.and(literal, literal.startsWith("'") ? literal.substring(1, literal.length() - 1).replace("''", "'") : literal);
        }
        return empty.and("NULL", null);
    }

    public TypeCase and(String literal, @Nullable String shown) {
        values.add(new Value(literal, shown));
        return this;
    }

    @Override
    public String toString() {
        return type;
    }
}
