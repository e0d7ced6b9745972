package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.Grants.Part;

/// The rights of a MySQL user; measured on 8.0.33.
final class MySqlGrants {

    /// In a database that is loaded into, each of them for more than one thing (`docs/reference/grants.md`). Without TRIGGER a table's triggers are not seen,
    /// and would be lost when it is replaced.
    static final List<String> LOADING = List.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "TRIGGER");

    private MySqlGrants() {}

    static Grants source(Grantee to, Collection<TableName> tables, Set<String> whole) {
        List<String> statements = new ArrayList<>();
        for (String schema : Grants.schemas(tables, whole)) {
            if (whole.contains(schema)) {
                statements.add("GRANT SELECT, SHOW VIEW ON %s.* TO %s".formatted(pattern(schema), account(to)));
            } else {
                tables.stream().filter(table -> table.schema().equals(schema)).distinct().forEach(table ->
                        statements.add("GRANT SELECT, SHOW VIEW ON %s TO %s".formatted(MySqlNames.quote(table), account(to))));
            }
        }
        return Grants.of(new Part("To read; SHOW VIEW tells which tables a view is made of", statements));
    }

    static Grants target(Grantee to, Collection<TableName> targets) {
        return Grants.of(
                new Part("Rows come by LOAD DATA LOCAL, which a server refuses unless this is in its settings, too", "SET GLOBAL local_infile = 1"),
                new Part("To make, fill, change and replace tables, and to see their triggers; CREATE is also for the database itself", Grants.schemas(targets).stream()
                        .map(schema -> "GRANT %s ON %s.* TO %s".formatted(String.join(", ", LOADING), pattern(schema), account(to)))
                        .toList()));
    }

    /// The account under which a session runs: of several of one name the server takes the one with the closest host.
    static Grantee grantee(ConnectionSettings settings, Connection session) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery("SELECT CURRENT_USER()")) {
            row.next();
            String account = row.getString(1);
            int at = account.lastIndexOf('@');
            return new Grantee(account.substring(0, at), account.substring(at + 1), settings.database());
        }
    }

    /// In back quotes, which mean the same in every `sql_mode`.
    private static String account(Grantee to) {
        return quoted(to.user()) + '@' + quoted(to.host());
    }

    /// In rights on a whole database `_` and `%` stand for other characters (Reference Manual 8.0, 13.7.1.6 "GRANT Statement").
    private static String pattern(String schema) {
        MySqlNames.quote(schema);
        return quoted(schema.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%"));
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
