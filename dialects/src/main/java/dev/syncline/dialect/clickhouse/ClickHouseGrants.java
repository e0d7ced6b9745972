package dev.syncline.dialect.clickhouse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.Grants.Part;

/// The rights of a ClickHouse user; measured on 26.7 with the `access_control_improvements` of its packages.
final class ClickHouseGrants {

    /// In a database that is loaded into.
    static final List<String> LOADING = List.of(
            "SELECT", "INSERT", "CREATE TABLE", "DROP TABLE", "ALTER ADD COLUMN", "ALTER MODIFY COLUMN", "ALTER MOVE PARTITION", "ALTER DELETE", "ALTER UPDATE");

    /// Those of the tables that loads make (Reference, "Access rights: TABLE ENGINE").
    static final List<String> ENGINES = List.of("MergeTree", "ReplacingMergeTree");

    /// What is asked for that not everybody is shown (`select_from_system_db_requires_grant`).
    static final List<String> SYSTEM_TABLES = List.of("processes", "mutations", "parts");

    private ClickHouseGrants() {}

    static Grants target(Grantee to, Collection<TableName> targets) {
        String user = quoted(to.user());
        List<String> databases = new ArrayList<>();
        for (String database : Grants.schemas(targets)) {
            databases.add("CREATE DATABASE IF NOT EXISTS " + ClickHouseNames.quote(database));
            databases.add("GRANT %s ON %s.* TO %s".formatted(String.join(", ", LOADING), ClickHouseNames.quote(database), user));
        }
        return Grants.of(
                new Part("To make, fill, change and replace tables; where the user may make the database itself, it has CREATE DATABASE on it", databases),
                new Part("The engines of these tables, where a right is asked for them", ENGINES.stream()
                        .map(engine -> "GRANT TABLE ENGINE ON %s TO %s".formatted(engine, user))
                        .toList()),
                new Part("To find and end what a lost load has left running, and to move what it has loaded", SYSTEM_TABLES.stream()
                        .map(table -> "GRANT SELECT ON system.%s TO %s".formatted(table, user))
                        .toList()));
    }

    private static String quoted(String name) {
        return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }
}
