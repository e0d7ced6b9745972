package dev.syncline.dialect.postgresql;

import java.sql.SQLException;

import dev.syncline.dialect.load.DividedLoad.Lane;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.RowBatch;

/// One of several sessions that copy into one staging table. A later holder ends all of them, for each has the table locked while it appends.
///
/// @param steps of the lane's own session
record PostgreSqlLane(PostgreSqlVariant variant, LoadSession steps, CopyTransfer transfer) implements Lane {

    @Override
    public void append(RowBatch batch) throws SQLException {
        batch.gather();
        steps.transaction("append rows to", () -> {
            for (String statement : variant.beforeAppending()) {
                steps.execute(statement);
            }
            return steps.advance(transfer.append(batch), batch);
        });
    }
}
