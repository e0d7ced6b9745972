package dev.syncline.dialect.load;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.AppendOnlyLedger.State;
import org.jspecify.annotations.Nullable;

/// What a load into a target without transactions has found there when it looked: the answers of one question, or questions that are asked when somebody
/// wants to know ([AskedCatalogFacts]).
public interface CatalogFacts {

    boolean hasDatabase() throws SQLException;

    /// Whether the table is there: the target, the ledger, or one of the load's own.
    boolean has(TableName table) throws SQLException;

    /// The tables whose names begin so.
    List<String> startingWith(String beginning) throws SQLException;

    /// The last state in the ledger, which is there; null where it does not know the load.
    @Nullable State state() throws SQLException;

    /// Loads of which nothing has been written for a week.
    List<UUID> forgotten() throws SQLException;
}
