package dev.syncline.dialect;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A column type of a source, values of it, and what the target has to show for them: either what is written here, or what the source itself
/// shows when it is asked in its own SQL. Nothing of the product has a part in either.
///
/// @param show how both servers are asked; a null in it means the usual way of the pair
public record TypeCase(String type, List<Value> values, Show show) {

    /// @param literal in the source's SQL
    /// @param shown by the target as text
    /// @param written whether `shown` is to be compared with, and not what the source shows
    public record Value(String literal, @Nullable String shown, boolean written) {}

    /// SQL with `%s` for the column.
    ///
    /// @param source what the source is asked for copies to another kind of database
    /// @param target what the target is asked then
    /// @param same what both are asked for copies within one kind
    public record Show(@Nullable String source, @Nullable String target, @Nullable String same) {}

    /// A type whose values the target shows just as they are written, apart from quotes. Null is one of them always.
    public static TypeCase type(String type, String... literals) {
        TypeCase empty = new TypeCase(type, new ArrayList<>(), new Show(null, null, null));
        for (String literal : literals) {
            empty.and(literal, literal.startsWith("'") ? literal.substring(1, literal.length() - 1).replace("''", "'") : literal);
        }
        return empty.and("NULL", null);
    }

    public TypeCase and(String literal, @Nullable String shown) {
        values.add(new Value(literal, shown, true));
        return this;
    }

    /// Values that the target shows as the source does.
    public TypeCase alike(String... literals) {
        for (String literal : literals) {
            values.add(new Value(literal, null, false));
        }
        return this;
    }

    public TypeCase alike(List<String> literals) {
        return alike(literals.toArray(String[]::new));
    }

    public TypeCase shownBy(String source, String target) {
        return new TypeCase(type, values, new Show(source, target, show.same()));
    }

    public TypeCase sameBy(String same) {
        return new TypeCase(type, values, new Show(show.source(), show.target(), same));
    }

    @Override
    public String toString() {
        return type;
    }
}
