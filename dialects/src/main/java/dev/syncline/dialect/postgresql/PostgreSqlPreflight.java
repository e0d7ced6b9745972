package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grants;

/// What would stop a load, found out by reading the catalogue only.
final class PostgreSqlPreflight {

    private final Connection session;
    private final PostgreSqlVariant variant;
    private final PostgreSqlTargetCatalog catalog;
    private final List<String> problems = new ArrayList<>();

    PostgreSqlPreflight(Connection session, PostgreSqlVariant variant) {
        this.session = session;
        this.variant = variant;
        this.catalog = new PostgreSqlTargetCatalog(session, variant);
    }

    List<String> problems(Collection<TableName> targets) throws SQLException {
        problems.addAll(variant.problems(session));
        if (!problems.isEmpty()) {
            return problems;
        }
        if (catalog.isStandby()) {
            problems.add("The server takes no writes (it is a standby); choose the primary server");
        } else if (catalog.isReadOnly()) {
            problems.add("The server takes no writes (default_transaction_read_only is on for it, the database or the role); reset it there, or choose another server");
        }
        for (String schema : new TreeSet<>(targets.stream().map(TableName::schema).toList())) {
            check(schema);
        }
        if (!targets.isEmpty()) {
            check(targets);
        }
        return problems;
    }

    private void check(String schema) throws SQLException {
        if (!catalog.hasSchema(schema)) {
            if (!catalog.mayCreateSchemas()) {
                problems.add("Schema \"%s\" is missing and the connection's user may not create it; create it, or grant CREATE on the database (%s)"
                        .formatted(schema, Grants.ADVICE));
            }
        } else if (!catalog.mayCreateIn(schema)) {
            problems.add("The connection's user may not create tables in schema \"%s\"; grant USAGE and CREATE on the schema (%s)".formatted(schema, Grants.ADVICE));
        }
    }

    private void check(Collection<TableName> targets) throws SQLException {
        Map<TableName, String> kinds = catalog.relationKinds(targets);
        List<TableName> tables = kinds.entrySet().stream().filter(found -> RelationKind.isTable(found.getValue())).map(Map.Entry::getKey).toList();
        Set<TableName> ofOthers = tables.isEmpty() ? Set.of() : catalog.ofOthers(tables);
        Map<TableName, List<String>> foreignKeys = tables.isEmpty() ? Map.of() : catalog.incomingForeignKeys(tables);
        Map<TableName, List<String>> lost = tables.isEmpty() ? Map.of() : catalog.lostWithTheTables(tables);
        for (TableName table : targets) {
            String kind = kinds.get(table);
            if (kind == null) {
                continue;
            }
            if (!RelationKind.isTable(kind)) {
                problems.add("%s is a %s and not a table; drop it, or choose another name".formatted(table, RelationKind.word(kind)));
                continue;
            }
            if (ofOthers.contains(table)) {
                problems.add("Table %s belongs to another user, who alone may replace or alter it; make the connection's user its owner (%s)"
                        .formatted(table, Grants.ADVICE));
            }
            // Where a new table may have partitions too, only the load knows whether it has.
            if (!variant.mayMakePartitions() && kind.equals(RelationKind.PARTITIONED)) {
                problems.add("Table %s is partitioned, and a new table would not be; choose to retain and clear it, or drop it".formatted(table));
            }
            List<String> referring = foreignKeys.getOrDefault(table, List.of());
            if (!referring.isEmpty()) {
                problems.add("%s refers to table %s, whose rows cannot be replaced then; drop it, or choose another target"
                        .formatted(String.join(", ", referring), table));
            }
            List<String> others = lost.getOrDefault(table, List.of());
            if (!others.isEmpty()) {
                problems.add("A new table in place of %s would lose or break %s; choose to retain and clear it, or drop what depends on it"
                        .formatted(table, String.join(", ", others)));
            }
        }
    }
}
