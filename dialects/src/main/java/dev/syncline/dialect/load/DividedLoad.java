package dev.syncline.dialect.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A load whose further rows are appended by several sessions, each to its own lane: of the chunks of the one extraction a lane takes those that are its own and
/// passes over the others.
///
/// The ledger has a row for each lane, written in the transaction that writes the lane's rows. `taken` of a lane's ledger has the rows, bytes and checksum that
/// the lane has taken, and as its chunks the number of the next chunk that it has not passed.
public interface DividedLoad {

    /// Where the lanes stand, as [TableLoad#claim] has found them; empty where the load is not divided.
    List<Ledger> lanes();

    /// Divides what comes after a place, in one transaction.
    ///
    /// @param at as the ledger of the load has it
    /// @return where the lanes stand
    List<Ledger> divide(Ledger at, int lanes) throws SQLException;

    /// A lane of a load that is divided.
    ///
    /// @param session the lane's own, until the lane is closed; that of the load itself for one of them
    Lane lane(Connection session, int number) throws SQLException;

    /// Ends the division, in one transaction: what the lanes have taken is what the load has taken, from here on as if one session had appended it.
    ///
    /// @param before as the ledger of the load has it
    /// @param total with all that the lanes have taken
    void unite(Ledger before, Ledger total) throws SQLException;

    /// One of them.
    interface Lane extends AutoCloseable {

        /// As [TableLoad#append].
        void append(RowBatch batch) throws SQLException;

        /// Does not close the session.
        @Override
        default void close() {}
    }
}
