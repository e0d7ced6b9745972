package dev.syncline.dialect.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.dialect.load.TransactionalLedger.Row;

/// The lanes of a load whose ledger is transactional; how a lane appends is the dialect's.
///
/// @param ledger of the load
/// @param steps of the load
/// @param lanes where they stood when the load was claimed
public record TransactionalLanes(TransactionalLedger ledger, LoadPlan plan, LoadSession steps, List<Ledger> lanes, Opening opening) implements DividedLoad {

    public TransactionalLanes {
        lanes = List.copyOf(lanes);
    }

    /// Opens a lane.
    public interface Opening {
        /// @param own the lane's row of the ledger, by its session
        Lane open(Connection session, int number, TransactionalLedger own) throws SQLException;
    }

    @Override
    public List<Ledger> divide(Ledger at, int count) throws SQLException {
        return steps.transaction("divide the load of", () -> {
            steps.expectMine();
            return new LaneLedgers(ledger, plan).divide(at, count);
        });
    }

    @Override
    public Lane lane(Connection session, int number) throws SQLException {
        return opening.open(session, number, LaneLedgers.of(ledger, plan, session, number));
    }

    @Override
    public void unite(Ledger before, Ledger total) throws SQLException {
        steps.transaction("unite the load of", () -> {
            Row mine = steps.expectMine();
            new LaneLedgers(ledger, plan).unite(mine, before, total);
            return true;
        });
    }
}
