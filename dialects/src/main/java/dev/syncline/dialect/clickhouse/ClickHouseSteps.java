package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.LostFence;
import dev.syncline.dialect.clickhouse.ClickHouseLedger.State;

/// The steps of one load: its fence, what it has executed, and what it has found worth saying. No step is undone; each can be done again.
final class ClickHouseSteps {

    private final ClickHouseDialect dialect;
    private final Connection session;
    private final LoadPlan plan;
    private final ClickHouseLedger ledger;
    private final List<String> statements = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ClickHouseSteps(ClickHouseDialect dialect, Connection session, LoadPlan plan, ClickHouseLedger ledger) {
        this.dialect = dialect;
        this.session = session;
        this.plan = plan;
        this.ledger = ledger;
    }

    interface Step<T> {
        T run() throws SQLException;
    }

    /// @param attempted what the step does to the table, for the message where it fails
    <T> T step(String attempted, Step<T> step) throws SQLException {
        try {
            return step.run();
        } catch (SQLException e) {
            // A staging table that is gone has been renamed by a later holder.
            if (isMissing(e) && ledger.find().filter(state -> state.fence() == plan.fence()).isEmpty()) {
                throw lost();
            }
            throw dialect.failure("%s table %s in the target".formatted(attempted, plan.table()), e);
        }
    }

    static boolean isMissing(SQLException e) {
        return e.getErrorCode() == ClickHouseErrors.UNKNOWN_TABLE || e.getErrorCode() == ClickHouseErrors.UNKNOWN_DATABASE;
    }

    /// The state as this holder has left it.
    State expectMine() throws SQLException {
        try {
            State state = ledger.find().orElseThrow(this::lost);
            if (state.fence() != plan.fence()) {
                throw lost();
            }
            return state;
        } catch (SQLException e) {
            if (isMissing(e)) {
                throw lost();
            }
            throw e;
        }
    }

    State write(State state) throws SQLException {
        return ledger.write(state, plan.table());
    }

    LostFence lost() {
        return new LostFence(plan);
    }

    /// A statement that people want to know of.
    void ddl(String sql) throws SQLException {
        execute(sql);
        statements.add(sql);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    void drop(TableName table) throws SQLException {
        execute("DROP TABLE IF EXISTS %s SYNC".formatted(ClickHouseNames.quote(table)));
    }

    void note(String note) {
        notes.add(note);
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
