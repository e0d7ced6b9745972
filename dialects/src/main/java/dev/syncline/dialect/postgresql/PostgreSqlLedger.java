package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.LedgerTable;

/// What is particular to the ledger here.
final class PostgreSqlLedger {

    private PostgreSqlLedger() {}

    static LedgerTable of(Connection session, TableName name, UUID load) {
        String claim = """
                INSERT INTO %s AS ledger (load_id, fence, target)
                VALUES (?, ?, ?)
                ON CONFLICT (load_id) DO UPDATE
                SET fence = excluded.fence, changed_at = CURRENT_TIMESTAMP
                WHERE ledger.fence <= excluded.fence""".formatted(PostgreSqlNames.quote(name));
        return new LedgerTable(session, PostgreSqlNames.quote(name), claim, load);
    }

    static String create(TableName name) {
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
