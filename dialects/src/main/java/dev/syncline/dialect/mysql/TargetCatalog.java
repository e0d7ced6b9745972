package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.table.TableName;

/// What a load asks the target's catalogue.
final class TargetCatalog {

    /// What [#kind] says of a table.
    static final String TABLE = "BASE TABLE";

    private final Connection session;

    TargetCatalog(Connection session) {
        this.session = session;
    }

    boolean hasSchema(String schema) throws SQLException {
        return !strings("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?", schema).isEmpty();
    }

    /// What stands under a name: `BASE TABLE`, `VIEW`, …
    Optional<String> kind(TableName table) throws SQLException {
        return strings(
                        "SELECT TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                        table.schema(),
                        table.table())
                .stream()
                .findFirst();
    }

    List<String> tablesStartingWith(String schema, String beginning) throws SQLException {
        return strings(
                """
                SELECT TABLE_NAME
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND LEFT(TABLE_NAME, CHAR_LENGTH(?)) = ?
                ORDER BY TABLE_NAME""",
                schema,
                beginning,
                beginning);
    }

    List<String> incomingForeignKeys(TableName table) throws SQLException {
        return strings(
                """
                SELECT CONCAT('foreign key ', CONSTRAINT_NAME, ' of table ', CONSTRAINT_SCHEMA, '.', TABLE_NAME)
                FROM information_schema.REFERENTIAL_CONSTRAINTS
                WHERE UNIQUE_CONSTRAINT_SCHEMA = ? AND REFERENCED_TABLE_NAME = ? AND NOT (CONSTRAINT_SCHEMA = ? AND TABLE_NAME = ?)""",
                table.schema(),
                table.table(),
                table.schema(),
                table.table());
    }

    List<String> triggers(TableName table) throws SQLException {
        return strings(
                "SELECT CONCAT('trigger ', TRIGGER_NAME) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?",
                table.schema(),
                table.table());
    }

    boolean isReadOnly() throws SQLException {
        return strings("SELECT @@GLOBAL.read_only").getFirst().equals("1");
    }

    /// Which rights the session's user has neither everywhere nor in a database. Rights that come by a role are not seen, so with a role none is missing.
    List<String> missingRights(String schema, List<String> needed) throws SQLException {
        if (!"NONE".equals(strings("SELECT CURRENT_ROLE()").getFirst())) {
            return List.of();
        }
        // The grantee as the tables spell it; a granted database may be a pattern.
        List<String> granted = strings(
                """
                SELECT PRIVILEGE_TYPE
                FROM information_schema.USER_PRIVILEGES
                WHERE GRANTEE = CONCAT('\'', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '\'@\'', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '\'')
                UNION
                SELECT PRIVILEGE_TYPE
                FROM information_schema.SCHEMA_PRIVILEGES
                WHERE GRANTEE = CONCAT('\'', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '\'@\'', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '\'')
                  AND ? LIKE TABLE_SCHEMA""",
                schema);
        return needed.stream().filter(right -> !granted.contains(right)).toList();
    }

    boolean takesLocalData() throws SQLException {
        return strings("SELECT @@GLOBAL.local_infile").getFirst().equals("1");
    }

    long count(TableName table) throws SQLException {
        return Long.parseLong(strings("SELECT COUNT(*) FROM " + MySqlNames.quote(table)).getFirst());
    }

    List<String> strings(String sql, String... parameters) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
