package dev.syncline.dialect.load;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What is asked for when somebody wants to know it, with a question each.
///
/// @param database of the target
public record AskedCatalogFacts(TableCatalog catalog, AppendOnlyLedger ledger, String database) implements CatalogFacts {

    @Override
    public boolean hasDatabase() throws SQLException {
        return catalog.hasDatabase(database);
    }

    @Override
    public boolean has(TableName table) throws SQLException {
        return catalog.exists(table);
    }

    @Override
    public List<String> startingWith(String beginning) throws SQLException {
        return catalog.tablesStartingWith(database, beginning);
    }

    @Override
    public AppendOnlyLedger.@Nullable State state() throws SQLException {
        return ledger.find().orElse(null);
    }

    @Override
    public List<UUID> forgotten() throws SQLException {
        return ledger.forgotten();
    }
}
