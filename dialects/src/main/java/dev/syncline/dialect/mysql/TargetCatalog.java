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

    /// What would be lost or left behind if the table were replaced: foreign keys of other tables, and triggers. Views name their table anew.
    List<String> dependents(TableName table) throws SQLException {
        List<String> found = strings(
                """
                SELECT CONCAT('foreign key ', CONSTRAINT_NAME, ' of table ', CONSTRAINT_SCHEMA, '.', TABLE_NAME)
                FROM information_schema.REFERENTIAL_CONSTRAINTS
                WHERE UNIQUE_CONSTRAINT_SCHEMA = ? AND REFERENCED_TABLE_NAME = ? AND NOT (CONSTRAINT_SCHEMA = ? AND TABLE_NAME = ?)""",
                table.schema(),
                table.table(),
                table.schema(),
                table.table());
        found.addAll(strings(
                "SELECT CONCAT('trigger ', TRIGGER_NAME) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?",
                table.schema(),
                table.table()));
        return found;
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
