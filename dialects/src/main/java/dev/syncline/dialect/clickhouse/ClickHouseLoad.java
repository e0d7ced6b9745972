package dev.syncline.dialect.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.clickhouse.ClickHouseCatalog.Look;
import dev.syncline.dialect.load.AppendOnlyLedger.State;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoggedLoad;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.VerificationFailed;
import dev.syncline.dialect.read.KeyOrder;
import org.jspecify.annotations.Nullable;

/// One load into ClickHouse, which has no transactions. What stands for them:
///
/// - A batch is one block of one insert and carries a token made of the load and the place where the batch begins; the staging table remembers its
///   tokens (`non_replicated_deduplication_window`), also under another name and after a kill (measured). Rows are sent as they come. When the last of
///   them has been sent, but before the request ends, the ledger says where the batch ends: an insert whose request does not end leaves nothing. Whoever
///   goes on after that sends that very batch again, and what is there already is left out.
/// - A new holder renames the staging table and then ends what still runs on it: an insert that has begun would keep the table whatever its name.
/// - Rows are published by steps that are atomic by themselves and can be repeated: two tables exchange their names, or a partition is moved.
final class ClickHouseLoad extends LoggedLoad<Look> {

    /// One insert is one block, whatever its size: only a block is written whole or not at all, and known again.
    private static final Map<String, String> ONE_BLOCK = Map.of(
            "max_insert_block_size", "1000000000",
            "min_insert_block_size_rows", "1000000000",
            "min_insert_block_size_bytes", "1000000000000",
            "max_insert_threads", "1",
            "insert_deduplicate", "1");

    private final ClickHouseTarget target;
    private final Connection session;
    private final ClickHouseCatalog catalog;
    private final ClickHouseRows rows;
    private final ClickHouseTableSwap swap;

    ClickHouseLoad(ClickHouseDialect dialect, ClickHouseTarget target, Connection session, LoadPlan plan) {
        super(
                dialect, session, plan, LoadNames.of(plan.load()),
                ClickHouseLedger.of(session, plan.beside(LoadNames.LEDGER), plan.load()), ClickHouseErrors::isMissing);
        this.target = target;
        this.session = session;
        this.catalog = new ClickHouseCatalog(session);
        this.rows = new ClickHouseRows(
                staging, plan.shape(), plan.rules().incrementalKey(), plan.rules().mode() instanceof LoadMode.Merge(var after) ? after : null);
        this.swap = new ClickHouseTableSwap(plan, written, staging, steps, catalog, rows);
    }

    @Override
    protected ClickHouseCatalog catalog() {
        return catalog;
    }

    @Override
    protected LoadNames namesOf(UUID load) {
        return LoadNames.of(load);
    }

    @Override
    protected void expectUsable() {
        target.names().expectUsable(plan.table(), written.shape());
        KeyOrder.expect(target, plan.shape(), plan.rules().incrementalKey());
    }

    @Override
    protected Look look() throws SQLException {
        return catalog.look(plan.table(), ledgerName, names.beginning(), ledger, false);
    }

    @Override
    protected Look lookForForgotten() throws SQLException {
        return catalog.look(plan.table(), ledgerName, names.beginning(), ledger, true);
    }

    @Override
    protected void prepare(Look found) throws SQLException {
        String database = plan.table().schema();
        if (found.databaseEngine() == null) {
            steps.ddl("CREATE DATABASE IF NOT EXISTS " + ClickHouseNames.quote(database));
        } else {
            String objection = ClickHouseCatalog.databaseObjection(found.databaseEngine());
            if (objection != null) {
                throw new SyncException(
                        FailureCode.MISCONFIGURED, "Cannot load into %s in the target: database \"%s\" %s".formatted(plan.table(), database, objection));
            }
        }
        if (!found.has(ledgerName)) {
            steps.execute(ClickHouseLedger.create(ledgerName));
        }
    }

    @Override
    protected void rename(TableName table, TableName to) throws SQLException {
        steps.execute("RENAME TABLE %s TO %s".formatted(ClickHouseNames.quote(table), ClickHouseNames.quote(to)));
    }

    @Override
    protected void drop(TableName table) throws SQLException {
        swap.drop(table);
    }

    @Override
    protected void dropTarget() throws SQLException {
        swap.empty(plan.table());
        steps.ddl("DROP TABLE " + ClickHouseNames.quote(plan.table()));
    }

    /// The mark is put together by the server, so that the statement does not find itself.
    @Override
    protected void endWhatRuns() throws SQLException {
        String mark = "concat('_syncline_', %s)".formatted(ClickHouseNames.text(names.load()));
        steps.execute("KILL QUERY WHERE position(query, %s) > 0 SYNC".formatted(mark));
        steps.execute("KILL MUTATION WHERE database = %s AND position(command, %s) > 0 SYNC"
                .formatted(ClickHouseNames.text(plan.table().schema()), mark));
    }

    @Override
    protected boolean missesRenamedTables() {
        return true;
    }

    @Override
    protected void expectPossible(Look found) throws SQLException {
        swap.expectPossible(found);
    }

    @Override
    protected String createStaging() {
        return target.createStaging(staging, written, plan.rules());
    }

    @Override
    protected State send(RowBatch batch) throws SQLException {
        AnnouncedRows announced = new AnnouncedRows(batch);
        try {
            session.unwrap(ClickHouseHttp.class).send(rows.insert(), announced, settings(batch.before()));
        } catch (SQLException e) {
            throw announced.cause(e);
        }
        return announced.state();
    }

    private Map<String, String> settings(Ledger before) {
        Map<String, String> settings = new HashMap<>(ONE_BLOCK);
        settings.put("insert_deduplication_token", "%s/%d/%d".formatted(plan.load(), before.extractionFence(), before.nextOffset()));
        return settings;
    }

    /// The rows of a batch, whose end is written down before the request can end. Neutral text has a newline at the end of each row and nowhere else.
    /// Whatever goes wrong, another number of rows than announced too, breaks the request off.
    private final class AnnouncedRows extends InputStream {

        private final RowBatch batch;
        private final InputStream rows;
        private long count;
        private @Nullable State state;
        private @Nullable Exception trouble;

        AnnouncedRows(RowBatch batch) {
            this.batch = batch;
            this.rows = batch.rows();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = rows.read(buffer, offset, length);
                for (int i = 0; i < read; i++) {
                    if (buffer[offset + i] == '\n') {
                        count++;
                    }
                }
                if (read < 0 && state == null) {
                    announceEnd();
                }
                return read;
            } catch (SQLException | IOException | RuntimeException e) {
                trouble = e;
                throw new IOException("The batch is not sent to its end", e);
            } catch (Error e) {
                trouble = new IOException(e);
                throw e;
            }
        }

        private void announceEnd() throws SQLException {
            if (count != batch.count()) {
                throw VerificationFailed.batch(plan, count, batch.count());
            }
            state = announce(batch);
        }

        State state() {
            return Objects.requireNonNull(state);
        }

        /// Why the insert has failed: that of the rows, where they are the reason.
        SQLException cause(SQLException e) {
            return switch (trouble) {
                case RuntimeException own -> throw own;
                case SQLException own -> own;
                case null, default -> e;
            };
        }
    }

    @Override
    protected long prove(State state, Ledger taken) throws SQLException {
        return swap.proveAndDeduplicate(taken, steps::expectMine);
    }

    @Override
    protected LoadReport makeContent(State state, Look found) throws SQLException {
        return swap.publish(state, found);
    }

    @Override
    protected LoadReport goOnMakingContent(State state, Look found) throws SQLException {
        return swap.goOn(state, found);
    }
}
