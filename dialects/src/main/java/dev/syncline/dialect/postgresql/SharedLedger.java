package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.TransactionalLedger;

/// The ledger as a row of a table that all loads into a schema share.
final class SharedLedger extends LedgerHome {

    SharedLedger(Connection session, LoadPlan plan, PostgreSqlTargetCatalog catalog) {
        super(session, plan, catalog, LoadNames.LEDGER);
    }

    @Override
    protected TransactionalLedger ledger(TableName table) {
        return new TransactionalLedger(session, PostgreSqlNames.quote(table), PostgreSqlLedger.claimShared(table), plan.load());
    }

    @Override
    protected boolean make(LoadSession steps) throws SQLException {
        if (catalog.exists(name())) {
            return false;
        }
        lockLedgers(steps);
        makeSchema(steps);
        if (!catalog.exists(name())) {
            steps.execute(PostgreSqlLedger.create(name()));
        }
        return true;
    }

    @Override
    protected boolean removeForgotten(LoadSession steps) throws SQLException {
        for (UUID load : ledger().forgotten()) {
            dropTablesOf(LoadNames.of(load), steps);
            ledger().of(load).delete();
        }
        return true;
    }

    @Override
    protected List<String> beginnings(LoadNames load) {
        return List.of(load.beginning());
    }

    @Override
    protected void lock() {}

    @Override
    protected void delete() throws SQLException {
        ledger().delete();
    }

    @Override
    protected boolean hasMoreThanTables() throws SQLException {
        return catalog.exists(name()) && ledger().find(false).isPresent();
    }
}
