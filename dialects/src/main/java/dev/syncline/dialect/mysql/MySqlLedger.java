package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.LoadNames;
import org.jspecify.annotations.Nullable;

/// The ledger table: one row per load in its target's database. Every statement belongs to the caller's transaction.
final class MySqlLedger {

    /// How far the swap is. It cannot be in one transaction with the ledger, since DDL commits by itself.
    enum Phase {
        LOADING,
        /// The swap may have happened: it has, where no staging table is left.
        SWAPPING,
        SWAPPED
    }

    private final Connection session;
    private final TableName name;
    private final String table;
    private final UUID load;

    MySqlLedger(Connection session, String schema, UUID load) {
        this.session = session;
        this.name = new TableName(schema, LoadNames.LEDGER);
        this.table = MySqlNames.quote(name);
        this.load = load;
    }

    TableName name() {
        return name;
    }

    static String create(TableName name) {
        return """
                CREATE TABLE IF NOT EXISTS %s (
                    load_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
                    fence BIGINT NOT NULL,
                    target VARCHAR(255) NOT NULL,
                    extraction CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
                    extraction_fence BIGINT NOT NULL DEFAULT 0,
                    next_offset BIGINT NOT NULL DEFAULT 0,
                    chunks BIGINT NOT NULL DEFAULT 0,
                    row_count BIGINT NOT NULL DEFAULT 0,
                    bytes BIGINT NOT NULL DEFAULT 0,
                    checksum BIGINT NOT NULL DEFAULT 0,
                    phase VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'LOADING',
                    changed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
                ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4""".formatted(MySqlNames.quote(name));
    }

    /// @param taken null where a holder has claimed the load but not begun
    record Row(long fence, @Nullable Ledger taken, Phase phase) {}

    /// @param lock whether nobody else may change the row until the transaction ends
    Optional<Row> find(boolean lock) throws SQLException {
        String sql = """
                SELECT fence, extraction, extraction_fence, next_offset, chunks, row_count, bytes, checksum, phase
                FROM %s
                WHERE load_id = ?%s""".formatted(table, lock ? "\nFOR UPDATE" : "");
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, load.toString());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Row(row.getLong(1), taken(row), Phase.valueOf(row.getString(9)))) : Optional.empty();
            }
        }
    }

    private static @Nullable Ledger taken(ResultSet row) throws SQLException {
        String extraction = row.getString(2);
        return extraction == null
                ? null
                : new Ledger(
                        UUID.fromString(extraction),
                        row.getLong(3),
                        row.getLong(4),
                        new Manifest(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8)),
                        Phase.valueOf(row.getString(9)) == Phase.SWAPPED);
    }

    /// Takes the load for a holder, unless a later one has it.
    void claim(long fence, TableName target) throws SQLException {
        String sql = """
                INSERT INTO %s (load_id, fence, target)
                VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE fence = GREATEST(fence, ?)""".formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            update.setString(1, load.toString());
            update.setLong(2, fence);
            update.setString(3, target.toString());
            update.setLong(4, fence);
            update.executeUpdate();
        }
    }

    /// @return false where the holder has lost the load
    boolean begin(long fence, Ledger start) throws SQLException {
        String sql = """
                UPDATE %s
                SET extraction = ?, extraction_fence = ?, next_offset = ?, chunks = ?, row_count = ?, bytes = ?, checksum = ?, phase = 'LOADING'
                WHERE load_id = ? AND fence = ?""".formatted(table);
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
    boolean advance(long fence, Ledger before, Ledger after) throws SQLException {
        String sql = """
                UPDATE %s
                SET next_offset = ?, chunks = ?, row_count = ?, bytes = ?, checksum = ?
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

    /// @return false where the holder has lost the load
    boolean enter(Phase phase, long fence) throws SQLException {
        try (PreparedStatement update =
                session.prepareStatement("UPDATE %s SET phase = ? WHERE load_id = ? AND fence = ?".formatted(table))) {
            update.setString(1, phase.name());
            update.setString(2, load.toString());
            update.setLong(3, fence);
            return update.executeUpdate() == 1;
        }
    }

    void delete() throws SQLException {
        try (PreparedStatement delete = session.prepareStatement("DELETE FROM %s WHERE load_id = ?".formatted(table))) {
            delete.setString(1, load.toString());
            delete.executeUpdate();
        }
    }
}
