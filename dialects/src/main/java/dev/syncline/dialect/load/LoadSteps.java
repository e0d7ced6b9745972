package dev.syncline.dialect.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.load.AppendOnlyLedger.State;
import org.jspecify.annotations.Nullable;

/// The steps of one load into a database without transactions: its fence, what it has executed, and what it has found worth saying. No step is undone;
/// each can be done again.
public final class LoadSteps {

    private final Dialect dialect;
    private final Connection session;
    private final LoadPlan plan;
    private final AppendOnlyLedger ledger;
    private final Predicate<SQLException> missingTable;
    private final List<String> statements = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param missingTable whether an error says that a table or its database is not there
    public LoadSteps(Dialect dialect, Connection session, LoadPlan plan, AppendOnlyLedger ledger, Predicate<SQLException> missingTable) {
        this.dialect = dialect;
        this.session = session;
        this.plan = plan;
        this.ledger = ledger;
        this.missingTable = missingTable;
    }

    /// One of them.
    public interface Step<T> {
        T run() throws SQLException;
    }

    /// @param attempted what the step does to the table, for the message where it fails
    public <T> T step(String attempted, Step<T> step) throws SQLException {
        try {
            return step.run();
        } catch (SQLException e) {
            // A staging table that is gone has been renamed by a later holder.
            if (missingTable.test(e) && ledger.find().filter(state -> state.fence() == plan.fence()).isEmpty()) {
                throw lost();
            }
            throw dialect.failure("%s table %s in the target".formatted(attempted, plan.table()), plan, e);
        }
    }

    /// The state as this holder has left it.
    public State expectMine() throws SQLException {
        return expectMine(() -> ledger.find().orElse(null));
    }

    /// The same where it was found, or is found, with other things.
    public State expectMine(CatalogFacts found) throws SQLException {
        return expectMine(found::state);
    }

    private interface LastState {
        @Nullable State find() throws SQLException;
    }

    private State expectMine(LastState last) throws SQLException {
        try {
            State state = last.find();
            if (state == null || state.fence() != plan.fence()) {
                throw lost();
            }
            return state;
        } catch (SQLException e) {
            if (missingTable.test(e)) {
                throw lost();
            }
            throw e;
        }
    }

    /// Before tables of the load are dropped that a successor would take for those that have been published.
    public State undo(State state) throws SQLException {
        return state.phase() == TransactionalLedger.Phase.SWAPPING ? write(state.undone()) : state;
    }

    public void expectNotLater(State state) {
        if (state.fence() > plan.fence()) {
            throw lost();
        }
    }

    /// Writes down where a batch ends before it can become part of the target.
    ///
    /// @param state of this holder
    /// @throws dev.syncline.contracts.failure.SyncException with `UNPROVEN` where the ledger says something else than the holder believes
    State announce(RowBatch batch, State state) throws SQLException {
        Ledger taken = state.taken();
        Ledger before = batch.before().endingAt(0);
        long end = batch.after().nextOffset();
        if (taken == null || state.phase() != TransactionalLedger.Phase.LOADING || !taken.endingAt(0).equals(before) || taken.repeatTo() != 0 && taken.repeatTo() != end) {
            throw VerificationFailed.ledger(plan);
        }
        return taken.repeatTo() == 0 ? write(state.taken(before.endingAt(end))) : state;
    }

    /// The state with its number.
    public State write(State state) throws SQLException {
        return ledger.write(state, plan.table());
    }

    public LostFence lost() {
        return new LostFence(plan);
    }

    /// A statement that people want to know of.
    public void ddl(String sql) throws SQLException {
        execute(sql);
        statements.add(sql);
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    public void note(String note) {
        notes.add(note);
    }

    public List<String> statements() {
        return List.copyOf(statements);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
