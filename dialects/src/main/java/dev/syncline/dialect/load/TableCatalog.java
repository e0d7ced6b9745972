package dev.syncline.dialect.load;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.table.TableName;

/// What a load asks a target's catalogue for, each a question of its own.
public interface TableCatalog {

    boolean hasDatabase(String database) throws SQLException;

    boolean exists(TableName table) throws SQLException;

    List<String> tablesStartingWith(String database, String beginning) throws SQLException;

    /// The same with what each of them takes.
    Remnants sizes(String database, String beginning) throws SQLException;
}
