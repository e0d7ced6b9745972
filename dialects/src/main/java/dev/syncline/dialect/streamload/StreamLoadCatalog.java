package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Remnants;
import dev.syncline.dialect.load.TableCatalog;
import org.jspecify.annotations.Nullable;

/// What a load asks the target's catalogue.
public final class StreamLoadCatalog implements TableCatalog {

    /// Far more than one load asks for; a job has a line for each of the table's indexes.
    private static final int MOST_CHANGES = 100;

    private final Connection session;

    StreamLoadCatalog(Connection session) {
        this.session = session;
    }

    @Override
    public boolean hasDatabase(String database) throws SQLException {
        return !texts("SELECT SCHEMA_NAME FROM information_schema.schemata WHERE SCHEMA_NAME = " + StreamLoadNames.text(database)).isEmpty();
    }

    /// `BASE TABLE`, `VIEW`, …
    Optional<String> kind(TableName table) throws SQLException {
        return Optional.ofNullable(kinds(List.of(table)).get(table));
    }

    /// The same of many names, those that are there. A server that does not tell letter case apart (Doris, `lower_case_table_names`) says its own names.
    Map<TableName, String> kinds(Collection<TableName> tables) throws SQLException {
        Map<TableName, String> found = new HashMap<>();
        Map<String, Set<TableName>> bySchema = tables.stream().collect(Collectors.groupingBy(TableName::schema, Collectors.toSet()));
        for (Map.Entry<String, Set<TableName>> schema : bySchema.entrySet()) {
            String sql = "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.tables WHERE TABLE_SCHEMA = %s AND TABLE_NAME IN (%s)".formatted(
                    StreamLoadNames.text(schema.getKey()), schema.getValue().stream().map(table -> StreamLoadNames.text(table.table())).collect(Collectors.joining(", ")));
            try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    TableName name = new TableName(schema.getKey(), rows.getString(1));
                    String kind = rows.getString(2);
                    if (schema.getValue().contains(name)) {
                        found.put(name, kind);
                    } else {
                        schema.getValue().stream().filter(table -> table.table().equalsIgnoreCase(name.table())).forEach(table -> found.putIfAbsent(table, kind));
                    }
                }
            }
        }
        return found;
    }

    /// Why what is of this kind cannot be loaded into, as the end of a sentence that begins with its name; null where it can.
    static @Nullable String objection(String kind) {
        return kind.equals("BASE TABLE") ? null : "is a %s and not a table; drop it, or choose another name".formatted(kind.toLowerCase(Locale.ROOT));
    }

    /// Why a name cannot be had by a table, as such an end, where the catalogue does not list what has it.
    static final String HIDDEN = "is the name of something that the user may not see, as a view is; drop it, choose another name, or let the user see it";

    @Override
    public boolean exists(TableName table) throws SQLException {
        return kind(table).isPresent();
    }

    /// What no other table has, whatever its name; empty where there is no such table. StarRocks only (Reference, "tables_config").
    public String tableId(TableName table) throws SQLException {
        return texts("SELECT TABLE_ID FROM information_schema.tables_config WHERE TABLE_SCHEMA = %s AND TABLE_NAME = %s"
                .formatted(StreamLoadNames.text(table.schema()), StreamLoadNames.text(table.table()))).stream().findFirst().orElse("");
    }

    /// The tables of a database whose names begin so; an underscore in it stands for any character, which makes no difference to the names of a load.
    @Override
    public List<String> tablesStartingWith(String database, String beginning) throws SQLException {
        return texts("SELECT TABLE_NAME FROM information_schema.tables WHERE TABLE_SCHEMA = %s AND TABLE_NAME LIKE %s ORDER BY TABLE_NAME"
                .formatted(StreamLoadNames.text(database), StreamLoadNames.text(beginning + '%')));
    }

    /// The same without their sizes: back ends report those minutes later.
    @Override
    public Remnants sizes(String database, String beginning) throws SQLException {
        Remnants found = new Remnants();
        tablesStartingWith(database, beginning).forEach(table -> found.table(new TableName(database, table), -1));
        return found;
    }

    List<HeldColumn> columns(TableName table) throws SQLException {
        List<HeldColumn> columns = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery("DESC " + StreamLoadNames.quote(table))) {
            while (rows.next()) {
                columns.add(new HeldColumn(
                        rows.getString("Field"),
                        rows.getString("Type"),
                        isYes(rows.getString("Null")),
                        rows.getString("Default") != null,
                        // As Doris says it (Data Table Design, "Generated Column"); what StarRocks says of such a column is not known.
                        String.valueOf(rows.getString("Extra")).toUpperCase(Locale.ROOT).contains("GENERATED"),
                        isYes(rows.getString("Key")) ? "KEY" : ""));
            }
        }
        return columns;
    }

    static boolean isYes(String printed) {
        return printed.equalsIgnoreCase("yes") || printed.equalsIgnoreCase("true");
    }

    /// What the table is beyond its columns.
    TableForm form(TableName table) throws SQLException {
        return TableForm.ofTable(text("SHOW CREATE TABLE " + StreamLoadNames.quote(table), 2));
    }

    /// Whether something that the user may not see has the name, such as a view: the catalogue does not list it, and no table can have the name.
    ///
    /// @param free a name in the same database that nothing has: who is denied that too is told nothing by it
    boolean isHidden(TableName table, TableName free) throws SQLException {
        return isDenied(table) && !isDenied(free);
    }

    private boolean isDenied(TableName table) throws SQLException {
        try {
            columns(table);
            return false;
        } catch (SQLException e) {
            if (isLost(e)) {
                throw e;
            }
            return StreamLoadErrors.classify(e) == FailureCode.PERMISSION_DENIED;
        }
    }

    /// The back ends; none where the user may not know, or storage is shared and there are other nodes.
    List<BackEnd> backEnds() throws SQLException {
        return listedBackEnds().orElse(List.of());
    }

    /// The same; empty where the user may not know.
    Optional<List<BackEnd>> listedBackEnds() throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery("SHOW BACKENDS")) {
            List<BackEnd> found = new ArrayList<>();
            while (rows.next()) {
                found.add(BackEnd.of(rows));
            }
            return Optional.of(found);
        } catch (SQLException e) {
            if (isLost(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isLost(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith("08");
    }

    /// A change of a table's columns, which the server makes by itself, later.
    ///
    /// @param job its number, which grows; moments have whole seconds, and of those of one second the older change is told first (seen)
    record Change(long job, String state) {

        boolean isOver() {
            return state.equals("FINISHED") || isGivenUp();
        }

        boolean isGivenUp() {
            return state.equals("CANCELLED");
        }
    }

    /// The last changes of a table's columns, the last first.
    List<Change> changes(TableName table) throws SQLException {
        String sql = "SHOW ALTER TABLE COLUMN FROM %s WHERE TableName = %s ORDER BY JobId DESC LIMIT %d"
                .formatted(StreamLoadNames.quote(table.schema()), StreamLoadNames.text(table.table()), MOST_CHANGES);
        List<Change> changes = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                changes.add(new Change(rows.getLong("JobId"), rows.getString("State")));
            }
        }
        return changes;
    }

    long count(TableName table) throws SQLException {
        return number("SELECT count(*) FROM " + StreamLoadNames.quote(table));
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(texts(sql).getFirst());
    }

    private String text(String sql, int column) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(column) : "";
        }
    }

    /// The first column of a result.
    public List<String> texts(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
