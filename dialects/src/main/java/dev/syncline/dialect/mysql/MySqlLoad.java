package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.load.DividedLoad;
import dev.syncline.dialect.load.DividedLoad.Lane;
import dev.syncline.dialect.load.LaneLedgers;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.Remnants;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.load.TransactionalLanes;
import dev.syncline.dialect.load.TransactionalLedger;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import dev.syncline.dialect.load.TransactionalLedger.Row;
import dev.syncline.dialect.load.WrittenShape;
import dev.syncline.dialect.read.KeyOrder;

/// One load into MySQL. DDL commits by itself here, so its order tells a successor how far a lost holder came.
final class MySqlLoad implements TableLoad {

    private final Dialect dialect;
    private final Connection session;
    private final LoadPlan plan;
    private final MySqlTarget target;
    private final WrittenShape written;
    private final LoadNames names;
    private final TableName staging;
    private final TableName ledgerName;
    private final TransactionalLedger ledger;
    private final LoadSession steps;
    private final MySqlTargetCatalog catalog;
    private final HolderLock holder;
    private final MySqlTableSwap swap;
    private final MySqlAppend rows;
    private List<Ledger> lanes = List.of();

    MySqlLoad(MySqlDialect dialect, MySqlTarget target, Connection session, LoadPlan plan) {
        this.dialect = dialect;
        this.session = session;
        this.plan = plan;
        this.target = target;
        this.written = WrittenShape.of(plan);
        this.names = LoadNames.of(plan.load());
        this.staging = plan.beside(names.staging(plan.fence()));
        this.ledgerName = plan.beside(LoadNames.LEDGER);
        this.ledger = MySqlLedger.of(session, ledgerName, plan.load());
        this.steps = steps(dialect, session, plan, ledger);
        this.rows = new MySqlAppend(session, plan, staging, written.syncTime());
        this.catalog = new MySqlTargetCatalog(session);
        this.holder = new HolderLock(session, catalog, names.load());
        this.swap = new MySqlTableSwap(target, plan, written, staging, steps, catalog);
    }

    static LoadSession steps(Dialect dialect, Connection session, LoadPlan plan, TransactionalLedger ledger) {
        return new LoadSession(dialect, session, plan, ledger, e -> e.getErrorCode() == MySqlErrors.NO_SUCH_TABLE, "DO SLEEP(0.1)");
    }

    @Override
    public void expectPossible() throws SQLException {
        swap.expectPossible();
    }

    @Override
    public Optional<Ledger> claim() throws SQLException {
        target.names().expectUsable(plan.table(), written.shape());
        KeyOrder.expect(target, plan.shape(), plan.rules().incrementalKey());
        return steps.transaction("claim the load of", () -> {
            prepareSchema();
            removeForgotten();
            ledger.find(false).ifPresent(steps::expectNotLater);
            session.commit();
            holder.seize();
            ledger.claim(plan.fence(), plan.table());
            Row row = ledger.find(true).orElseThrow(steps::lost);
            steps.expectNotLater(row);
            session.commit();
            takeLanes(row);
            return takeStaging(row);
        });
    }

    private void prepareSchema() throws SQLException {
        if (!catalog.takesLocalData()) {
            throw new SyncException(FailureCode.MISCONFIGURED, MySqlPreflight.LOCAL_INFILE);
        }
        if (catalog.kind(ledgerName).isPresent()) {
            return;
        }
        if (!catalog.hasSchema(plan.table().schema())) {
            steps.ddl("CREATE DATABASE IF NOT EXISTS %s DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin"
                    .formatted(MySqlNames.quote(plan.table().schema())));
        }
        steps.execute(MySqlLedger.create(ledgerName));
    }

    /// What loaders have left that died after their load was done.
    private void removeForgotten() throws SQLException {
        for (UUID load : ledger.forgotten()) {
            for (String table : catalog.tablesStartingWith(plan.table().schema(), LoadNames.of(load).beginning())) {
                steps.execute("DROP TABLE IF EXISTS " + MySqlNames.quote(plan.beside(table)));
            }
            ledger.of(load).delete();
            session.commit();
        }
    }

    /// One that hangs in the middle of its rows keeps its lane, and the staging table, locked.
    private void endLanes(Row row) throws SQLException {
        for (int lane = 0; lane < row.lanes(); lane++) {
            HolderLock.ofLane(session, catalog, names.load(), lane).end();
        }
    }

    private void takeLanes(Row row) throws SQLException {
        endLanes(row);
        lanes = new LaneLedgers(ledger, plan).seize(row);
        session.commit();
    }

    /// Renames the newest staging table, which is the one that holds what the ledger says; others were made by holders that had lost already.
    private Optional<Ledger> takeStaging(Row row) throws SQLException {
        Optional<String> newest = stagingTables().stream().max(Comparator.comparingLong(names::fenceOf));
        if (newest.isPresent() && !newest.get().equals(staging.table())) {
            steps.execute("RENAME TABLE %s TO %s".formatted(MySqlNames.quote(plan.beside(newest.get())), MySqlNames.quote(staging)));
        }
        Ledger taken = row.taken();
        if (taken == null) {
            return Optional.empty();
        }
        if (newest.isEmpty() && (row.phase() == Phase.LOADING || row.phase() == Phase.PROVEN)) {
            // Dropped by a holder that was to begin anew.
            return Optional.empty();
        }
        if (row.phase() == Phase.SWAPPING && newest.isEmpty()) {
            LoadReport report = swap.finishSwap(taken, row);
            return Optional.of(new Ledger(taken.extraction(), taken.extractionFence(), taken.nextOffset(), taken.taken(), 0, report));
        }
        return Optional.of(taken);
    }

    private List<String> stagingTables() throws SQLException {
        return catalog.tablesStartingWith(plan.table().schema(), names.beginning()).stream()
                .filter(table -> names.fenceOf(table) >= 0)
                .toList();
    }

    @Override
    public void begin(Ledger start) throws SQLException {
        if (plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && dropFirst) {
            steps.inTries("drop", swap::dropOld);
        }
        steps.transaction("make the staging table of", () -> {
            Row row = steps.expectMine();
            swap.expectPossible();
            undo(row);
            steps.execute("DROP TABLE IF EXISTS " + MySqlNames.quote(staging));
            swap.createStaging();
            new LaneLedgers(ledger, plan).delete(row);
            return steps.require(ledger.begin(plan.fence(), start));
        });
    }

    /// Before the staging table is dropped, which commits by itself: a successor would take one that is gone for one that has been swapped.
    private void undo(Row row) throws SQLException {
        if (row.phase() == Phase.SWAPPING) {
            ledger.enter(Phase.LOADING, row.fence(), new LoadReport(0, 0, 0, List.of()));
            session.commit();
        }
    }

    @Override
    public void append(RowBatch batch) throws SQLException {
        batch.gather();
        steps.transaction("append rows to", () -> {
            return steps.advance(rows.append(batch), batch);
        });
    }

    /// Rows that get numbers as they come have to come in order.
    @Override
    public Optional<DividedLoad> divided() {
        return swap.deduplicates() ? Optional.empty() : Optional.of(new TransactionalLanes(ledger, plan, steps, lanes, this::lane));
    }

    private Lane lane(Connection other, int number, TransactionalLedger own) throws SQLException {
        HolderLock lock = HolderLock.ofLane(other, new MySqlTargetCatalog(other), names.load(), number);
        lock.seize();
        return new MySqlLane(dialect, other, lock, steps(dialect, other, plan, own), new MySqlAppend(other, plan, staging, written.syncTime()));
    }

    @Override
    public void complete(Ledger taken) throws SQLException {
        steps.transaction("prove the rows of", () -> {
            steps.prove(taken, () -> catalog.count(staging), swap::deduplicate);
            return true;
        });
        steps.transaction("build the keys of", swap::prepare);
    }

    @Override
    public LoadReport publish(Ledger taken) throws SQLException {
        return steps.noted(swap.publish(taken));
    }

    @Override
    public void forget() throws SQLException {
        steps.transaction("clean up after the load of", () -> {
            boolean hasLedger = catalog.kind(ledgerName).isPresent();
            Optional<Row> row = hasLedger ? ledger.find(false) : Optional.empty();
            if (hasLedger) {
                row.ifPresent(steps::expectNotLater);
                session.commit();
                holder.seize();
                if (row.isPresent()) {
                    undo(row.get());
                    endLanes(row.get());
                }
            }
            for (String table : catalog.tablesStartingWith(plan.table().schema(), names.beginning())) {
                steps.execute("DROP TABLE IF EXISTS " + MySqlNames.quote(plan.beside(table)));
            }
            if (hasLedger) {
                if (row.isPresent()) {
                    new LaneLedgers(ledger, plan).delete(row.get());
                }
                ledger.delete();
                holder.release();
            }
            return true;
        });
    }

    @Override
    public List<Remnant> remnants() throws SQLException {
        return steps.transaction("look for what is left of the load of", () -> {
            Remnants found = catalog.sizes(plan.table().schema(), names.beginning());
            boolean known = catalog.kind(ledgerName).isPresent() && ledger.find(false).isPresent();
            return (known ? found.ledgerRow(ledgerName) : found).list();
        });
    }

    /// The session goes back to its pool, the named lock and the short waits of a publication must not stay in it.
    @Override
    public void close() {
        try {
            if (!session.isClosed()) {
                holder.release();
                steps.execute("SET innodb_lock_wait_timeout = 10");
            }
        } catch (SQLException e) {
            dialect.interrupt(session);
        }
    }

    @Override
    public List<String> statements() {
        return steps.statements();
    }
}
