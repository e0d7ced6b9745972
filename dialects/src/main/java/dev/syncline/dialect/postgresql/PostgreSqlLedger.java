package dev.syncline.dialect.postgresql;

import java.util.UUID;

import dev.syncline.contracts.table.TableName;

/// The statements that are particular to the ledger here.
public final class PostgreSqlLedger {

    private PostgreSqlLedger() {}

    static String claimShared(TableName name) {
        return """
                INSERT INTO %s AS ledger (load_id, fence, target)
                VALUES (?, ?, ?)
                ON CONFLICT (load_id) DO UPDATE
                SET fence = excluded.fence, changed_at = CURRENT_TIMESTAMP
                WHERE ledger.fence <= excluded.fence""".formatted(PostgreSqlNames.quote(name));
    }

    /// A table of the load's own has its row from the beginning, so that no `ON CONFLICT` is needed, which PostgreSQL 9.4 does not know.
    public static String claimOwn(TableName name) {
        return """
                UPDATE %s AS ledger
                SET fence = claim.fence, target = claim.target, changed_at = CURRENT_TIMESTAMP
                FROM (SELECT CAST(? AS varchar) AS load_id, CAST(? AS bigint) AS fence, CAST(? AS text) AS target) AS claim
                WHERE ledger.load_id = claim.load_id AND ledger.fence <= claim.fence""".formatted(PostgreSqlNames.quote(name));
    }

    /// The row that nobody has claimed.
    public static String insertOwn(TableName name, UUID load) {
        return "INSERT INTO %s (load_id, fence, target) VALUES ('%s', 0, '')".formatted(PostgreSqlNames.quote(name), load);
    }

    public static String create(TableName name) {
        return """
                CREATE TABLE %s (
                    load_id varchar(36) PRIMARY KEY,
                    fence bigint NOT NULL,
                    target text NOT NULL,
                    phase varchar(10) NOT NULL DEFAULT 'LOADING',
                    extraction varchar(36),
                    extraction_fence bigint NOT NULL DEFAULT 0,
                    next_offset bigint NOT NULL DEFAULT 0,
                    chunks bigint NOT NULL DEFAULT 0,
                    row_count bigint NOT NULL DEFAULT 0,
                    bytes bigint NOT NULL DEFAULT 0,
                    checksum bigint NOT NULL DEFAULT 0,
                    inserted bigint NOT NULL DEFAULT 0,
                    updated bigint NOT NULL DEFAULT 0,
                    duplicates bigint NOT NULL DEFAULT 0,
                    changed_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
                )""".formatted(PostgreSqlNames.quote(name));
    }
}
