package dev.syncline.dialect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.load.LoadNames;
import org.jspecify.annotations.Nullable;

/// What schemas, tables and columns may be called in one kind of target: what the database takes and keeps as it is, what is not its own, and
/// what is not ours.
///
/// @param title of the database
/// @param schemaWord what a schema is called there
/// @param together what is wrong with the names of a table, its schema and its columns beside each other
public record NameRules(String title, String schemaWord, Flaw schema, Flaw table, Flaw column, Together together) {

    /// What belongs to Syncline in every target, in whatever letter case it is written.
    private static final String OURS = LoadNames.PREFIX;

    /// What is wrong with a name, as in `holds a NUL`; null where nothing is.
    @FunctionalInterface
    public interface Flaw {

        @Nullable String of(String name);

        /// The first flaw of the two.
        default Flaw or(Flaw other) {
            return name -> {
                String flaw = of(name);
                return flaw == null ? other.of(name) : flaw;
            };
        }
    }

    /// What is wrong with names that could all be there without the others, as in `has the columns a and b beside each other`; null where nothing is.
    @FunctionalInterface
    public interface Together {

        @Nullable String of(TableName table, List<String> columns);
    }

    /// Where names have nothing to do with each other.
    public NameRules(String title, String schemaWord, Flaw schema, Flaw table, Flaw column) {
        this(title, schemaWord, schema, table, column, (_, _) -> null);
    }

    /// With the names of Syncline's own tables and columns, which nobody else's may have.
    public NameRules {
        Flaw ours = name -> folded(name).startsWith(OURS) ? "begins as the names of Syncline's own do" : null;
        table = table.or(ours);
        column = column.or(ours);
    }

    /// The names of a server's own schemas.
    ///
    /// @param names in small letters
    public static Flaw belongingToServer(Set<String> names) {
        return name -> names.contains(folded(name)) ? SERVERS_OWN : null;
    }

    /// For servers that tell the columns of a table apart without regard to letter case, as MySQL does (1060 "Duplicate column name").
    public static @Nullable String inTwoCases(List<String> columns) {
        Map<String, String> seen = new HashMap<>();
        for (String name : columns) {
            String other = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                return "has '%s' and '%s', which differ in letter case only and would be one".formatted(other, name);
            }
        }
        return null;
    }

    /// As in `it is one of the server's own`.
    public static final String SERVERS_OWN = "is one of the server's own";

    /// As the most careless of servers would compare it: `ſ` is an `s` in capitals, `K` (the sign of kelvin) a `k` in small letters.
    public static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /// Why no table of users can be written there, a sentence for its schema and one for its own name; empty where it can.
    public List<String> flaws(TableName name) {
        List<String> flaws = new ArrayList<>();
        add(flaws, schemaWord, name.schema(), schema);
        add(flaws, "table", name.table(), table);
        return flaws;
    }

    /// Why some columns cannot be there, one sentence each; empty where all can.
    public List<String> flaws(TableName name, TableShape shape) {
        return flaws(name, shape.columnNames());
    }

    private List<String> flaws(TableName name, List<String> columns) {
        List<String> flaws = new ArrayList<>();
        columns.forEach(each -> add(flaws, "column", each, column));
        String mixture = flaws.isEmpty() ? together.of(name, columns) : null;
        if (mixture != null) {
            flaws.add("%s cannot have the columns of table %s: it %s; use other names".formatted(title, name, mixture));
        }
        return flaws;
    }

    private void add(List<String> flaws, String what, String name, Flaw flaw) {
        String found = flaw.of(name);
        if (found != null) {
            flaws.add("%s cannot have the %s name '%s' from Syncline: it %s; use another name".formatted(title, what, name.replace('\0', '?'), found));
        }
    }

    /// @throws SyncException with `UNUSABLE_NAME` where there can be no such table of users
    public void expectUsable(TableName name) {
        refuse(flaws(name));
    }

    /// @throws SyncException with `UNUSABLE_NAME` where there can be no such table of users with these columns
    public void expectUsable(TableName name, TableShape shape) {
        refuse(flaws(name));
        refuse(flaws(name, shape));
    }

    /// @throws SyncException with `UNUSABLE_NAME` where rows cannot be told apart in a table that has these columns already
    public void expectUsable(TableName name, List<String> columns) {
        refuse(flaws(name, columns));
    }

    /// What stops loads into some tables: their names, and for those that can be there what the database says.
    ///
    /// @param database asked about the tables whose names are right, or about none
    public List<String> problems(List<TableName> names, Preflight database) throws SQLException {
        Set<String> problems = new LinkedHashSet<>();
        names.forEach(name -> problems.addAll(flaws(name)));
        problems.addAll(database.problems(names.stream().filter(name -> flaws(name).isEmpty()).toList()));
        return List.copyOf(problems);
    }

    /// What a database says of tables.
    @FunctionalInterface
    public interface Preflight {

        List<String> problems(List<TableName> tables) throws SQLException;
    }

    private static void refuse(List<String> flaws) {
        if (!flaws.isEmpty()) {
            throw new SyncException(FailureCode.UNUSABLE_NAME, flaws.getFirst());
        }
    }
}
