package dev.syncline.dialect.load;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.WorkResult.Remnant;

/// One load of one table by one holder: staging, ledger, swap.
///
/// Rows go into a staging table beside the target table (same schema, a name that contains load and fence). What has been taken is
/// written to the ledger in the transaction that writes the rows. A holder with a higher fence renames the staging table and thereby
/// takes it away: whatever an older holder still sends fails, including its last step.
///
/// Order of calls: [#claim], then either [#begin] or, with what claim found, [#append] until all is taken, [#complete], [#publish], and
/// [#forget] at the end of every road. Every method may throw [LostFence] once another holder has claimed the load.
public interface TableLoad extends AutoCloseable {

    /// Looks whether rows can become the table's content by the plan's rules. Only reads, and says the same to a preview and to the load itself.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException where they cannot
    void expectPossible() throws SQLException;

    /// Makes this holder the only one, creating the target's schema and the ledger where they are missing.
    ///
    /// @return what earlier holders have taken, where there is any
    Optional<Ledger> claim() throws SQLException;

    /// Makes an empty staging table, in place of one that may be there, and writes the ledger.
    void begin(Ledger start) throws SQLException;

    /// Appends whole rows and writes the ledger, in one transaction.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNUSABLE_VALUE` where the target refuses or would alter a value, or
    ///     `UNPROVEN` where it has counted other rows than the batch has
    void append(RowBatch batch) throws SQLException;

    /// How several sessions append to the staging table; empty where this load is written by one.
    default Optional<DividedLoad> divided() throws SQLException {
        return Optional.empty();
    }

    /// Counts the staging table's rows, compares with the ledger, and builds the primary key.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNPROVEN` where the counts differ
    void complete(Ledger taken) throws SQLException;

    /// Makes the staged rows the content of the target table by the plan's rules, atomically for readers, and marks the ledger.
    ///
    /// @return what became of the rows
    /// @throws dev.syncline.contracts.failure.SyncException with `LOCKED` where the lock could not be had in time, or `IN_USE` where
    ///     other objects depend on the old table; the old table then stays as it was
    LoadReport publish(Ledger taken) throws SQLException;

    /// Removes everything of this load but the target table: staging table, replaced table, ledger row. May be called at any time and again.
    void forget() throws SQLException;

    /// What of this load is in the target beside the target table: tables with their sizes, and rows of the ledger. Only reads, and asks every part of
    /// the target, so that an empty answer means that there is nothing.
    List<Remnant> remnants() throws SQLException;

    /// The DDL executed so far, in order.
    List<String> statements();

    /// Does not close the session.
    @Override
    default void close() {}
}
