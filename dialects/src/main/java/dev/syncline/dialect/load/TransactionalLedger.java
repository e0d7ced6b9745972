package dev.syncline.dialect.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import org.jspecify.annotations.Nullable;

/// The ledger of one load: its row in the table that every schema has which is loaded into. The SQL here is common to the databases; how the
/// table is made and how its row is claimed is the dialect's. Every statement belongs to the caller's transaction.
public final class TransactionalLedger {

    /// How far a load is.
    public enum Phase {
        LOADING,
        /// All rows are staged and counted, and of several of one key the newest is left.
        PROVEN,
        /// Only where DDL commits by itself: the swap may have happened. It has, where no staging table is left.
        SWAPPING,
        /// The target table holds the rows.
        SWAPPED
    }

    private final Connection session;
    private final String table;
    private final String claim;
    private final UUID load;

    /// @param table quoted
    /// @param claim the statement that writes `load_id`, `fence` and `target` and leaves a higher fence as it is
    public TransactionalLedger(Connection session, String table, String claim, UUID load) {
        this.session = session;
        this.table = table;
        this.claim = claim;
        this.load = load;
    }

    /// @param taken null where a holder has claimed the load but not begun
    /// @param duplicates rows that were left out when the rows were proven
    /// @param lanes among how many the load is divided, each of which has a row of its own; 0 where it is not
    public record Row(long fence, Phase phase, @Nullable Ledger taken, long duplicates, int lanes) {}

    /// @param lock whether nobody else may change the row until the transaction ends
    public Optional<Row> find(boolean lock) throws SQLException {
        String sql = """
                SELECT fence, phase, extraction, extraction_fence, next_offset, chunks, row_count, bytes, checksum, inserted, updated, duplicates
                FROM %s
                WHERE load_id = ?%s""".formatted(table, lock ? "\nFOR UPDATE" : "");
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, load.toString());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Row(row.getLong(1), Phase.valueOf(row.getString(2)), taken(row), row.getLong(12), lanes(row)))
                        : Optional.empty();
            }
        }
    }

    /// As long as nothing is inserted, the column says how many lanes there are: ledgers of earlier versions have no other.
    private static int lanes(ResultSet row) throws SQLException {
        return Phase.valueOf(row.getString(2)) == Phase.LOADING ? row.getInt(10) : 0;
    }

    private static @Nullable Ledger taken(ResultSet row) throws SQLException {
        String extraction = row.getString(3);
        if (extraction == null) {
            return null;
        }
        LoadReport report = new LoadReport(row.getLong(10), row.getLong(11), row.getLong(12), List.of());
        return new Ledger(
                UUID.fromString(extraction),
                row.getLong(4),
                row.getLong(5),
                new Manifest(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9)),
                0,
                Phase.valueOf(row.getString(2)) == Phase.SWAPPED ? report : null);
    }

    /// Takes the load for a holder, unless a later one has it.
    public void claim(long fence, TableName target) throws SQLException {
        try (PreparedStatement update = session.prepareStatement(claim)) {
            update.setString(1, load.toString());
            update.setLong(2, fence);
            update.setString(3, target.toString());
            update.executeUpdate();
        }
    }

    /// @return false where the holder has lost the load, or its rows are in the table already
    public boolean begin(long fence, Ledger start) throws SQLException {
        String sql = """
                UPDATE %s
                SET extraction = ?, extraction_fence = ?, next_offset = ?, chunks = ?, row_count = ?, bytes = ?, checksum = ?,
                    phase = 'LOADING', inserted = 0, updated = 0, duplicates = 0, changed_at = CURRENT_TIMESTAMP
                WHERE load_id = ? AND fence = ? AND phase <> 'SWAPPED'""".formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            update.setString(1, start.extraction().toString());
            update.setLong(2, start.extractionFence());
            set(update, 3, start);
            update.setString(8, load.toString());
            update.setLong(9, fence);
            return update.executeUpdate() == 1;
        }
    }

    /// @return false where the holder has lost the load, or the ledger is not what the holder believes
    public boolean advance(long fence, Ledger before, Ledger after) throws SQLException {
        String sql = """
                UPDATE %s
                SET next_offset = ?, chunks = ?, row_count = ?, bytes = ?, checksum = ?, changed_at = CURRENT_TIMESTAMP
                WHERE load_id = ? AND fence = ? AND extraction = ? AND extraction_fence = ? AND next_offset = ? AND chunks = ?
                  AND phase = 'LOADING'""".formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            set(update, 1, after);
            update.setString(6, load.toString());
            update.setLong(7, fence);
            update.setString(8, before.extraction().toString());
            update.setLong(9, before.extractionFence());
            update.setLong(10, before.nextOffset());
            update.setLong(11, before.taken().chunks());
            return update.executeUpdate() == 1;
        }
    }

    private static void set(PreparedStatement update, int first, Ledger ledger) throws SQLException {
        update.setLong(first, ledger.nextOffset());
        update.setLong(first + 1, ledger.taken().chunks());
        update.setLong(first + 2, ledger.taken().rows());
        update.setLong(first + 3, ledger.taken().bytes());
        update.setLong(first + 4, ledger.taken().checksum());
    }

    /// @param report what is to be told of the rows in this phase
    /// @return false where the holder has lost the load
    public boolean enter(Phase phase, long fence, LoadReport report) throws SQLException {
        String sql = """
                UPDATE %s
                SET phase = ?, inserted = ?, updated = ?, duplicates = ?, changed_at = CURRENT_TIMESTAMP
                WHERE load_id = ? AND fence = ?""".formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            update.setString(1, phase.name());
            update.setLong(2, report.inserted());
            update.setLong(3, report.updated());
            update.setLong(4, report.duplicates());
            update.setString(5, load.toString());
            update.setLong(6, fence);
            return update.executeUpdate() == 1;
        }
    }

    /// @return false where the holder has lost the load
    boolean divided(long fence, int lanes) throws SQLException {
        String sql = "UPDATE %s SET inserted = ?, changed_at = CURRENT_TIMESTAMP WHERE load_id = ? AND fence = ? AND phase = 'LOADING'".formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            update.setInt(1, lanes);
            update.setString(2, load.toString());
            update.setLong(3, fence);
            return update.executeUpdate() == 1;
        }
    }

    public void delete() throws SQLException {
        try (PreparedStatement delete = session.prepareStatement("DELETE FROM %s WHERE load_id = ?".formatted(table))) {
            delete.setString(1, load.toString());
            delete.executeUpdate();
        }
    }

    /// Loads of which nothing has been written for a week: whoever had them has died, and nobody has cleaned up since.
    public List<UUID> forgotten() throws SQLException {
        String sql = "SELECT load_id FROM %s WHERE changed_at < CURRENT_TIMESTAMP - INTERVAL '7' DAY".formatted(table);
        List<UUID> found = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(UUID.fromString(rows.getString(1)));
            }
        }
        found.remove(load);
        return found;
    }

    /// The ledger of another load of the same schema.
    public TransactionalLedger of(UUID other) {
        return new TransactionalLedger(session, table, claim, other);
    }

    /// The same by another session.
    TransactionalLedger by(Connection other, UUID whose) {
        return new TransactionalLedger(other, table, claim, whose);
    }
}
