package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.LedgerTable.Phase;
import org.jspecify.annotations.Nullable;

/// The ledger of one load as a log: ClickHouse has no transactions and updates nothing in place, so that each step is a row more, and the row with
/// the highest fence and number is the state. What an older holder still writes has a lower fence and changes nothing.
///
/// What one holder of a load has written is a partition, which goes without a trace and without a mutation.
final class ClickHouseLedger {

    private final Connection session;
    private final ClickHouseCatalog catalog;
    private final String table;
    private final UUID load;

    ClickHouseLedger(Connection session, TableName table, UUID load) {
        this.session = session;
        this.catalog = new ClickHouseCatalog(session);
        this.table = ClickHouseNames.quote(table);
        this.load = load;
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

    /// @param taken null where a holder has claimed the load but not begun
    /// @param made the table that is to take the target's place, by its uuid; empty where rows are moved into the target
    record State(long fence, long step, Phase phase, @Nullable Ledger taken, String made, LoadReport report) {

        State of(long holder) {
            return new State(holder, step, phase, taken, made, report);
        }

        State taken(Ledger now) {
            return new State(fence, step, Phase.LOADING, now, "", NOTHING);
        }

        State in(Phase next, String uuid, LoadReport found) {
            return new State(fence, step, next, taken, uuid, found);
        }
    }

    private static final LoadReport NOTHING = new LoadReport(0, 0, 0, List.of());

    static State unclaimed() {
        return new State(0, 0, Phase.LOADING, null, "", NOTHING);
    }

    Optional<State> find() throws SQLException {
        String sql = """
                SELECT fence, step, phase, extraction, extraction_fence, next_offset, chunks, row_count, bytes, checksum, repeat_to, made,
                       inserted, updated, duplicates
                FROM %s
                WHERE load_id = %s
                ORDER BY fence DESC, step DESC
                LIMIT 1""".formatted(table, id());
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return Optional.empty();
            }
            Phase phase = Phase.valueOf(row.getString(3));
            LoadReport report = new LoadReport(row.getLong(13), row.getLong(14), row.getLong(15), List.of());
            return Optional.of(new State(row.getLong(1), row.getLong(2), phase, taken(row, phase, report), row.getString(12), report));
        }
    }

    private static @Nullable Ledger taken(ResultSet row, Phase phase, LoadReport report) throws SQLException {
        String extraction = row.getString(4);
        return extraction.isEmpty()
                ? null
                : new Ledger(
                        UUID.fromString(extraction),
                        row.getLong(5),
                        row.getLong(6),
                        new Manifest(row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)),
                        row.getLong(11),
                        phase == Phase.SWAPPED ? report : null);
    }

    /// Writes the next step down.
    ///
    /// @return the state with its number
    State write(State state, TableName target) throws SQLException {
        State next = new State(state.fence, state.step + 1, state.phase, state.taken, state.made, state.report);
        Ledger taken = next.taken;
        String sql = """
                INSERT INTO %s (load_id, fence, step, target, phase, extraction, extraction_fence, next_offset, chunks, row_count, bytes, checksum,
                    repeat_to, made, inserted, updated, duplicates)
                VALUES (%s, %d, %d, %s, '%s', '%s', %d, %d, %d, %d, %d, %d, %d, '%s', %d, %d, %d)""".formatted(
                table, id(), next.fence, next.step, ClickHouseNames.text(target.toString()), next.phase,
                taken == null ? "" : taken.extraction(), taken == null ? 0 : taken.extractionFence(), taken == null ? 0 : taken.nextOffset(),
                taken == null ? 0 : taken.taken().chunks(), taken == null ? 0 : taken.taken().rows(), taken == null ? 0 : taken.taken().bytes(),
                taken == null ? 0 : taken.taken().checksum(), taken == null ? 0 : taken.repeatTo(), next.made,
                next.report.inserted(), next.report.updated(), next.report.duplicates());
        execute(sql);
        return next;
    }

    /// What holders up to this one have written: a later one's is his.
    void deleteUpTo(long holder) throws SQLException {
        for (String fence : catalog.texts("SELECT DISTINCT fence FROM %s WHERE load_id = %s AND fence <= %d".formatted(table, id(), holder))) {
            execute("ALTER TABLE %s DROP PARTITION (%s, %s)".formatted(table, id(), fence));
        }
    }

    /// Loads whose rows have been in their table for a week: their loader died before it could forget them.
    List<UUID> forgotten() throws SQLException {
        String sql = """
                SELECT load_id
                FROM %s
                GROUP BY load_id
                HAVING argMax(phase, (fence, step)) = 'SWAPPED' AND max(changed_at) < now() - INTERVAL 7 DAY""".formatted(table);
        return catalog.texts(sql).stream().map(UUID::fromString).filter(other -> !other.equals(load)).toList();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private String id() {
        return ClickHouseNames.text(load.toString());
    }
}
