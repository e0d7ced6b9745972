package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.LoadNames;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.LostFence;
import dev.syncline.dialect.TableLoad;
import org.postgresql.PGConnection;

/// One load into PostgreSQL. DDL is transactional here, so every step is one transaction that holds the ledger's row.
final class PostgreSqlLoad implements TableLoad {

    private static final int COPY_BUFFER = 1 << 20;
    private static final int CLAIM_TRIES = 5;

    private final PostgreSqlDialect dialect;
    private final PostgreSqlTarget target;
    private final Connection session;
    private final LoadPlan plan;
    private final LoadNames names;
    private final TableName staging;
    private final PostgreSqlLedger ledger;
    private final TargetCatalog catalog;
    private final List<String> statements = new ArrayList<>();

    PostgreSqlLoad(PostgreSqlDialect dialect, PostgreSqlTarget target, Connection session, LoadPlan plan) {
        this.dialect = dialect;
        this.target = target;
        this.session = session;
        this.plan = plan;
        this.names = LoadNames.of(plan.load());
        this.staging = beside(names.staging(plan.fence()));
        this.ledger = new PostgreSqlLedger(session, plan.table().schema(), plan.load());
        this.catalog = new TargetCatalog(session);
    }

    private TableName beside(String table) {
        return new TableName(plan.table().schema(), table);
    }

    @Override
    public Optional<Ledger> claim() throws SQLException {
        PostgreSqlNames.quote(plan.table());
        transaction("prepare schema of", this::prepareSchema);
        for (int tries = 1; ; tries++) {
            endOlderHolders();
            try {
                return transaction("claim the load of", this::takeOver);
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
        if (catalog.exists(ledger.name())) {
            return false;
        }
        execute("SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('syncline: ledgers'))");
        if (!catalog.hasSchema(plan.table().schema())) {
            ddl("CREATE SCHEMA " + PostgreSqlNames.quote(plan.table().schema()));
        }
        if (!catalog.exists(ledger.name())) {
            execute(PostgreSqlLedger.create(ledger.name()));
        }
        return true;
    }

    /// A holder that hangs in the middle of a COPY keeps the staging table locked; its session has to end.
    private void endOlderHolders() throws SQLException {
        session.setAutoCommit(true);
        Optional<PostgreSqlLedger.Row> row = ledger.find(false);
        if (row.isEmpty()) {
            return;
        }
        expectNotLater(row.get());
        endSessionsUsing(beside(names.staging(row.get().fence())));
    }

    private void endSessionsUsing(TableName table) throws SQLException {
        for (int pid : catalog.sessionsUsing(table)) {
            catalog.terminate(pid);
        }
    }

    private Optional<Ledger> takeOver() throws SQLException {
        ledger.claim(plan.fence(), plan.table());
        PostgreSqlLedger.Row row = ledger.find(true).orElseThrow(this::lost);
        expectNotLater(row);
        for (String table : catalog.tablesStartingWith(staging.schema(), names.beginning())) {
            long fence = names.fenceOf(table);
            if (fence >= 0 && fence < plan.fence()) {
                execute("ALTER TABLE %s RENAME TO %s".formatted(PostgreSqlNames.quote(beside(table)), PostgreSqlNames.quote(staging.table())));
            }
        }
        return Optional.ofNullable(row.taken());
    }

    @Override
    public void begin(Ledger start) throws SQLException {
        transaction("make the staging table of", () -> {
            expectMine();
            expectReplaceable();
            execute("DROP TABLE IF EXISTS " + PostgreSqlNames.quote(staging));
            ddl(target.createTable(staging, plan.shape()));
            return require(ledger.begin(plan.fence(), start));
        });
    }

    @Override
    public void append(InputStream rows, long rowCount, int rareEscapes, Ledger before, Ledger after) throws SQLException {
        transaction("append rows to", () -> {
            // What is lost in a crash of the server is seen in the ledger, which goes the same way. The swap waits for the disk.
            execute("SET LOCAL synchronous_commit = off");
            long copied = copy(rows);
            if (copied != rowCount) {
                throw new SyncException(
                        FailureCode.UNPROVEN,
                        "Table %s took %d rows of a batch that should have %d; it is loaded again".formatted(plan.table(), copied, rowCount));
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

    private long copy(InputStream rows) throws SQLException {
        String columns = plan.shape().columns().stream()
                .map(column -> PostgreSqlNames.quote(column.name()))
                .collect(Collectors.joining(", "));
        String sql = "COPY %s (%s) FROM STDIN".formatted(PostgreSqlNames.quote(staging), columns);
        try {
            return session.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows, COPY_BUFFER);
        } catch (IOException e) {
            throw new SyncException(
                    FailureCode.UNPROVEN, "The rows for table %s broke off; it is loaded again".formatted(plan.table()), e);
        }
    }

    @Override
    public void complete(Ledger taken) throws SQLException {
        transaction("build the primary key of", () -> {
            expectMine();
            long count = catalog.count(staging);
            if (count != taken.taken().rows()) {
                throw new SyncException(
                        FailureCode.UNPROVEN,
                        "Table %s has %d rows where %d were loaded; it is loaded again".formatted(plan.table(), count, taken.taken().rows()));
            }
            if (!plan.shape().primaryKey().isEmpty() && !catalog.hasPrimaryKey(staging)) {
                execute("SET LOCAL maintenance_work_mem = '256MB'");
                ddl("ALTER TABLE %s ADD CONSTRAINT %s PRIMARY KEY (%s)".formatted(
                        PostgreSqlNames.quote(staging),
                        PostgreSqlNames.quote(names.key()),
                        plan.shape().primaryKey().stream().map(PostgreSqlNames::quote).collect(Collectors.joining(", "))));
            }
            return true;
        });
    }

    @Override
    public LoadReport publish(Ledger taken) throws SQLException {
        long deadline = System.nanoTime() + plan.lockWait().toNanos();
        int ddlBefore = statements.size();
        while (true) {
            try {
                transaction("replace", this::replace);
                return new LoadReport(taken.taken().rows(), 0, 0, List.of());
            } catch (SyncException e) {
                if (e.code() != FailureCode.LOCKED || System.nanoTime() >= deadline) {
                    throw e;
                }
                statements.subList(ddlBefore, statements.size()).clear();
                letReadersPass();
            }
        }
    }

    /// Readers that queued behind our attempt get their turn before the next one.
    private void letReadersPass() throws SQLException {
        execute("SELECT pg_catalog.pg_sleep(0.1)");
        session.commit();
    }

    private boolean replace() throws SQLException {
        // Readers queue behind a lock that waits: it may wait for half a second only.
        execute("SET LOCAL lock_timeout = '500ms'");
        execute("SET LOCAL synchronous_commit = on");
        expectMine();
        Optional<String> kind = expectReplaceable();
        String table = PostgreSqlNames.quote(plan.table());
        List<String> grants = List.of();
        if (kind.isPresent()) {
            execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(table));
            grants = catalog.grants(plan.table(), plan.table());
            ddl("ALTER TABLE %s RENAME TO %s".formatted(table, PostgreSqlNames.quote(names.replaced())));
        }
        ddl("ALTER TABLE %s RENAME TO %s".formatted(PostgreSqlNames.quote(staging), PostgreSqlNames.quote(plan.table().table())));
        if (kind.isPresent()) {
            ddl("DROP TABLE %s RESTRICT".formatted(PostgreSqlNames.quote(beside(names.replaced()))));
        }
        for (String grant : grants) {
            ddl(grant);
        }
        nameKey();
        ledger.markSwapped();
        return true;
    }

    /// `<table>_pkey`, as PostgreSQL itself would call it; where another object has that name, the load's name stays.
    private void nameKey() throws SQLException {
        String name = PostgreSqlNames.withSuffix(plan.table().table(), "_pkey");
        if (!plan.shape().primaryKey().isEmpty() && !catalog.exists(beside(name))) {
            ddl("ALTER TABLE %s RENAME CONSTRAINT %s TO %s".formatted(
                    PostgreSqlNames.quote(plan.table()), PostgreSqlNames.quote(names.key()), PostgreSqlNames.quote(name)));
        }
    }

    private Optional<String> expectReplaceable() throws SQLException {
        Optional<String> kind = catalog.relationKind(plan.table());
        if (kind.isPresent() && !kind.get().equals(RelationKind.TABLE)) {
            throw new SyncException(
                    FailureCode.IN_USE,
                    "Cannot replace %s in the target: it is a %s and not a table; drop it, or choose another name"
                            .formatted(plan.table(), RelationKind.word(kind.get())));
        }
        List<String> dependents = new ArrayList<>();
        if (kind.isPresent()) {
            dependents.addAll(catalog.views(plan.table()));
            dependents.addAll(catalog.incomingForeignKeys(plan.table()));
            dependents.addAll(catalog.lostWithTheTable(plan.table()));
        }
        if (!dependents.isEmpty()) {
            throw new SyncException(
                    FailureCode.IN_USE,
                    "Cannot replace table %s in the target: %s would be lost or broken; drop what depends on it, or choose another target"
                            .formatted(plan.table(), String.join(", ", dependents)));
        }
        return kind;
    }

    @Override
    public void forget() throws SQLException {
        transaction("clean up after the load of", () -> {
            if (!catalog.hasSchema(plan.table().schema())) {
                return false;
            }
            boolean hasLedger = catalog.exists(ledger.name());
            if (hasLedger) {
                ledger.find(true).ifPresent(this::expectNotLater);
            }
            for (String table : catalog.tablesStartingWith(plan.table().schema(), names.beginning())) {
                endSessionsUsing(beside(table));
                execute("DROP TABLE " + PostgreSqlNames.quote(beside(table)));
            }
            if (hasLedger) {
                ledger.delete();
            }
            return true;
        });
    }

    @Override
    public List<String> statements() {
        return List.copyOf(statements);
    }

    private void expectNotLater(PostgreSqlLedger.Row row) {
        if (row.fence() > plan.fence()) {
            throw lost();
        }
    }

    /// Holds the ledger's row until the transaction ends, so that nobody can claim the load meanwhile.
    private void expectMine() throws SQLException {
        PostgreSqlLedger.Row row = ledger.find(true).orElseThrow(this::lost);
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
        if (PostgreSqlErrors.UNDEFINED_TABLE.equals(e.getSQLState())) {
            Optional<PostgreSqlLedger.Row> row = ledger.find(false);
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
