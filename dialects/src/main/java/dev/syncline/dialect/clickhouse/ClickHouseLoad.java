package dev.syncline.dialect.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.dialect.KeyOrder;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.LedgerLog;
import dev.syncline.dialect.LedgerLog.State;
import dev.syncline.dialect.LedgerTable.Phase;
import dev.syncline.dialect.LoadNames;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.LoadSteps;
import dev.syncline.dialect.Remnants;
import dev.syncline.dialect.RowBatch;
import dev.syncline.dialect.TableLoad;
import dev.syncline.dialect.Unproven;
import dev.syncline.dialect.WrittenShape;
import org.jspecify.annotations.Nullable;

/// One load into ClickHouse, which has no transactions. What stands for them:
///
/// - A batch is one block of one insert and carries a token made of the load and the place where the batch begins; the staging table remembers its
///   tokens (`non_replicated_deduplication_window`), also under another name and after a kill (measured). Rows are sent as they come. When the last of
///   them has been sent, but before the request ends, the ledger says where the batch ends: an insert whose request does not end leaves nothing. Whoever
///   goes on after that sends that very batch again, and what is there already is left out.
/// - A new holder renames the staging table and then ends what still runs on it: an insert that has begun would keep the table whatever its name.
/// - Rows are published by steps that are atomic by themselves and can be repeated: two tables exchange their names, or a partition is moved.
final class ClickHouseLoad implements TableLoad {

    /// One insert is one block, whatever its size: only a block is written whole or not at all, and known again.
    private static final Map<String, String> ONE_BLOCK = Map.of(
            "max_insert_block_size", "1000000000",
            "min_insert_block_size_rows", "1000000000",
            "min_insert_block_size_bytes", "1000000000000",
            "max_insert_threads", "1",
            "insert_deduplicate", "1");

    private final ClickHouseTarget target;
    private final Connection session;
    private final LoadPlan plan;
    private final WrittenShape written;
    private final LoadNames names;
    private final TableName staging;
    private final TableName ledgerName;
    private final LedgerLog ledger;
    private final LoadSteps steps;
    private final ClickHouseCatalog catalog;
    private final ClickHouseRows rows;
    private final ClickHousePublication publication;
    /// Whether nobody has ever written of this load but this session.
    private boolean isFirst;
    private @Nullable State own;

    ClickHouseLoad(ClickHouseDialect dialect, ClickHouseTarget target, Connection session, LoadPlan plan) {
        this.target = target;
        this.session = session;
        this.plan = plan;
        this.written = WrittenShape.of(plan);
        this.names = LoadNames.of(plan.load());
        this.staging = beside(names.staging(plan.fence()));
        this.ledgerName = beside(LoadNames.LEDGER);
        this.ledger = ClickHouseLedger.of(session, ledgerName, plan.load());
        this.steps = new LoadSteps(dialect, session, plan, ledger, ClickHouseErrors::isMissing);
        this.catalog = new ClickHouseCatalog(session);
        this.rows = new ClickHouseRows(
                staging, plan.shape(), plan.rules().incrementalKey(), plan.rules().mode() instanceof LoadMode.Merge(var after) ? after : null);
        this.publication = new ClickHousePublication(plan, written, staging, steps, catalog, rows);
    }

    private TableName beside(String table) {
        return new TableName(plan.table().schema(), table);
    }

    @Override
    public void expectPossible() throws SQLException {
        publication.expectPossible(look());
    }

    @Override
    public Optional<Ledger> claim() throws SQLException {
        target.names().expectUsable(plan.table(), written.shape());
        KeyOrder.expect(target, plan.shape(), plan.rules().incrementalKey());
        return steps.step("claim the load of", () -> {
            ClickHouseCatalog.Look look = catalog.look(plan.table(), ledgerName, names.beginning(), ledger, true);
            prepareDatabase(look);
            removeForgotten(look.forgotten());
            Optional<State> found = Optional.ofNullable(look.state());
            found.ifPresent(steps::expectNotLater);
            State claimed = steps.write(found.orElseGet(LedgerLog::unclaimed).of(plan.fence()));
            // The first holder that there can be has nobody's tables to take and nobody's statements to end.
            isFirst = found.isEmpty() && plan.fence() <= 1;
            return isFirst ? Optional.empty() : Optional.ofNullable(takeOver(found.orElseGet(LedgerLog::unclaimed), claimed).taken());
        });
    }

    /// What an older holder has announced between the look at the ledger and the claim may have come.
    private State takeOver(State found, State claimed) throws SQLException {
        takeTables();
        endWhatRuns();
        State news = ledger.withLateNews(found, claimed);
        return news == claimed ? steps.expectMine() : steps.write(news);
    }

    private ClickHouseCatalog.Look look() throws SQLException {
        return catalog.look(plan.table(), ledgerName, names.beginning(), ledger, false);
    }

    private void prepareDatabase(ClickHouseCatalog.Look look) throws SQLException {
        String database = plan.table().schema();
        if (look.databaseEngine() == null) {
            steps.ddl("CREATE DATABASE IF NOT EXISTS " + ClickHouseNames.quote(database));
        } else {
            String objection = ClickHouseCatalog.databaseObjection(look.databaseEngine());
            if (objection != null) {
                throw new SyncException(
                        FailureCode.MISCONFIGURED, "Cannot load into %s in the target: database \"%s\" %s".formatted(plan.table(), database, objection));
            }
        }
        if (!look.has(ledgerName)) {
            steps.execute(ClickHouseLedger.create(ledgerName));
        }
    }

    private void removeForgotten(List<UUID> loads) throws SQLException {
        for (UUID load : loads) {
            for (String table : catalog.tablesStartingWith(plan.table().schema(), LoadNames.of(load).beginning())) {
                drop(table);
            }
            ledger.of(load).deleteUpTo(Long.MAX_VALUE);
        }
    }

    private void drop(String table) throws SQLException {
        steps.execute(ClickHousePublication.drop(ClickHouseNames.quote(beside(table))));
    }

    private void takeTables() throws SQLException {
        for (String table : catalog.tablesStartingWith(staging.schema(), names.beginning())) {
            long fence = names.holderOf(table);
            if (fence > 0 && fence < plan.fence()) {
                String mine = names.underFence(table, plan.fence());
                steps.execute("RENAME TABLE %s TO %s".formatted(ClickHouseNames.quote(beside(table)), ClickHouseNames.quote(beside(mine))));
            }
        }
    }

    /// The mark is put together by the server, so that the statement does not find itself.
    private void endWhatRuns() throws SQLException {
        String mark = "concat('_syncline_', %s)".formatted(ClickHouseNames.text(names.load()));
        steps.execute("KILL QUERY WHERE position(query, %s) > 0 SYNC".formatted(mark));
        steps.execute("KILL MUTATION WHERE database = %s AND position(command, %s) > 0 SYNC"
                .formatted(ClickHouseNames.text(plan.table().schema()), mark));
    }

    /// Never what a later holder has: this one may have been asleep since it looked at the ledger.
    private void dropUpTo(long fence, ClickHouseCatalog.Look look) throws SQLException {
        for (String table : look.startingWith(names.beginning())) {
            if (names.holderOf(table) <= fence) {
                drop(table);
            }
        }
    }

    @Override
    public void begin(Ledger start) throws SQLException {
        steps.step("make the staging table of", () -> {
            ClickHouseCatalog.Look look = look();
            State state = steps.expectMine(look.state());
            if (state.phase() == Phase.SWAPPED) {
                throw steps.lost();
            }
            publication.expectPossible(look);
            String make = target.createStaging(staging, written, plan.rules());
            if (plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && dropFirst && look.has(plan.table())) {
                publication.empty(plan.table());
                steps.ddl("DROP TABLE " + ClickHouseNames.quote(plan.table()));
            }
            state = steps.undo(state);
            dropUpTo(plan.fence(), look);
            steps.ddl(make);
            return written(state.taken(start));
        });
    }

    private State written(State state) throws SQLException {
        own = null; // what has not been answered may be there or not
        State next = steps.write(state);
        own = next;
        return next;
    }

    /// What the only session that has ever written of this load has written last need not be asked for: steps that change nothing but the load's own tables under this
    /// holder's name and the ledger under his fence harm no successor, whenever they come; he who has slept since he asked does them just so. Before anything else,
    /// the ledger is asked.
    private State mine() throws SQLException {
        State known = own;
        return isFirst && known != null ? known : steps.expectMine();
    }

    @Override
    public void append(RowBatch batch) throws SQLException {
        steps.step("append rows to", () -> {
            AnnouncedRows announced = new AnnouncedRows(batch);
            try {
                session.unwrap(ClickHouseDoor.class).send(rows.insert(), announced, settings(batch.before()));
            } catch (SQLException e) {
                throw announced.cause(e);
            }
            return written(announced.state().taken(batch.after()));
        });
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
                    announce();
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

        private void announce() throws SQLException {
            if (count != batch.count()) {
                throw Unproven.batch(plan, count, batch.count());
            }
            State before = mine();
            own = null;
            state = steps.announce(batch, before);
            own = state;
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
    public void complete(Ledger taken) throws SQLException {
        steps.step("prove the rows of", () -> {
            State state = mine();
            if (state.phase() == Phase.LOADING) {
                long duplicates = publication.proveAndDeduplicate(taken, steps::expectMine);
                // What has not changed anything can be proven again, and needs no step of its own.
                if (duplicates > 0 || !taken.equals(state.taken())) {
                    written(state.taken(taken).in(Phase.PROVEN, "", new LoadReport(0, 0, duplicates, List.of())));
                }
            }
            return true;
        });
    }

    @Override
    public LoadReport publish(Ledger taken) throws SQLException {
        return steps.step("publish the rows of", () -> {
            LoadReport report = publication.publish(look());
            return new LoadReport(report.inserted(), report.updated(), report.duplicates(), steps.notes());
        });
    }

    @Override
    public void forget() throws SQLException {
        steps.step("clean up after the load of", () -> {
            ClickHouseCatalog.Look look = look();
            if (look.databaseEngine() == null) {
                return false;
            }
            @Nullable State state = look.state();
            if (state != null) {
                steps.expectNotLater(state);
                steps.undo(state);
            }
            // A holder that has come to its last step has ended what ran before its own statements.
            if (state == null || state.phase() != Phase.SWAPPED || state.fence() != plan.fence()) {
                endWhatRuns();
            }
            dropUpTo(plan.fence(), look);
            if (state != null) {
                ledger.deleteUpTo(plan.fence());
            }
            return true;
        });
    }

    @Override
    public List<Remnant> remnants() throws SQLException {
        return steps.step("look for what is left of the load of", () -> {
            Remnants found = catalog.sizes(plan.table().schema(), names.beginning());
            boolean known = catalog.exists(ledgerName) && ledger.find().isPresent();
            return (known ? found.ledgerRow(ledgerName) : found).list();
        });
    }

    @Override
    public List<String> statements() {
        return steps.statements();
    }
}
