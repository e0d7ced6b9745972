package dev.syncline.contracts.policy;

import java.util.Comparator;
import java.util.Optional;

import dev.syncline.contracts.table.TableName;

/// Names of tables, as `schema.table`, where `*` stands for any characters; a backslash takes the next character as it is, also a dot.
public final class TablePattern {

    /// The more specific ones first: a whole name of the table before a pattern, then one that gives more of its characters; where that is alike, the schema decides so.
    public static final Comparator<TablePattern> SPECIFIC_FIRST = Comparator
            .comparing((TablePattern pattern) -> !pattern.table.isExact())
            .thenComparing(pattern -> -pattern.table.characters())
            .thenComparing(pattern -> !pattern.schema.isExact())
            .thenComparing(pattern -> -pattern.schema.characters());

    private static final String SPECIAL = ".*\\!";

    private final String text;
    private final NamePattern schema;
    private final NamePattern table;

    /// @throws IllegalArgumentException where it is not a schema and a table with one dot between them
    public TablePattern(String text) {
        int dot = dot(text, 0);
        if (dot <= 0 || dot == text.length() - 1 || dot(text, dot + 1) >= 0 || text.endsWith("\\") && !text.endsWith("\\\\")) {
            throw new IllegalArgumentException("'%s' is not schema.table with one dot; a dot in a name is written \\.".formatted(text));
        }
        this.text = text;
        this.schema = NamePattern.of(text.substring(0, dot));
        this.table = NamePattern.of(text.substring(dot + 1));
    }

    private static int dot(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '.') {
                return i;
            }
        }
        return -1;
    }

    /// All tables of a schema.
    public static TablePattern all(String schema) {
        return new TablePattern(quoted(schema) + ".*");
    }

    /// One table.
    public static TablePattern exactly(TableName table) {
        return new TablePattern(quoted(table.schema()) + '.' + quoted(table.table()));
    }

    /// A name as a part of a pattern that stands for this name only.
    private static String quoted(String name) {
        StringBuilder quoted = new StringBuilder();
        name.codePoints().forEach(character -> (SPECIAL.indexOf(character) < 0 ? quoted : quoted.append('\\')).appendCodePoint(character));
        return quoted.toString();
    }

    /// Whether it stands for one table only.
    public boolean isExact() {
        return schema.isExact() && table.isExact();
    }

    /// The schema, where it is one only.
    public Optional<String> oneSchema() {
        return schema.isExact() ? Optional.of(schema.name()) : Optional.empty();
    }

    /// The table of an exact one.
    public TableName name() {
        return new TableName(schema.name(), table.name());
    }

    public boolean matches(TableName name) {
        return schema.matches(name.schema()) && table.matches(name.table());
    }

    /// A table that this one and another, which is as specific, both stand for.
    public Optional<TableName> ties(TablePattern other) {
        if (SPECIFIC_FIRST.compare(this, other) != 0) {
            return Optional.empty();
        }
        return schema.meets(other.schema).flatMap(both -> table.meets(other.table)
                .map(name -> new TableName(both.isEmpty() ? "a" : both, name.isEmpty() ? "a" : name)));
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TablePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
