package dev.syncline.dialect.postgresql;

import java.sql.SQLException;

import dev.syncline.dialect.load.RowBatch;

/// A way for the rows of one load into its staging table.
public interface Transfer extends AutoCloseable {

    /// Brings a gathered batch in, within the transaction that is open.
    ///
    /// @return how many rows the server counted
    long append(RowBatch batch) throws SQLException;

    /// Does not close the session.
    @Override
    default void close() {}
}
