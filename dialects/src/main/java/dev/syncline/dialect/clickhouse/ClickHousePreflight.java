package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.clickhouse.ClickHouseCatalog.Held;

/// What would stop a load, found out by reading only.
final class ClickHousePreflight {

    private final ClickHouseCatalog catalog;
    private final List<String> problems = new ArrayList<>();

    ClickHousePreflight(Connection session) {
        this.catalog = new ClickHouseCatalog(session);
    }

    List<String> problems(Collection<TableName> targets) throws SQLException {
        problems.addAll(catalog.forbidden());
        for (String database : new TreeSet<>(targets.stream().map(TableName::schema).toList())) {
            check(database);
        }
        Map<TableName, Held> held = catalog.held(targets);
        for (TableName table : targets) {
            Held found = held.get(table);
            if (found != null) {
                check(table, found);
            }
        }
        return problems;
    }

    private void check(String database) throws SQLException {
        String engine = catalog.databaseEngine(database).orElse(null);
        List<String> missing = new ArrayList<>();
        List<String> needed = new ArrayList<>(ClickHouseGrants.LOADING);
        if (engine == null) {
            needed.add("CREATE DATABASE");
        }
        for (String right : needed) {
            if (catalog.number("CHECK GRANT %s ON %s.*".formatted(right, ClickHouseNames.quote(database))) == 0) {
                missing.add(right);
            }
        }
        if (!missing.isEmpty()) {
            problems.add("The connection's user lacks rights in database \"%s\"%s; grant %s on it (%s)"
                    .formatted(database, engine == null ? ", which is yet to be created" : "", String.join(", ", missing), Grants.ADVICE));
        }
        String objection = engine == null ? null : ClickHouseCatalog.databaseObjection(engine);
        if (objection != null) {
            problems.add("Database \"%s\" %s".formatted(database, objection));
        }
    }

    private void check(TableName table, Held held) {
        String objection = ClickHouseCatalog.objection(held.engine());
        if (objection != null) {
            problems.add("%s %s".formatted(table, objection));
        }
        if (!held.views().isEmpty()) {
            problems.add("%s reads what is inserted into table %s, and would get nothing of what a load brings; drop it, or choose another target"
                    .formatted(held.views().stream().map("materialized view "::concat).collect(Collectors.joining(", ")), table));
        }
    }
}
