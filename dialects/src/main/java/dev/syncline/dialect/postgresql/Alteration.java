package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.work.LoadRules.LoadMode;

/// What has to be done to a table beside the one `ALTER TABLE` by which its columns get other types; the answers here are PostgreSQL's own.
public interface Alteration {

    /// PostgreSQL's: keys and indexes are built anew by itself.
    Alteration PLAIN = new Alteration() {};

    /// @throws dev.syncline.contracts.failure.SyncException where the server would refuse; the table is as it was then
    default void expectPossible(LoadMode mode) throws SQLException {}

    default List<String> before() {
        return List.of();
    }

    default List<String> after() {
        return List.of();
    }
}
