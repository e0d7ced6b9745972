package dev.syncline.dialect.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import dev.syncline.dialect.load.TransactionalLedger.Row;

/// The session of one load: its transactions, its fence, and what it has executed and found worth saying.
public final class LoadSession {

    private final Dialect dialect;
    private final Connection session;
    private final LoadPlan plan;
    private final TransactionalLedger ledger;
    private final Predicate<SQLException> missingTable;
    private final String pause;
    private final List<String> statements = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param missingTable whether an error says that a table is not there
    /// @param pause a statement that waits for a moment
    public LoadSession(
            Dialect dialect, Connection session, LoadPlan plan, TransactionalLedger ledger, Predicate<SQLException> missingTable, String pause) {
        this.dialect = dialect;
        this.session = session;
        this.plan = plan;
        this.ledger = ledger;
        this.missingTable = missingTable;
        this.pause = pause;
    }

    /// A step of a load.
    public interface Step<T> {
        T run() throws SQLException;
    }

    /// @param attempted what the transaction does to the table, for the message where it fails
    public <T> T transaction(String attempted, Step<T> step) throws SQLException {
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

    /// A transaction that needs a lock of the target table, in short tries: readers queue behind a lock that waits, and get their turn between two tries.
    public <T> T inTries(String attempted, Step<T> step) throws SQLException {
        int ddlBefore = statements.size();
        int notesBefore = notes.size();
        while (true) {
            long began = System.nanoTime();
            try {
                return transaction(attempted, step);
            } catch (SyncException e) {
                if (e.code() != FailureCode.LOCKED) {
                    throw e;
                }
                if (!plan.lockWait().allowsAnotherAfter(System.nanoTime() - began)) {
                    throw new SyncException(FailureCode.LOCKED, "%s (waited for %s in this attempt)".formatted(e.failure().message(), plan.lockWait()), e);
                }
                statements.subList(ddlBefore, statements.size()).clear();
                notes.subList(notesBefore, notes.size()).clear();
                execute(pause);
                session.commit();
            }
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
        if (missingTable.test(e)) {
            boolean held = isHeld();
            session.rollback();
            if (!held) {
                return lost();
            }
        }
        return dialect.failure("%s table %s in the target".formatted(attempted, plan.table()), plan, e);
    }

    /// A ledger of the load's own is gone with the load.
    private boolean isHeld() throws SQLException {
        try {
            return ledger.find(false).filter(row -> row.fence() == plan.fence()).isPresent();
        } catch (SQLException e) {
            if (missingTable.test(e)) {
                return false;
            }
            throw e;
        }
    }

    /// Holds the ledger's row until the transaction ends (in MySQL also until the next DDL), so that nobody can claim the load meanwhile.
    public Row expectMine() throws SQLException {
        Row row = ledger.find(true).orElseThrow(this::lost);
        require(row.fence() == plan.fence());
        return row;
    }

    public void expectNotLater(Row row) {
        require(row.fence() <= plan.fence());
    }

    public boolean require(boolean mine) {
        if (!mine) {
            throw lost();
        }
        return true;
    }

    public LostFence lost() {
        return new LostFence(plan);
    }

    /// Writes down that a batch has been taken, in the transaction that has taken it.
    ///
    /// @param loaded how many rows the target counted
    public boolean advance(long loaded, RowBatch batch) throws SQLException {
        if (loaded != batch.count()) {
            throw VerificationFailed.batch(plan, loaded, batch.count());
        }
        if (!ledger.advance(plan.fence(), batch.before(), batch.after())) {
            expectMine();
            throw VerificationFailed.ledger(plan);
        }
        return true;
    }

    /// Compares the staging table's rows with the ledger, after which some of them may go as duplicates; what has been proven is not proven again.
    ///
    /// @param count of the rows
    /// @param deduplication leaves the newest of each key where the rules say so, and tells how many went
    public void prove(Ledger taken, Step<Long> count, Step<Long> deduplication) throws SQLException {
        if (expectMine().phase() != Phase.LOADING) {
            return;
        }
        long staged = count.run();
        if (staged != taken.taken().rows()) {
            throw VerificationFailed.staged(plan, staged, taken);
        }
        enter(Phase.PROVEN, new LoadReport(0, 0, deduplication.run(), List.of()));
    }

    public boolean enter(Phase phase, LoadReport report) throws SQLException {
        return require(ledger.enter(phase, plan.fence(), report));
    }

    /// A statement that people want to know of.
    public void ddl(String sql) throws SQLException {
        execute(sql);
        statements.add(sql);
    }

    public void note(String note) {
        notes.add(note);
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    /// @return how many rows were changed
    public long update(String sql, List<String> parameters) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            return statement.executeLargeUpdate();
        }
    }

    public void commit() throws SQLException {
        session.commit();
    }

    public List<String> statements() {
        return List.copyOf(statements);
    }

    /// The same report with what has been found worth saying behind its own notes.
    public LoadReport noted(LoadReport report) {
        List<String> all = new ArrayList<>(report.notes());
        all.addAll(notes);
        return new LoadReport(report.inserted(), report.updated(), report.duplicates(), all);
    }
}
