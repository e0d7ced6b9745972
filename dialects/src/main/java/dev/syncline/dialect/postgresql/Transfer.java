package dev.syncline.dialect.postgresql;

import java.io.InputStream;
import java.sql.SQLException;

/// A way for the rows of one load into its staging table.
public interface Transfer extends AutoCloseable {

    /// Brings a batch in, within the transaction that is open.
    ///
    /// @return how many rows the server counted
    long append(InputStream rows, long rowCount) throws SQLException;

    /// Does not close the session.
    @Override
    default void close() {}
}
