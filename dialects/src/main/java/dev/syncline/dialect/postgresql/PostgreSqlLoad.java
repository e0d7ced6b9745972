package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.KeyOrder;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.LedgerTable;
import dev.syncline.dialect.LedgerTable.Phase;
import dev.syncline.dialect.LedgerTable.Row;
import dev.syncline.dialect.LoadNames;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.LoadSession;
import dev.syncline.dialect.Remnants;
import dev.syncline.dialect.RowBatch;
import dev.syncline.dialect.TableLoad;
import dev.syncline.dialect.WrittenShape;
import org.jspecify.annotations.Nullable;

/// One load into PostgreSQL. DDL is transactional here, so every step is one transaction that holds the ledger's row.
final class PostgreSqlLoad implements TableLoad {

    private static final int CLAIM_TRIES = 5;
    private static final String LOCK_LEDGERS = "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('syncline: ledgers'))";

    private final Dialect dialect;
    private final Flavour flavour;
    private final PostgreSqlTarget target;
    private final Connection session;
    private final LoadPlan plan;
    private final WrittenShape written;
    private final LoadNames names;
    private final LoadNames tableNames;
    private final TableName staging;
    private final TableName ledgerName;
    private final LedgerTable ledger;
    private final LoadSession steps;
    private final TargetCatalog catalog;
    private final PostgreSqlPublication publication;
    private @Nullable Transfer transfer;

    PostgreSqlLoad(Dialect dialect, Flavour flavour, PostgreSqlTarget target, Connection session, LoadPlan plan) {
        this.dialect = dialect;
        this.flavour = flavour;
        this.target = target;
        this.session = session;
        this.plan = plan;
        this.written = WrittenShape.of(plan);
        this.names = LoadNames.of(plan.load());
        this.tableNames = flavour.makesPartitions(properties()) ? names.shortened() : names;
        this.staging = beside(tableNames.staging(plan.fence()));
        this.ledgerName = PostgreSqlLedger.name(flavour, plan.table(), names);
        this.ledger = PostgreSqlLedger.of(session, flavour, ledgerName, plan.load());
        this.steps = new LoadSession(
                dialect,
                session,
                plan,
                ledger,
                e -> PostgreSqlErrors.UNDEFINED_TABLE.equals(e.getSQLState()),
                "SELECT pg_catalog.pg_sleep(0.1)");
        this.catalog = new TargetCatalog(session, flavour);
        this.publication = new PostgreSqlPublication(flavour, target, properties(), plan, written, staging, steps, catalog);
    }

    private TableProperties properties() {
        return plan.rules().propertiesIn(dialect.kind());
    }

    private TableName beside(String table) {
        return new TableName(plan.table().schema(), table);
    }

    @Override
    public void expectPossible() throws SQLException {
        publication.expectPossible();
    }

    @Override
    public Optional<Ledger> claim() throws SQLException {
        target.names().expectUsable(plan.table(), written.shape());
        flavour.expectNameable(plan.table(), properties());
        KeyOrder.expect(target, plan.shape(), plan.rules().incrementalKey());
        steps.transaction("prepare schema of", this::prepareSchema);
        steps.transaction("clean up before the load of", this::removeForgotten);
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

    /// Under a lock of its own: two loads that create the same objects at once would fail or deadlock.
    private boolean prepareSchema() throws SQLException {
        expectReadableChars();
        if (catalog.exists(ledgerName)) {
            return false;
        }
        if (flavour.isSegmented()) {
            catalog.lock(ledgerName.table());
        }
        if (!flavour.isSegmented() || !catalog.hasSchema(plan.table().schema())) {
            steps.execute(LOCK_LEDGERS);
        }
        if (!catalog.hasSchema(plan.table().schema())) {
            steps.ddl("CREATE SCHEMA " + PostgreSqlNames.quote(plan.table().schema()));
        }
        if (!catalog.exists(ledgerName)) {
            steps.execute(PostgreSqlLedger.create(ledgerName) + flavour.ledgerClauses());
            if (flavour.isSegmented()) {
                steps.execute(PostgreSqlLedger.insertOwn(ledgerName, plan.load()));
            }
        }
        return true;
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

    /// What loaders have left that died after their load was done.
    private boolean removeForgotten() throws SQLException {
        if (flavour.isSegmented()) {
            return removeForgottenWithTheirLedgers();
        }
        for (UUID load : ledger.forgotten()) {
            for (String table : tablesOf(LoadNames.of(load))) {
                steps.execute("DROP TABLE IF EXISTS " + PostgreSqlNames.quote(beside(table)));
            }
            ledger.of(load).delete();
        }
        return true;
    }

    private boolean removeForgottenWithTheirLedgers() throws SQLException {
        for (String found : catalog.tablesStartingWith(plan.table().schema(), LoadNames.PREFIX)) {
            if (LoadNames.isOwnLedger(found) && isForgotten(beside(found))) {
                for (String table : tablesOf(LoadNames.ofOwnLedger(found))) {
                    steps.execute("DROP TABLE IF EXISTS " + PostgreSqlNames.quote(beside(table)));
                }
            }
        }
        return true;
    }

    /// All that a load may have made, whatever its table's properties are.
    private List<String> tablesOf(LoadNames load) throws SQLException {
        List<String> tables = new ArrayList<>();
        for (String beginning : beginnings(load)) {
            tables.addAll(catalog.tablesStartingWith(plan.table().schema(), beginning));
        }
        return tables;
    }

    private List<String> beginnings(LoadNames load) {
        return flavour.isSegmented() ? List.of(load.beginning(), load.shortened().beginning()) : List.of(load.beginning());
    }

    /// Under its lock a ledger does not go between being found and being read.
    private boolean isForgotten(TableName otherLedger) throws SQLException {
        return catalog.tryLock(otherLedger.table())
                && catalog.exists(otherLedger)
                && !PostgreSqlLedger.of(session, flavour, otherLedger, plan.load()).forgotten().isEmpty();
    }

    /// A holder that hangs in the middle of a COPY or a merge keeps the staging table locked; its session has to end.
    private void endOlderHolders() throws SQLException {
        session.setAutoCommit(true);
        Optional<Row> row = ledger.find(false);
        if (row.isEmpty()) {
            return;
        }
        steps.expectNotLater(row.get());
        endSessionsUsing(beside(tableNames.staging(row.get().fence())));
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
                steps.execute("ALTER TABLE %s RENAME TO %s".formatted(PostgreSqlNames.quote(beside(table)), PostgreSqlNames.quote(staging.table())));
            }
        }
        return Optional.ofNullable(row.taken());
    }

    @Override
    public void begin(Ledger start) throws SQLException {
        steps.inTries("make the staging table of", () -> {
            steps.execute("SET LOCAL lock_timeout = '500ms'");
            steps.expectMine();
            publication.expectPossible();
            if (plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && dropFirst) {
                publication.dropOld();
            }
            steps.execute("DROP TABLE IF EXISTS " + PostgreSqlNames.quote(staging));
            steps.ddl(target.createStaging(staging, written.shape(), properties()));
            publication.setSyncTime();
            return steps.require(ledger.begin(plan.fence(), start));
        });
    }

    @Override
    public void append(RowBatch batch) throws SQLException {
        Transfer way = transfer();
        steps.transaction("append rows to", () -> {
            // What is lost in a crash of the server is seen in the ledger, which goes the same way. The swap waits for the disk. Segments crash one by one.
            if (!flavour.isSegmented()) {
                steps.execute("SET LOCAL synchronous_commit = off");
            }
            return steps.advance(way.append(batch.rows(), batch.count()), batch);
        });
    }

    /// Chosen once, before the first batch.
    private Transfer transfer() throws SQLException {
        if (transfer == null) {
            List<String> types = plan.shape().columns().stream().map(column -> target.columnType(plan.shape(), column)).toList();
            transfer = flavour.transfer(new Staging(session, steps, plan, staging, types, publication.lastWins()))
                    .orElseGet(() -> new CopyTransfer(session, publication.rows().copy(plan.shape()), plan));
        }
        return transfer;
    }

    @Override
    public void complete(Ledger taken) throws SQLException {
        steps.transaction("prove the rows of", () -> {
            if (steps.expectMine().phase() == Phase.LOADING) {
                steps.prove(catalog.count(staging), taken);
                steps.enter(Phase.PROVEN, new LoadReport(0, 0, publication.deduplicate(), List.of()));
            }
            return publication.prepare();
        });
    }

    @Override
    public LoadReport publish(Ledger taken) throws SQLException {
        LoadReport report = publication.publish(taken);
        List<String> notes = new ArrayList<>(report.notes());
        notes.addAll(steps.notes());
        return new LoadReport(report.inserted(), report.updated(), report.duplicates(), notes);
    }

    @Override
    public void forget() throws SQLException {
        steps.transaction("clean up after the load of", () -> {
            if (!catalog.hasSchema(plan.table().schema())) {
                return false;
            }
            if (flavour.isSegmented()) {
                catalog.lock(ledgerName.table());
            }
            boolean hasLedger = catalog.exists(ledgerName);
            if (hasLedger) {
                ledger.find(true).ifPresent(steps::expectNotLater);
            }
            for (String table : tablesOf(names)) {
                endSessionsUsing(beside(table));
                steps.execute("DROP TABLE " + PostgreSqlNames.quote(beside(table)));
            }
            if (hasLedger && !flavour.isSegmented()) {
                ledger.delete();
            }
            return true;
        });
    }

    @Override
    public List<Remnant> remnants() throws SQLException {
        return steps.transaction("look for what is left of the load of", () -> {
            steps.execute(flavour.lookEverywhere());
            Remnants found = catalog.sizes(plan.table().schema(), beginnings(names));
            boolean known = !flavour.isSegmented() && catalog.exists(ledgerName) && ledger.find(false).isPresent();
            return (known ? found.ledgerRow(ledgerName) : found).list();
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
