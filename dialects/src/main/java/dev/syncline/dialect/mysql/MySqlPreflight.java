package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grants;

/// What would stop a load, found out by reading only.
final class MySqlPreflight {

    static final String LOCAL_INFILE = "The target does not take LOAD DATA LOCAL; execute there as administrator: SET GLOBAL local_infile = 1";

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
        for (String schema : new TreeSet<>(targets.stream().map(TableName::schema).toList())) {
            check(schema);
        }
        for (TableName table : targets) {
            check(table);
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

    private void check(TableName table) throws SQLException {
        String kind = catalog.kind(table).orElse(null);
        if (kind == null) {
            if (!lacking.contains(table.schema()) && MySqlPresence.mayBeHidden(session, table)) {
                problems.add(MySqlPresence.hiddenTarget(table));
            }
            return;
        }
        if (!kind.equals(MySqlTargetCatalog.TABLE)) {
            problems.add("%s is a %s and not a table; drop it, or choose another name".formatted(table, kind.toLowerCase(Locale.ROOT)));
            return;
        }
        List<String> foreignKeys = catalog.incomingForeignKeys(table);
        if (!foreignKeys.isEmpty()) {
            problems.add("%s refers to table %s, whose rows cannot be replaced then; drop it, or choose another target"
                    .formatted(String.join(", ", foreignKeys), table));
        }
        if (catalog.isPartitioned(table)) {
            problems.add("Table %s is partitioned, and a new table would not be; choose to retain and clear it, or drop it".formatted(table));
        }
        List<String> triggers = catalog.triggers(table);
        if (!triggers.isEmpty()) {
            problems.add("A new table in place of %s would lose %s; choose to retain and clear it, or drop what depends on it"
                    .formatted(table, String.join(", ", triggers)));
        }
    }
}
