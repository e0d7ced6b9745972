package dev.syncline.dialect.postgresql;

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

/// The ledger table: one row per load in its target's schema. Every statement belongs to the caller's transaction.
final class PostgreSqlLedger {

    private final Connection session;
    private final TableName name;
    private final String table;
    private final UUID load;

    PostgreSqlLedger(Connection session, String schema, UUID load) {
        this.session = session;
        this.name = new TableName(schema, LoadNames.LEDGER);
        this.table = PostgreSqlNames.quote(name);
        this.load = load;
    }

    TableName name() {
        return name;
    }

    static String create(TableName name) {
        return """
                CREATE TABLE %s (
                    load uuid PRIMARY KEY,
                    fence bigint NOT NULL,
                    target text NOT NULL,
                    extraction uuid,
                    extraction_fence bigint NOT NULL DEFAULT 0,
                    next_offset bigint NOT NULL DEFAULT 0,
                    chunks bigint NOT NULL DEFAULT 0,
                    row_count bigint NOT NULL DEFAULT 0,
                    bytes bigint NOT NULL DEFAULT 0,
                    checksum bigint NOT NULL DEFAULT 0,
                    swapped boolean NOT NULL DEFAULT false,
                    changed_at timestamptz NOT NULL DEFAULT now()
                )""".formatted(PostgreSqlNames.quote(name));
    }

    /// @param taken null where a holder has claimed the load but not begun
    record Row(long fence, @Nullable Ledger taken) {}

    /// @param lock whether nobody else may change the row until the transaction ends
    Optional<Row> find(boolean lock) throws SQLException {
        String sql = """
                SELECT fence, extraction, extraction_fence, next_offset, chunks, row_count, bytes, checksum, swapped
                FROM %s
                WHERE load = ?%s""".formatted(table, lock ? "\nFOR UPDATE" : "");
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setObject(1, load);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Row(row.getLong(1), taken(row))) : Optional.empty();
            }
        }
    }

    private static @Nullable Ledger taken(ResultSet row) throws SQLException {
        UUID extraction = row.getObject(2, UUID.class);
        return extraction == null
                ? null
                : new Ledger(
                        extraction,
                        row.getLong(3),
                        row.getLong(4),
                        new Manifest(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8)),
                        row.getBoolean(9));
    }

    /// Takes the load for a holder, unless a later one has it.
    void claim(long fence, TableName target) throws SQLException {
        String sql = """
                INSERT INTO %s AS ledger (load, fence, target)
                VALUES (?, ?, ?)
                ON CONFLICT (load) DO UPDATE
                SET fence = excluded.fence, changed_at = now()
                WHERE ledger.fence <= excluded.fence""".formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            update.setObject(1, load);
            update.setLong(2, fence);
            update.setString(3, target.toString());
            update.executeUpdate();
        }
    }

    /// @return false where the holder has lost the load
    boolean begin(long fence, Ledger start) throws SQLException {
        String sql = """
                UPDATE %s
                SET extraction = ?, extraction_fence = ?, next_offset = ?, chunks = ?, row_count = ?, bytes = ?, checksum = ?, swapped = false,
                    changed_at = now()
                WHERE load = ? AND fence = ?""".formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            update.setObject(1, start.extraction());
            update.setLong(2, start.extractionFence());
            set(update, 3, start);
            update.setObject(8, load);
            update.setLong(9, fence);
            return update.executeUpdate() == 1;
        }
    }

    /// @return false where the holder has lost the load, or the ledger is not what the holder believes
    boolean advance(long fence, Ledger before, Ledger after) throws SQLException {
        String sql = """
                UPDATE %s
                SET next_offset = ?, chunks = ?, row_count = ?, bytes = ?, checksum = ?, changed_at = now()
                WHERE load = ? AND fence = ? AND extraction = ? AND extraction_fence = ? AND next_offset = ? AND chunks = ? AND NOT swapped"""
                .formatted(table);
        try (PreparedStatement update = session.prepareStatement(sql)) {
            set(update, 1, after);
            update.setObject(6, load);
            update.setLong(7, fence);
            update.setObject(8, before.extraction());
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

    void markSwapped() throws SQLException {
        try (PreparedStatement update =
                session.prepareStatement("UPDATE %s SET swapped = true, changed_at = now() WHERE load = ?".formatted(table))) {
            update.setObject(1, load);
            update.executeUpdate();
        }
    }

    void delete() throws SQLException {
        try (PreparedStatement delete = session.prepareStatement("DELETE FROM %s WHERE load = ?".formatted(table))) {
            delete.setObject(1, load);
            delete.executeUpdate();
        }
    }
}
