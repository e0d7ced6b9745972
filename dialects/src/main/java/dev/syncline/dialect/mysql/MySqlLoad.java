package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.LoadNames;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.LostFence;
import dev.syncline.dialect.RareEscapes;
import dev.syncline.dialect.TableLoad;
import dev.syncline.dialect.mysql.MySqlLedger.Phase;

/// One load into MySQL. DDL commits by itself here, so its order tells a successor how far a lost holder came.
final class MySqlLoad implements TableLoad {

    private static final int NEEDS_REENCODING = RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB;

    private final MySqlDialect dialect;
    private final MySqlTarget target;
    private final Connection session;
    private final LoadPlan plan;
    private final LoadNames names;
    private final TableName staging;
    private final MySqlLedger ledger;
    private final TargetCatalog catalog;
    private final HolderLock holder;
    private final List<String> statements = new ArrayList<>();

    MySqlLoad(MySqlDialect dialect, MySqlTarget target, Connection session, LoadPlan plan) {
        this.dialect = dialect;
        this.target = target;
        this.session = session;
        this.plan = plan;
        this.names = LoadNames.of(plan.load());
        this.staging = beside(names.staging(plan.fence()));
        this.ledger = new MySqlLedger(session, plan.table().schema(), plan.load());
        this.catalog = new TargetCatalog(session);
        this.holder = new HolderLock(session, catalog, names.load());
    }

    private TableName beside(String table) {
        return new TableName(plan.table().schema(), table);
    }

    @Override
    public Optional<Ledger> claim() throws SQLException {
        MySqlNames.quote(plan.table());
        return transaction("claim the load of", () -> {
            prepareSchema();
            Optional<MySqlLedger.Row> before = ledger.find(false);
            if (before.isPresent()) {
                expectNotLater(before.get());
            }
            session.commit();
            holder.seize();
            ledger.claim(plan.fence(), plan.table());
            MySqlLedger.Row row = ledger.find(true).orElseThrow(this::lost);
            expectNotLater(row);
            session.commit();
            return takeStaging(row);
        });
    }

    private void prepareSchema() throws SQLException {
        if (!catalog.takesLocalData()) {
            throw new SyncException(
                    FailureCode.MISCONFIGURED,
                    MySqlPreflight.LOCAL_INFILE);
        }
        if (catalog.kind(ledger.name()).isPresent()) {
            return;
        }
        if (!catalog.hasSchema(plan.table().schema())) {
            ddl("CREATE DATABASE IF NOT EXISTS %s DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin"
                    .formatted(MySqlNames.quote(plan.table().schema())));
        }
        execute(MySqlLedger.create(ledger.name()));
    }

    /// Renames the newest staging table, which is the one that holds what the ledger says; others were made by holders that had lost already.
    private Optional<Ledger> takeStaging(MySqlLedger.Row row) throws SQLException {
        Optional<String> newest = stagingTables().stream().max(Comparator.comparingLong(names::fenceOf));
        if (newest.isPresent() && !newest.get().equals(staging.table())) {
            execute("RENAME TABLE %s TO %s".formatted(MySqlNames.quote(beside(newest.get())), MySqlNames.quote(staging)));
        }
        if (row.taken() == null) {
            return Optional.empty();
        }
        Ledger taken = row.taken();
        boolean swapped = row.phase() == Phase.SWAPPED || row.phase() == Phase.SWAPPING && newest.isEmpty();
        if (swapped) {
            finishSwap();
        }
        return Optional.of(new Ledger(taken.extraction(), taken.extractionFence(), taken.nextOffset(), taken.taken(), swapped));
    }

    private List<String> stagingTables() throws SQLException {
        return catalog.tablesStartingWith(plan.table().schema(), names.beginning()).stream()
                .filter(table -> names.fenceOf(table) >= 0)
                .toList();
    }

    @Override
    public void begin(Ledger start) throws SQLException {
        transaction("make the staging table of", () -> {
            expectMine();
            expectReplaceable();
            execute("DROP TABLE IF EXISTS " + MySqlNames.quote(staging));
            ddl(target.createTable(staging, plan.shape()));
            return require(ledger.begin(plan.fence(), start));
        });
    }

    @Override
    public void append(InputStream rows, long rowCount, int rareEscapes, Ledger before, Ledger after) throws SQLException {
        transaction("append rows to", () -> {
            long loaded = load((rareEscapes & NEEDS_REENCODING) == 0 ? rows : new RareEscapeFilter(rows));
            if (loaded != rowCount) {
                throw new SyncException(
                        FailureCode.UNPROVEN,
                        "Table %s took %d rows of a batch that should have %d; it is loaded again".formatted(plan.table(), loaded, rowCount));
            }
            if (!ledger.advance(plan.fence(), before, after)) {
                expectMine();
                throw new SyncException(
                        FailureCode.UNPROVEN,
                        "The ledger of table %s is not where its loader believes; it is loaded again".formatted(plan.table()));
            }
            return true;
        });
    }

    /// LOAD DATA LOCAL only warns where it alters, cuts or skips: every warning is a failure.
    private long load(InputStream rows) throws SQLException {
        try (Statement statement = session.createStatement()) {
            long loaded = LocalData.load(session, statement, MySqlTarget.loadData(staging, plan.shape()), rows);
            try (ResultSet warning = statement.executeQuery("SHOW WARNINGS LIMIT 1")) {
                if (warning.next()) {
                    throw new SyncException(
                            FailureCode.UNUSABLE_VALUE,
                            "Table %s cannot take a value: %s; correct the value in the source, or change the column"
                                    .formatted(plan.table(), MySqlErrors.withoutValues(warning.getString(3))));
                }
            }
            return loaded;
        } catch (IOException e) {
            throw new SyncException(
                    FailureCode.UNPROVEN, "The rows for table %s broke off; it is loaded again".formatted(plan.table()), e);
        }
    }

    @Override
    public void complete(Ledger taken) throws SQLException {
        transaction("count the rows of", () -> {
            expectMine();
            long count = catalog.count(staging);
            if (count != taken.taken().rows()) {
                throw new SyncException(
                        FailureCode.UNPROVEN,
                        "Table %s has %d rows where %d were loaded; it is loaded again".formatted(plan.table(), count, taken.taken().rows()));
            }
            return true;
        });
    }

    @Override
    public LoadReport publish(Ledger taken) throws SQLException {
        long deadline = System.nanoTime() + plan.lockWait().toNanos();
        transaction("replace", () -> {
            expectMine();
            return require(ledger.enter(Phase.SWAPPING, plan.fence()));
        });
        while (true) {
            try {
                transaction("replace", this::replace);
                break;
            } catch (SyncException e) {
                if (e.code() != FailureCode.LOCKED || System.nanoTime() >= deadline) {
                    throw e;
                }
                letReadersPass();
            }
        }
        transaction("replace", () -> {
            finishSwap();
            return true;
        });
        return new LoadReport(taken.taken().rows(), 0, 0, List.of());
    }

    /// Readers that queued behind our attempt get their turn before the next one.
    private void letReadersPass() throws SQLException {
        execute("DO SLEEP(0.1)");
    }

    /// One statement, so that no reader sees the name missing. The session's lock_wait_timeout is a second: readers queue behind it.
    private boolean replace() throws SQLException {
        String table = MySqlNames.quote(plan.table());
        String next = "%s TO %s".formatted(MySqlNames.quote(staging), table);
        ddl(expectReplaceable()
                ? "RENAME TABLE %s TO %s, %s".formatted(table, MySqlNames.quote(beside(names.replaced())), next)
                : "RENAME TABLE " + next);
        return true;
    }

    private void finishSwap() throws SQLException {
        if (!ledger.enter(Phase.SWAPPED, plan.fence())) {
            expectMine();
        }
        session.commit();
        ddl("DROP TABLE IF EXISTS " + MySqlNames.quote(beside(names.replaced())));
    }

    private boolean expectReplaceable() throws SQLException {
        Optional<String> kind = catalog.kind(plan.table());
        if (kind.isEmpty()) {
            return false;
        }
        if (!kind.get().equals(TargetCatalog.TABLE)) {
            throw new SyncException(
                    FailureCode.IN_USE,
                    "Cannot replace %s in the target: it is a %s and not a table; drop it, or choose another name"
                            .formatted(plan.table(), kind.get().toLowerCase(Locale.ROOT)));
        }
        List<String> dependents = new ArrayList<>(catalog.incomingForeignKeys(plan.table()));
        dependents.addAll(catalog.triggers(plan.table()));
        if (!dependents.isEmpty()) {
            throw new SyncException(
                    FailureCode.IN_USE,
                    "Cannot replace table %s in the target: %s would be lost or broken; drop what depends on it, or choose another target"
                            .formatted(plan.table(), String.join(", ", dependents)));
        }
        return true;
    }

    @Override
    public void forget() throws SQLException {
        transaction("clean up after the load of", () -> {
            boolean hasLedger = catalog.kind(ledger.name()).isPresent();
            if (hasLedger) {
                ledger.find(false).ifPresent(this::expectNotLater);
                session.commit();
                holder.seize();
            }
            for (String table : catalog.tablesStartingWith(plan.table().schema(), names.beginning())) {
                execute("DROP TABLE IF EXISTS " + MySqlNames.quote(beside(table)));
            }
            if (hasLedger) {
                ledger.delete();
                holder.release();
            }
            return true;
        });
    }

    /// The session goes back to its pool, the named lock must not stay in it.
    @Override
    public void close() {
        try {
            if (!session.isClosed()) {
                holder.release();
            }
        } catch (SQLException e) {
            dialect.interrupt(session);
        }
    }

    @Override
    public List<String> statements() {
        return List.copyOf(statements);
    }

    private void expectNotLater(MySqlLedger.Row row) {
        if (row.fence() > plan.fence()) {
            throw lost();
        }
    }

    /// Holds the ledger's row until the transaction ends, or until the next DDL.
    private void expectMine() throws SQLException {
        MySqlLedger.Row row = ledger.find(true).orElseThrow(this::lost);
        require(row.fence() == plan.fence());
    }

    private boolean require(boolean mine) {
        if (!mine) {
            throw lost();
        }
        return true;
    }

    private LostFence lost() {
        return new LostFence("Load %s of table %s is no longer held under fence %d".formatted(plan.load(), plan.table(), plan.fence()));
    }

    private interface Step<T> {
        T run() throws SQLException;
    }

    private <T> T transaction(String attempted, Step<T> step) throws SQLException {
        session.setAutoCommit(false);
        try {
            T result = step.run();
            session.commit();
            return result;
        } catch (SQLException e) {
            rollBack(e);
            throw explained(attempted, e);
        } catch (RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Throwable cause) {
        try {
            session.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /// A staging table that is gone has been renamed by a later holder.
    private RuntimeException explained(String attempted, SQLException e) throws SQLException {
        if (e.getErrorCode() == MySqlErrors.NO_SUCH_TABLE) {
            Optional<MySqlLedger.Row> row = ledger.find(false);
            session.rollback();
            if (row.isEmpty() || row.get().fence() != plan.fence()) {
                return lost();
            }
        }
        return dialect.failure("%s table %s in the target".formatted(attempted, plan.table()), e);
    }

    private void ddl(String sql) throws SQLException {
        execute(sql);
        statements.add(sql);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
