package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.Remnants;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.load.TransactionalLedger;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import dev.syncline.dialect.load.TransactionalLedger.Row;
import dev.syncline.dialect.load.WrittenShape;
import dev.syncline.dialect.read.KeyOrder;
import dev.syncline.dialect.read.RareEscapes;

/// One load into MySQL. DDL commits by itself here, so its order tells a successor how far a lost holder came.
final class MySqlLoad implements TableLoad {

    private static final int NEEDS_REENCODING = RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB;

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
        this.steps = new LoadSession(
                dialect, session, plan, ledger, e -> e.getErrorCode() == MySqlErrors.NO_SUCH_TABLE, "DO SLEEP(0.1)");
        this.catalog = new MySqlTargetCatalog(session);
        this.holder = new HolderLock(session, catalog, names.load());
        this.swap = new MySqlTableSwap(target, plan, written, staging, steps, catalog);
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
            boolean plain = (batch.rareEscapes() & NEEDS_REENCODING) == 0;
            return steps.advance(load(plain ? batch.rows() : new RareEscapeFilter(batch.rows())), batch);
        });
    }

    /// LOAD DATA LOCAL only warns where it alters, cuts or skips: every warning is a failure. They are counted also where the server keeps none of
    /// their texts (`max_error_count = 0`, which only an administrator may change).
    private long load(InputStream rows) throws SQLException {
        try (Statement statement = session.createStatement()) {
            long loaded = LocalData.load(session, statement, MySqlTarget.loadData(staging, plan.shape(), written.syncTime()), rows);
            if (warnings(statement) > 0) {
                throw refusal(warning(statement));
            }
            return loaded;
        } catch (IOException e) {
            throw new SyncException(
                    FailureCode.UNPROVEN, "The rows for table %s broke off; it is loaded again".formatted(plan.table()), e);
        }
    }

    private static long warnings(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SHOW COUNT(*) WARNINGS")) {
            count.next();
            return count.getLong(1);
        }
    }

    private record Warning(int error, String reason) {}

    private static Warning warning(Statement statement) throws SQLException {
        try (ResultSet warning = statement.executeQuery("SHOW WARNINGS LIMIT 1")) {
            return warning.next()
                    ? new Warning(warning.getInt(2), MySqlErrors.withoutValues(warning.getString(3)))
                    : new Warning(0, "the server does not say which (its max_error_count is 0)");
        }
    }

    /// The server does not call a null one where it would have made the present time of it.
    private String reason(Warning warning) {
        boolean ofNull = warning.error == MySqlErrors.DATA_TRUNCATED
                && plan.shape().columns().stream()
                        .anyMatch(column -> MySqlTargetTypes.makesTimeOfNull(plan.shape(), column) && Advice.names(warning.reason, column.name()));
        return ofNull ? warning.reason.replace("Data truncated for", "NULL supplied to NOT NULL") : warning.reason;
    }

    private SyncException refusal(Warning warning) {
        String reason = reason(warning);
        List<Remedy> remedies = Advice.values(plan.shape(), MySqlDialect.KIND, MySqlErrors.troubles(warning.error), warning.reason);
        return new SyncException(
                FailureCode.UNUSABLE_VALUE,
                "Table %s cannot take a value: %s; correct the value in the source, or change the column%s%s"
                        .formatted(plan.table(), reason, Remedy.after(remedies), Advice.missing(plan.shape(), reason)));
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
            if (hasLedger) {
                Optional<Row> row = ledger.find(false);
                row.ifPresent(steps::expectNotLater);
                session.commit();
                holder.seize();
                if (row.isPresent()) {
                    undo(row.get());
                }
            }
            for (String table : catalog.tablesStartingWith(plan.table().schema(), names.beginning())) {
                steps.execute("DROP TABLE IF EXISTS " + MySqlNames.quote(plan.beside(table)));
            }
            if (hasLedger) {
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
