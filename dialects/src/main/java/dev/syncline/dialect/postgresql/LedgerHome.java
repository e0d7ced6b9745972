package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.TransactionalLedger;

/// Where a load has its ledger, who makes it, and how it goes. Every method is called within a transaction.
public abstract class LedgerHome {

    /// Two loads that create the same objects at once would fail or deadlock.
    private static final String LOCK_LEDGERS = "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('syncline: ledgers'))";

    protected final Connection session;
    protected final LoadPlan plan;
    protected final PostgreSqlTargetCatalog catalog;
    private final TableName name;

    /// @param name of its table, beside the target
    protected LedgerHome(Connection session, LoadPlan plan, PostgreSqlTargetCatalog catalog, String name) {
        this.session = session;
        this.plan = plan;
        this.catalog = catalog;
        this.name = plan.beside(name);
    }

    protected final TableName name() {
        return name;
    }

    protected final TransactionalLedger ledger() {
        return ledger(name);
    }

    /// The ledger of this load, as it would be in a table.
    protected abstract TransactionalLedger ledger(TableName table);

    /// Makes the schema and the ledger where they are missing.
    protected abstract boolean make(LoadSession steps) throws SQLException;

    /// Removes what loaders have left that died after their load was done.
    protected abstract boolean removeForgotten(LoadSession steps) throws SQLException;

    /// How the names of all tables begin that a load may have made, whatever its table's properties are.
    protected abstract List<String> beginnings(LoadNames load);

    /// Before somebody looks for the ledger who would remove it.
    protected abstract void lock() throws SQLException;

    /// What of this load does not go with its tables.
    protected abstract void delete() throws SQLException;

    /// Whether there is something of this load that does not go with its tables.
    protected abstract boolean hasMoreThanTables() throws SQLException;

    final List<String> tablesOf(LoadNames load) throws SQLException {
        List<String> tables = new ArrayList<>();
        for (String beginning : beginnings(load)) {
            tables.addAll(catalog.tablesStartingWith(plan.table().schema(), beginning));
        }
        return tables;
    }

    protected final void dropTablesOf(LoadNames load, LoadSession steps) throws SQLException {
        for (String table : tablesOf(load)) {
            steps.execute("DROP TABLE IF EXISTS " + PostgreSqlNames.quote(plan.beside(table)));
        }
    }

    protected final void lockLedgers(LoadSession steps) throws SQLException {
        steps.execute(LOCK_LEDGERS);
    }

    protected final void makeSchema(LoadSession steps) throws SQLException {
        if (!catalog.hasSchema(plan.table().schema())) {
            steps.ddl("CREATE SCHEMA " + PostgreSqlNames.quote(plan.table().schema()));
        }
    }
}
