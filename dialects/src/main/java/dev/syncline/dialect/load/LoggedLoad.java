package dev.syncline.dialect.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.load.AppendOnlyLedger.State;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import org.jspecify.annotations.Nullable;

/// One load into a target without transactions. What stands for them is the ledger, a log of steps each of which can be done again:
///
/// - Before a batch can become part of the target, the ledger says where it ends. Whoever goes on after that sends that very batch again, and the target knows
///   it by a token or a label.
/// - A new holder takes the load in the ledger, renames its tables and ends what still runs on them, and then looks once more at what older holders have
///   announced: who announces later finds no table.
/// - Before the staged rows become the table's content, the ledger says how; whoever goes on finds out how far it came.
///
/// A target gives what is done between two steps: how its tables are made, renamed and dropped, how a batch is sent, counted and published.
///
/// @param <F> what a look at the target finds
public abstract class LoggedLoad<F extends CatalogFacts> implements TableLoad {

    protected final LoadPlan plan;
    protected final WrittenShape written;
    protected final LoadNames names;
    protected final TableName staging;
    protected final TableName ledgerName;
    protected final AppendOnlyLedger ledger;
    protected final LoadSteps steps;
    /// Whether nobody has ever written of this load but this session.
    private boolean isFirst;
    private @Nullable State own;

    /// @param missingTable whether an error says that a table or its database is not there
    protected LoggedLoad(
            Dialect dialect, Connection session, LoadPlan plan, LoadNames names, AppendOnlyLedger ledger, Predicate<SQLException> missingTable) {
        this.plan = plan;
        this.written = WrittenShape.of(plan);
        this.names = names;
        this.staging = plan.beside(names.staging(plan.fence()));
        this.ledgerName = plan.beside(names.ledger());
        this.ledger = ledger;
        this.steps = new LoadSteps(dialect, session, plan, ledger, missingTable);
    }

    protected abstract TableCatalog catalog();

    protected abstract LoadNames namesOf(UUID load);

    /// Refuses names that the target does not have, and an incremental key that it does not order; asks no server.
    protected abstract void expectUsable();

    protected abstract F look() throws SQLException;

    /// The same with the loads of which nothing has been written for a week.
    protected F lookForForgotten() throws SQLException {
        return look();
    }

    /// Makes the database and the ledger where they are missing.
    protected abstract void prepare(F found) throws SQLException;

    protected abstract void rename(TableName table, TableName to) throws SQLException;

    /// Drops one of the load's own tables, which may be gone.
    protected abstract void drop(TableName table) throws SQLException;

    /// Drops the table that the load is to make anew, as the rules say.
    protected abstract void dropTarget() throws SQLException;

    /// Ends what runs on the load's tables, where a name that is gone does not end it.
    protected void endWhatRuns() throws SQLException {}

    /// Finds out about a publication that an older holder has announced, where it cannot be ended.
    protected State settle(State state) throws SQLException {
        return state;
    }

    /// Whether the target may have forgotten if a batch that was announced has come.
    protected boolean isForgotten(Ledger taken) throws SQLException {
        return false;
    }

    /// Whether each step on a table that another holder has renamed fails as one on a missing table. Then the first holder need not ask the ledger before steps
    /// that change nothing but tables under its name.
    protected boolean missesRenamedTables() {
        return false;
    }

    /// As [#expectPossible()].
    protected abstract void expectPossible(F found) throws SQLException;

    /// The statement that makes the staging table; nothing has been changed where it cannot be written.
    protected abstract String createStaging() throws SQLException;

    /// Looks at the staging table that has been made.
    protected void expectStaging() throws SQLException {}

    /// Waits for a batch's last row, where its numbers have to be known before it is sent.
    protected void awaitEnd(RowBatch batch) {}

    /// Sends a batch, which comes whole or not at all, after [#announce] or in its course.
    ///
    /// @return the state that the announcement has given
    protected abstract State send(RowBatch batch) throws SQLException;

    /// Counts the staged rows, and leaves the newest of each key where that is done before they are published.
    ///
    /// @return how many go since others of their key are newer
    protected abstract long prove(State state, Ledger taken) throws SQLException;

    /// Makes the staged rows the table's content, having written how.
    protected abstract LoadReport makeContent(State state, F found) throws SQLException;

    /// The same from where the ledger says how; some of it may have been done.
    protected abstract LoadReport goOnMakingContent(State state, F found) throws SQLException;

    @Override
    public final void expectPossible() throws SQLException {
        expectPossible(look());
    }

    @Override
    public final Optional<Ledger> claim() throws SQLException {
        expectUsable();
        return steps.step("claim the load of", () -> {
            F look = lookForForgotten();
            prepare(look);
            removeForgotten(look.forgotten());
            @Nullable State last = look.state();
            State found = last == null ? AppendOnlyLedger.unclaimed() : last;
            steps.expectNotLater(found);
            State claimed = steps.write(found.of(plan.fence()));
            // The first holder that there can be has nobody's tables to take and nobody's statements to end.
            isFirst = last == null && plan.fence() <= 1 && missesRenamedTables();
            if (isFirst) {
                return Optional.empty();
            }
            Ledger taken = takeOver(found, claimed).taken();
            boolean forgotten = taken != null && taken.repeatTo() > 0 && isForgotten(taken);
            return forgotten ? Optional.empty() : Optional.ofNullable(taken);
        });
    }

    private void removeForgotten(List<UUID> loads) throws SQLException {
        for (UUID load : loads) {
            for (String table : tablesOf(namesOf(load))) {
                drop(plan.beside(table));
            }
            ledger.of(load).deleteUpTo(Long.MAX_VALUE);
        }
    }

    private List<String> tablesOf(LoadNames load) throws SQLException {
        return catalog().tablesStartingWith(plan.table().schema(), load.beginning());
    }

    /// What an older holder has announced between the look at the ledger and the claim may have come.
    private State takeOver(State found, State claimed) throws SQLException {
        takeTables();
        endWhatRuns();
        State news = ledger.withLateNews(found, claimed);
        return settle(news == claimed ? steps.expectMine() : steps.write(news));
    }

    private void takeTables() throws SQLException {
        for (String table : tablesOf(names)) {
            long fence = names.holderOf(table);
            if (fence > 0 && fence < plan.fence()) {
                rename(plan.beside(table), plan.beside(names.underFence(table, plan.fence())));
            }
        }
    }

    /// Never what a later holder has: this one may have been asleep since it looked at the ledger.
    private void dropOwn(F found) throws SQLException {
        for (String table : found.startingWith(names.beginning())) {
            if (names.holderOf(table) <= plan.fence()) {
                drop(plan.beside(table));
            }
        }
    }

    @Override
    public final void begin(Ledger start) throws SQLException {
        steps.step("make the staging table of", () -> {
            F found = look();
            State state = steps.expectMine(found);
            if (state.phase() == Phase.SWAPPED) {
                throw steps.lost();
            }
            expectPossible(found);
            String make = createStaging();
            if (plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && dropFirst && found.has(plan.table())) {
                dropTarget();
            }
            state = steps.undo(state);
            dropOwn(found);
            steps.ddl(make);
            expectStaging();
            return written(state.taken(start));
        });
    }

    private State written(State state) throws SQLException {
        own = null; // what has not been answered may be there or not
        State next = steps.write(state);
        own = next;
        return next;
    }

    /// What the only session that has ever written of this load has written last need not be asked for: steps that change nothing but the load's own tables under this
    /// holder's name and the ledger under his fence harm no successor, whenever they come; he who has slept since he asked does them just so. Before anything else,
    /// the ledger is asked.
    private State mine() throws SQLException {
        State known = own;
        return isFirst && known != null ? known : steps.expectMine();
    }

    /// Writes down where a batch ends, before it can become part of the target.
    protected final State announce(RowBatch batch) throws SQLException {
        State before = mine();
        own = null;
        State announced = steps.announce(batch, before);
        own = announced;
        return announced;
    }

    @Override
    public final void append(RowBatch batch) throws SQLException {
        awaitEnd(batch);
        steps.step("append rows to", () -> written(send(batch).taken(batch.after())));
    }

    @Override
    public final void complete(Ledger taken) throws SQLException {
        steps.step("prove the rows of", () -> {
            State state = mine();
            if (state.phase() == Phase.LOADING) {
                long duplicates = prove(state, taken);
                // What has not changed anything can be proven again, and needs no step of its own.
                if (duplicates > 0 || !taken.equals(state.taken())) {
                    written(state.taken(taken).in(Phase.PROVEN, "", new LoadReport(0, 0, duplicates, List.of())));
                }
            }
            return true;
        });
    }

    @Override
    public final LoadReport publish(Ledger taken) throws SQLException {
        return steps.step("publish the rows of", () -> {
            F found = look();
            State state = steps.expectMine(found);
            LoadReport report = switch (state.phase()) {
                case SWAPPED -> state.report();
                case SWAPPING -> goOnMakingContent(state, found);
                case LOADING, PROVEN -> {
                    expectPossible(found);
                    yield makeContent(state, found);
                }
            };
            return new LoadReport(report.inserted(), report.updated(), report.duplicates(), steps.notes());
        });
    }

    @Override
    public final void forget() throws SQLException {
        steps.step("clean up after the load of", () -> {
            F found = look();
            if (!found.hasDatabase()) {
                return false;
            }
            @Nullable State state = found.has(ledgerName) ? found.state() : null;
            if (state != null) {
                steps.expectNotLater(state);
                steps.undo(state);
            }
            // A holder that has come to its last step has ended what ran before its own statements.
            if (state == null || state.phase() != Phase.SWAPPED || state.fence() != plan.fence()) {
                endWhatRuns();
            }
            dropOwn(found);
            if (state != null) {
                ledger.deleteUpTo(plan.fence());
            }
            return true;
        });
    }

    @Override
    public final List<Remnant> remnants() throws SQLException {
        return steps.step("look for what is left of the load of", () -> {
            Remnants found = catalog().sizes(plan.table().schema(), names.beginning());
            boolean known = catalog().exists(ledgerName) && ledger.find().isPresent();
            return (known ? found.ledgerRow(ledgerName) : found).list();
        });
    }

    @Override
    public final List<String> statements() {
        return steps.statements();
    }
}
