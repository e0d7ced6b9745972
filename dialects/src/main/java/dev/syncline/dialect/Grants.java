package dev.syncline.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.syncline.contracts.table.TableName;

/// The rights that the user of a connection needs and does not have by logging in, as statements for an administrator. They can be executed again; what
/// each right is for, and how it was measured, is told in `docs/reference/grants.md`.
///
/// @param parts in the order in which they are to be executed
public record Grants(List<Part> parts) {

    private static final String UNNAMED = "*";

    /// What to do about a missing right, as the end of a sentence.
    public static final String ADVICE = "the project's grants (GET /api/v1/projects/{id}/grants) are the statements for an administrator";

    public Grants {
        parts = List.copyOf(parts);
    }

    public static Grants of(Part... parts) {
        return new Grants(List.of(parts));
    }

    /// Statements that have one reason.
    ///
    /// @param reason one line without any name in it: a line break in a name would end the comment
    public record Part(String reason, List<String> statements) {
        public Part {
            statements = List.copyOf(statements);
        }

        public Part(String reason, String... statements) {
            this(reason, List.of(statements));
        }
    }

    /// The same with others.
    public static List<String> schemas(Collection<TableName> tables, Collection<String> more) {
        Set<String> all = new TreeSet<>(more);
        all.addAll(schemas(tables));
        return List.copyOf(all);
    }

    /// Stands for the tables of a schema that nobody can name yet.
    public static TableName unnamed(String schema) {
        return new TableName(schema, UNNAMED);
    }

    public static boolean isUnnamed(TableName table) {
        return table.table().equals(UNNAMED);
    }

    /// The schemas of tables, each once.
    public static List<String> schemas(Collection<TableName> tables) {
        return List.copyOf(new TreeSet<>(tables.stream().map(TableName::schema).toList()));
    }

    public List<String> statements() {
        return parts.stream().flatMap(part -> part.statements().stream()).toList();
    }

    /// As text for the engine's own client, reasons as comments.
    public String text() {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            lines.add("-- " + part.reason());
            part.statements().forEach(statement -> lines.add(statement + ';'));
        }
        return String.join("\n", lines) + '\n';
    }
}
