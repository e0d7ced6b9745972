package dev.syncline.dialect;

import java.sql.Connection;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;

/// Writing to one kind of database.
public interface TargetDialect {

    /// The type a column gets in a table that is created here.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNSUPPORTED_TYPE` where no type here holds every value
    String columnType(TableShape shape, Column column);

    /// How well that type holds what the column can have. Speaks of types, not of the values that are there.
    Fit fit(TableShape shape, Column column);

    /// The statement that creates a table of this shape, without its primary key where the key is built faster afterwards.
    String createTable(TableName table, TableShape shape);

    /// One load into one table. Touches nothing yet.
    ///
    /// @param session used by this load alone until it is over; its transactions are the load's own
    TableLoad load(Connection session, LoadPlan plan);
}
