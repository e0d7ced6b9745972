package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.AppendOnlyLedger;

/// What is particular to the ledger here: what one holder of a load has written is a partition, which goes without a trace and without a mutation.
final class ClickHouseLedger {

    private ClickHouseLedger() {}

    static AppendOnlyLedger of(Connection session, TableName name, UUID load) {
        String table = ClickHouseNames.quote(name);
        return new AppendOnlyLedger(session, table, load, (id, fence) -> "ALTER TABLE %s DROP PARTITION (%s, %d)".formatted(table, id, fence));
    }

    static String create(TableName table) {
        return """
                CREATE TABLE IF NOT EXISTS %s (
                    load_id String, fence Int64, step Int64, target String, phase String, extraction String, extraction_fence Int64,
                    next_offset Int64, chunks Int64, row_count Int64, bytes Int64, checksum Int64, repeat_to Int64, made String,
                    inserted Int64, updated Int64, duplicates Int64, changed_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
                )
                ENGINE = MergeTree
                PARTITION BY (load_id, fence)
                ORDER BY (load_id, fence, step)""".formatted(ClickHouseNames.quote(table));
    }
}
