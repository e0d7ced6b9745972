package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.TransactionalLedger;

/// What is particular to the ledger here.
final class MySqlLedger {

    private MySqlLedger() {}

    static TransactionalLedger of(Connection session, TableName name, UUID load) {
        String claim = """
                INSERT INTO %s (load_id, fence, target)
                VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE fence = GREATEST(fence, VALUES(fence))""".formatted(MySqlNames.quote(name));
        return new TransactionalLedger(session, MySqlNames.quote(name), claim, load);
    }

    static String create(TableName name) {
        return """
                CREATE TABLE IF NOT EXISTS %s (
                    load_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
                    fence BIGINT NOT NULL,
                    target VARCHAR(255) NOT NULL,
                    phase VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'LOADING',
                    extraction CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
                    extraction_fence BIGINT NOT NULL DEFAULT 0,
                    next_offset BIGINT NOT NULL DEFAULT 0,
                    chunks BIGINT NOT NULL DEFAULT 0,
                    row_count BIGINT NOT NULL DEFAULT 0,
                    bytes BIGINT NOT NULL DEFAULT 0,
                    checksum BIGINT NOT NULL DEFAULT 0,
                    inserted BIGINT NOT NULL DEFAULT 0,
                    updated BIGINT NOT NULL DEFAULT 0,
                    duplicates BIGINT NOT NULL DEFAULT 0,
                    changed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
                ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4""".formatted(MySqlNames.quote(name));
    }
}
