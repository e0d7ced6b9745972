package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.AppendOnlyLedger;

/// What is particular to the ledger here.
final class StreamLoadLedger {

    private StreamLoadLedger() {}

    static AppendOnlyLedger of(Connection session, TableName name, UUID load) {
        String table = StreamLoadNames.quote(name);
        return new AppendOnlyLedger(session, table, load, (id, fence) -> "DELETE FROM %s WHERE load_id = %s AND fence = %d".formatted(table, id, fence));
    }

    static String create(StreamLoadEngine engine, TableName table, int replicas) {
        return """
                CREATE TABLE IF NOT EXISTS %s (
                    load_id VARCHAR(36) NOT NULL,
                    fence BIGINT NOT NULL,
                    step BIGINT NOT NULL,
                    target VARCHAR(4096) NOT NULL,
                    phase VARCHAR(10) NOT NULL,
                    extraction VARCHAR(36) NOT NULL,
                    extraction_fence BIGINT NOT NULL,
                    next_offset BIGINT NOT NULL,
                    chunks BIGINT NOT NULL,
                    row_count BIGINT NOT NULL,
                    bytes BIGINT NOT NULL,
                    checksum BIGINT NOT NULL,
                    repeat_to BIGINT NOT NULL,
                    made VARCHAR(1024) NOT NULL,
                    inserted BIGINT NOT NULL,
                    updated BIGINT NOT NULL,
                    duplicates BIGINT NOT NULL,
                    changed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
                )
                %s""".formatted(StreamLoadNames.quote(table), engine.ownClauses(List.of("load_id", "fence", "step"), 1, replicas));
    }
}
