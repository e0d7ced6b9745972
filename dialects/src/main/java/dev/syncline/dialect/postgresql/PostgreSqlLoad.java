package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
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
import dev.syncline.dialect.load.TransactionalLedger.Row;
import dev.syncline.dialect.load.WrittenShape;
import dev.syncline.dialect.read.KeyOrder;
import org.jspecify.annotations.Nullable;

/// One load into PostgreSQL. DDL is transactional here, so every step is one transaction that holds the ledger's row.
final class PostgreSqlLoad implements TableLoad {

    private static final int CLAIM_TRIES = 5;

    private final Dialect dialect;
    private final PostgreSqlVariant variant;
    private final PostgreSqlTarget target;
    private final Connection session;
    private final LoadPlan plan;
    private final WrittenShape written;
    private final LoadNames names;
    private final LoadNames tableNames;
    private final TableName staging;
    private final LedgerHome home;
    private final TransactionalLedger ledger;
    private final LoadSession steps;
    private final PostgreSqlTargetCatalog catalog;
    private final PostgreSqlTableSwap swap;
    private List<Ledger> lanes = List.of();
    private @Nullable Transfer transfer;

    PostgreSqlLoad(Dialect dialect, PostgreSqlVariant variant, PostgreSqlTarget target, Connection session, LoadPlan plan) {
        this.dialect = dialect;
        this.variant = variant;
        this.target = target;
        this.session = session;
        this.plan = plan;
        this.written = WrittenShape.of(plan);
        this.names = LoadNames.of(plan.load());
        this.tableNames = variant.makesPartitions(properties()) ? names.shortened() : names;
        this.staging = plan.beside(tableNames.staging(plan.fence()));
        this.catalog = new PostgreSqlTargetCatalog(session, variant);
        this.home = variant.ledger(session, plan, catalog);
        this.ledger = home.ledger();
        this.steps = steps(dialect, session, plan, ledger);
        this.swap = new PostgreSqlTableSwap(variant, target, properties(), plan, written, staging, steps, catalog);
    }

    static LoadSession steps(Dialect dialect, Connection session, LoadPlan plan, TransactionalLedger ledger) {
        return new LoadSession(
                dialect,
                session,
                plan,
                ledger,
                e -> PostgreSqlErrors.UNDEFINED_TABLE.equals(e.getSQLState()),
                "SELECT pg_catalog.pg_sleep(0.1)");
    }

    private TableProperties properties() {
        return plan.rules().propertiesIn(dialect.kind());
    }

    @Override
    public void expectPossible() throws SQLException {
        swap.expectPossible();
    }

    @Override
    public Optional<Ledger> claim() throws SQLException {
        target.names().expectUsable(plan.table(), written.shape());
        variant.expectNameable(plan.table(), properties());
        KeyOrder.expect(target, plan.shape(), plan.rules().incrementalKey());
        steps.transaction("prepare schema of", this::prepare);
        steps.transaction("clean up before the load of", () -> home.removeForgotten(steps));
        for (int tries = 1; ; tries++) {
            endOlderHolders();
            try {
                return steps.transaction("claim the load of", this::takeOver);
            } catch (SyncException e) {
                // An older holder came back between the two steps.
                if (e.code() != FailureCode.LOCKED || tries == CLAIM_TRIES) {
                    throw e;
                }
            }
        }
    }

    private boolean prepare() throws SQLException {
        expectReadableChars();
        return home.make(steps);
    }

    private void expectReadableChars() throws SQLException {
        for (Column column : plan.shape().columns()) {
            if (PostgreSqlTargetTypes.type(plan.shape(), column).startsWith("\"char\"") && !catalog.readsChars()) {
                throw new SyncException(
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" of table %s has the type \"char\", whose bytes above ASCII this server reads otherwise than the source prints them; copy a view that casts the column to text"
                                .formatted(column.name(), plan.table()));
            }
        }
    }

    /// A holder that hangs in the middle of a COPY or a merge keeps the staging table locked; its session has to end.
    private void endOlderHolders() throws SQLException {
        session.setAutoCommit(true);
        Optional<Row> row = ledger.find(false);
        if (row.isEmpty()) {
            return;
        }
        steps.expectNotLater(row.get());
        endSessionsUsing(plan.beside(tableNames.staging(row.get().fence())));
    }

    private void endSessionsUsing(TableName table) throws SQLException {
        for (int pid : catalog.sessionsUsing(table)) {
            catalog.terminate(pid);
        }
    }

    private Optional<Ledger> takeOver() throws SQLException {
        ledger.claim(plan.fence(), plan.table());
        Row row = ledger.find(true).orElseThrow(steps::lost);
        steps.expectNotLater(row);
        for (String table : catalog.tablesStartingWith(staging.schema(), tableNames.beginning())) {
            long fence = tableNames.fenceOf(table);
            if (fence >= 0 && fence < plan.fence()) {
                steps.execute("ALTER TABLE %s RENAME TO %s".formatted(PostgreSqlNames.quote(plan.beside(table)), PostgreSqlNames.quote(staging.table())));
            }
        }
        lanes = new LaneLedgers(ledger, plan).seize(row);
        return Optional.ofNullable(row.taken());
    }

    @Override
    public void begin(Ledger start) throws SQLException {
        steps.inTries("make the staging table of", () -> {
            steps.execute("SET LOCAL lock_timeout = '500ms'");
            new LaneLedgers(ledger, plan).delete(steps.expectMine());
            swap.expectPossible();
            if (plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && dropFirst) {
                swap.dropOld();
            }
            steps.execute("DROP TABLE IF EXISTS " + PostgreSqlNames.quote(staging));
            steps.ddl(target.createStaging(staging, written.shape(), properties()));
            swap.setSyncTime();
            return steps.require(ledger.begin(plan.fence(), start));
        });
    }

    @Override
    public void append(RowBatch batch) throws SQLException {
        batch.gather();
        Transfer way = transfer();
        steps.transaction("append rows to", () -> {
            for (String statement : variant.beforeAppending()) {
                steps.execute(statement);
            }
            return steps.advance(way.append(batch), batch);
        });
    }

    @Override
    public Optional<DividedLoad> divided() throws SQLException {
        return variant.divides() && !swap.lastWins()
                ? Optional.of(new TransactionalLanes(ledger, plan, steps, lanes, (other, _, own) -> lane(other, own)))
                : Optional.empty();
    }

    private Lane lane(Connection other, TransactionalLedger own) {
        return new PostgreSqlLane(variant, steps(dialect, other, plan, own), new CopyTransfer(other, swap.rows(), plan));
    }

    /// Chosen once, before the first batch.
    private Transfer transfer() throws SQLException {
        if (transfer == null) {
            List<String> types = plan.shape().columns().stream().map(column -> target.columnType(plan.shape(), column)).toList();
            transfer = variant.transfer(new Staging(session, steps, plan, staging, types, swap.lastWins()))
                    .orElseGet(() -> new CopyTransfer(session, swap.rows(), plan));
        }
        return transfer;
    }

    @Override
    public void complete(Ledger taken) throws SQLException {
        steps.transaction("prove the rows of", () -> {
            steps.prove(taken, () -> catalog.count(staging), swap::deduplicate);
            return swap.prepare();
        });
    }

    @Override
    public LoadReport publish(Ledger taken) throws SQLException {
        return steps.noted(swap.publish(taken));
    }

    @Override
    public void forget() throws SQLException {
        steps.transaction("clean up after the load of", () -> {
            if (!catalog.hasSchema(plan.table().schema())) {
                return false;
            }
            home.lock();
            boolean hasLedger = catalog.exists(home.name());
            Optional<Row> row = hasLedger ? ledger.find(true) : Optional.empty();
            row.ifPresent(steps::expectNotLater);
            for (String table : home.tablesOf(names)) {
                endSessionsUsing(plan.beside(table));
                steps.execute("DROP TABLE " + PostgreSqlNames.quote(plan.beside(table)));
            }
            if (row.isPresent()) {
                new LaneLedgers(ledger, plan).delete(row.get());
            }
            if (hasLedger) {
                home.delete();
            }
            return true;
        });
    }

    @Override
    public List<Remnant> remnants() throws SQLException {
        return steps.transaction("look for what is left of the load of", () -> {
            steps.execute(variant.lookEverywhere());
            Remnants found = catalog.sizes(plan.table().schema(), home.beginnings(names));
            return (home.hasMoreThanTables() ? found.ledgerRow(home.name()) : found).list();
        });
    }

    @Override
    public List<String> statements() {
        return steps.statements();
    }

    @Override
    public void close() {
        if (transfer != null) {
            transfer.close();
        }
    }
}
