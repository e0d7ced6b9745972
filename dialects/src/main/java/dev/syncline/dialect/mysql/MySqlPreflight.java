package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grants;

/// What would stop a load, found out by reading only.
final class MySqlPreflight {

    static final String LOCAL_INFILE = "The target does not take LOAD DATA LOCAL; execute there as administrator: SET GLOBAL local_infile = 1";

    private static final String NO_TABLE = "_syncline_no_such_table";

    private final Connection session;
    private final MySqlTargetCatalog catalog;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> lacking = new HashSet<>();

    MySqlPreflight(Connection session) {
        this.session = session;
        this.catalog = new MySqlTargetCatalog(session);
    }

    List<String> problems(Collection<TableName> targets) throws SQLException {
        if (!catalog.takesLocalData()) {
            problems.add(LOCAL_INFILE);
        }
        if (catalog.isReadOnly()) {
            problems.add("The server takes no writes (read_only is on); choose the primary server");
        }
        Map<String, List<TableName>> bySchema = targets.stream().collect(Collectors.groupingBy(TableName::schema, TreeMap::new, Collectors.toList()));
        for (String schema : bySchema.keySet()) {
            check(schema);
        }
        for (Map.Entry<String, List<TableName>> schema : bySchema.entrySet()) {
            check(schema.getKey(), schema.getValue());
        }
        return problems;
    }

    private void check(String schema) throws SQLException {
        List<String> missing = catalog.missingRights(schema, MySqlGrants.LOADING);
        if (!missing.isEmpty()) {
            lacking.add(schema);
            problems.add("The connection's user lacks rights in database \"%s\"%s; grant %s on it (%s)"
                    .formatted(schema, catalog.hasSchema(schema) ? "" : ", which is yet to be created", String.join(", ", missing), Grants.ADVICE));
        }
    }

    private void check(String schema, List<TableName> targets) throws SQLException {
        List<String> names = targets.stream().map(TableName::table).toList();
        Map<String, String> kinds = catalog.kinds(schema, names);
        // Who may read any name of the database sees all that is there.
        boolean hidden = kinds.size() < names.size() && !lacking.contains(schema) && MySqlPresence.mayBeHidden(session, new TableName(schema, NO_TABLE));
        Map<String, List<String>> foreignKeys = kinds.isEmpty() ? Map.of() : catalog.incomingForeignKeys(schema, kinds.keySet());
        Set<String> partitioned = kinds.isEmpty() ? Set.of() : catalog.partitioned(schema, kinds.keySet());
        Map<String, List<String>> triggers = kinds.isEmpty() ? Map.of() : catalog.triggers(schema, kinds.keySet());
        for (TableName table : targets) {
            String kind = kinds.get(table.table());
            if (kind == null) {
                if (hidden && MySqlPresence.mayBeHidden(session, table)) {
                    problems.add(MySqlPresence.hiddenTarget(table));
                }
            } else if (!kind.equals(MySqlTargetCatalog.TABLE)) {
                problems.add("%s is a %s and not a table; drop it, or choose another name".formatted(table, kind.toLowerCase(Locale.ROOT)));
            } else {
                check(table, foreignKeys.getOrDefault(table.table(), List.of()), partitioned.contains(table.table()), triggers.getOrDefault(table.table(), List.of()));
            }
        }
    }

    private void check(TableName table, List<String> foreignKeys, boolean partitioned, List<String> triggers) {
        if (!foreignKeys.isEmpty()) {
            problems.add("%s refers to table %s, whose rows cannot be replaced then; drop it, or choose another target"
                    .formatted(String.join(", ", foreignKeys), table));
        }
        if (partitioned) {
            problems.add("Table %s is partitioned, and a new table would not be; choose to retain and clear it, or drop it".formatted(table));
        }
        if (!triggers.isEmpty()) {
            problems.add("A new table in place of %s would lose %s; choose to retain and clear it, or drop what depends on it"
                    .formatted(table, String.join(", ", triggers)));
        }
    }
}
