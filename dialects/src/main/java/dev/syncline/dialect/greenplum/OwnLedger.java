package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.TransactionalLedger;
import dev.syncline.dialect.postgresql.LedgerHome;
import dev.syncline.dialect.postgresql.PostgreSqlLedger;
import dev.syncline.dialect.postgresql.PostgreSqlTargetCatalog;

/// The ledger as a table of the load's own, for an update may lock a whole table where rows lie on segments. It goes with the load's other tables.
final class OwnLedger extends LedgerHome {

    private final String clauses;

    /// @param clauses what stands behind the columns of its table
    OwnLedger(Connection session, LoadPlan plan, PostgreSqlTargetCatalog catalog, String clauses) {
        super(session, plan, catalog, LoadNames.of(plan.load()).ownLedger());
        this.clauses = clauses;
    }

    @Override
    protected TransactionalLedger ledger(TableName table) {
        return new TransactionalLedger(session, GreenplumFlavour.quote(table), PostgreSqlLedger.claimOwn(table), plan.load());
    }

    @Override
    protected boolean make(LoadSession steps) throws SQLException {
        if (catalog.exists(name())) {
            return false;
        }
        lock();
        if (!catalog.hasSchema(name().schema())) {
            lockLedgers(steps);
        }
        makeSchema(steps);
        if (!catalog.exists(name())) {
            steps.execute(PostgreSqlLedger.create(name()) + clauses);
            steps.execute(PostgreSqlLedger.insertOwn(name(), plan.load()));
        }
        return true;
    }

    @Override
    protected boolean removeForgotten(LoadSession steps) throws SQLException {
        for (String found : catalog.tablesStartingWith(name().schema(), LoadNames.PREFIX)) {
            if (LoadNames.isOwnLedger(found) && isForgotten(plan.beside(found))) {
                dropTablesOf(LoadNames.ofOwnLedger(found), steps);
            }
        }
        return true;
    }

    /// Under its lock a ledger does not go between being found and being read.
    private boolean isForgotten(TableName other) throws SQLException {
        return catalog.tryLock(other.table()) && catalog.exists(other) && !ledger(other).forgotten().isEmpty();
    }

    /// A table with partitions has names of half of the load's id.
    @Override
    protected List<String> beginnings(LoadNames load) {
        return List.of(load.beginning(), load.shortened().beginning());
    }

    @Override
    protected void lock() throws SQLException {
        catalog.lock(name().table());
    }

    @Override
    protected void delete() {}

    @Override
    protected boolean hasMoreThanTables() {
        return false;
    }
}
