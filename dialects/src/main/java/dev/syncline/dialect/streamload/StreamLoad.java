package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.dialect.HeldColumn;
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
import dev.syncline.dialect.streamload.JsonRows.RowNumber;

/// One load by stream loads. There are no transactions of several statements; what stands for them:
///
/// - Before a batch is sent, the ledger says where it ends. Its label is made of the load and the batch's place, so that the server refuses it where it
///   has come already, whoever sends it again.
/// - A new holder takes the load in the ledger, renames its tables, and then looks once more at what older holders have announced: who announces later
///   finds no table. What an older one has begun by then is decided by the label it shares with the same batch of the new one.
/// - Rows are published by one statement that is atomic by itself: a table takes another's place, or an insert with a label.
final class StreamLoad implements TableLoad {

    /// Doris forgets labels of stream loads after 12 hours (`streaming_label_keep_max_second`), StarRocks after three days.
    private static final int HOURS_REMEMBERED = 6;
    private static final int CREATE_TRIES = 5;

    private final StreamLoadTarget target;
    private final Connection session;
    private final LoadPlan plan;
    private final WrittenShape written;
    private final LoadNames names;
    private final TableName staging;
    private final TableName ledgerName;
    private final LedgerLog ledger;
    private final LoadSteps steps;
    private final StreamLoadCatalog catalog;
    private final StreamLoadPublication publication;

    StreamLoad(StreamLoadDialect dialect, StreamLoadTarget target, Connection session, LoadPlan plan) {
        this.target = target;
        this.session = session;
        this.plan = plan;
        this.written = WrittenShape.of(plan);
        this.names = dialect.engine().names(plan.load());
        this.staging = beside(names.staging(plan.fence()));
        this.ledgerName = beside(names.ledger());
        this.ledger = StreamLoadLedger.of(session, ledgerName, plan.load());
        this.steps = new LoadSteps(dialect, session, plan, ledger, StreamLoadErrors::isMissing);
        this.catalog = new StreamLoadCatalog(session);
        this.publication = new StreamLoadPublication(target, plan, written, names, steps, catalog, session);
    }

    private TableName beside(String table) {
        return new TableName(plan.table().schema(), table);
    }

    @Override
    public void expectPossible() throws SQLException {
        publication.expectPossible();
    }

    @Override
    public Optional<Ledger> claim() throws SQLException {
        target.names().expectUsable(plan.table(), written.shape());
        KeyOrder.expect(target, plan.shape(), plan.rules().incrementalKey());
        return steps.step("claim the load of", () -> {
            pinForNames();
            prepareDatabase();
            removeForgotten();
            State found = ledger.find().orElseGet(LedgerLog::unclaimed);
            steps.expectNotLater(found);
            State claimed = steps.write(found.of(plan.fence()));
            takeTables();
            State news = ledger.withLateNews(found, claimed);
            State mine = publication.settle(news == claimed ? steps.expectMine() : steps.write(news));
            Ledger taken = mine.taken();
            boolean forgotten = taken != null && taken.repeatTo() > 0 && ledger.isForgotten(taken, HOURS_REMEMBERED);
            return forgotten ? Optional.empty() : Optional.ofNullable(taken);
        });
    }

    private void pinForNames() throws SQLException {
        List<String> made = new ArrayList<>(List.of(plan.table().schema(), plan.table().table()));
        written.shape().columns().forEach(column -> made.add(column.name()));
        Optional<String> pins = target.engine().pinsFor(made);
        if (pins.isPresent()) {
            steps.execute(pins.get());
        }
    }

    private void prepareDatabase() throws SQLException {
        if (!catalog.hasDatabase(plan.table().schema())) {
            steps.ddl("CREATE DATABASE IF NOT EXISTS " + StreamLoadNames.quote(plan.table().schema()));
        }
        if (!catalog.exists(ledgerName)) {
            createLedger();
        }
    }

    /// Several loads of a schema that is new do so at once.
    private void createLedger() throws SQLException {
        String sql = StreamLoadLedger.create(target.engine(), ledgerName, target.replicas(catalog));
        for (int tries = 1; ; tries++) {
            try {
                steps.execute(sql);
                return;
            } catch (SQLException e) {
                if (!StreamLoadErrors.isThere(e) || tries == CREATE_TRIES) {
                    throw e;
                }
                StreamLoadDoor.pause(Duration.ofMillis(100));
            }
        }
    }

    private void removeForgotten() throws SQLException {
        for (UUID load : ledger.forgotten()) {
            for (String table : catalog.tablesStartingWith(plan.table().schema(), target.engine().names(load).beginning())) {
                publication.drop(beside(table));
            }
            ledger.of(load).deleteUpTo(Long.MAX_VALUE);
        }
    }

    private void takeTables() throws SQLException {
        for (String table : catalog.tablesStartingWith(staging.schema(), names.beginning())) {
            long fence = names.holderOf(table);
            if (fence > 0 && fence < plan.fence()) {
                String mine = names.underFence(table, plan.fence());
                steps.execute("ALTER TABLE %s RENAME %s".formatted(StreamLoadNames.quote(beside(table)), StreamLoadNames.quote(mine)));
            }
        }
    }

    /// Never what a later holder has: this one may have been asleep since it looked at the ledger.
    private void dropUpTo(long fence) throws SQLException {
        for (String table : catalog.tablesStartingWith(staging.schema(), names.beginning())) {
            if (names.holderOf(table) <= fence) {
                publication.drop(beside(table));
            }
        }
    }

    @Override
    public void begin(Ledger start) throws SQLException {
        steps.step("make the staging table of", () -> {
            State state = steps.expectMine();
            if (state.phase() == Phase.SWAPPED) {
                throw steps.lost();
            }
            publication.expectPossible();
            String make = publication.createStaging();
            if (plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && dropFirst && catalog.exists(plan.table())) {
                steps.ddl("DROP TABLE %s FORCE".formatted(StreamLoadNames.quote(plan.table())));
            }
            state = steps.undo(state);
            dropUpTo(plan.fence());
            steps.ddl(make);
            expectColumns();
            return steps.write(state.taken(start));
        });
    }

    /// A server leaves out the members of an object that name no column, and says nothing.
    private void expectColumns() throws SQLException {
        List<String> held = catalog.columns(staging).stream().map(HeldColumn::name).toList();
        List<String> lacking = written.shape().columns().stream().map(column -> column.name()).filter(name -> !held.contains(name)).toList();
        if (!lacking.isEmpty()) {
            throw Unproven.of("Table %s would have no columns %s, but has %s".formatted(plan.table(), lacking, held));
        }
    }

    @Override
    public void append(RowBatch batch) throws SQLException {
        steps.step("append rows to", () -> {
            State state = steps.announce(batch);
            Ledger before = batch.before();
            String label = "%s-%d-%d-%d".formatted(names.load(), before.extractionFence(), before.nextOffset(), batch.after().nextOffset());
            send(rows(batch), batch.count(), label);
            steps.expectMine();
            return steps.write(state.taken(batch.after()));
        });
    }

    private JsonRows rows(RowBatch batch) {
        List<JsonField> fields = plan.shape().columns().stream().map(column -> JsonField.of(target.engine().types(), plan.shape(), column)).toList();
        return new JsonRows(
                batch.rows(),
                fields,
                publication.isDirect() ? null : new RowNumber(LoadNames.ROW, batch.before().taken().rows()),
                written.syncTime() == null ? null : JsonRows.member(SyncTime.NAME) + '"' + written.syncTime() + '"',
                target.engine().framing(),
                batch.count());
    }

    private void send(JsonRows rows, long rowCount, String label) throws SQLException {
        StreamLoadDoor door = session.unwrap(StreamLoadDoor.class);
        LoadReply reply;
        try {
            reply = door.load(staging, label, rows);
        } catch (SQLException e) {
            if (rows.complaint() != null) {
                throw new SQLException(rows.complaint(), "22000", e);
            }
            if (rows.hasAnotherCount()) {
                throw Unproven.batch(plan, rows.count(), rowCount);
            }
            // Nobody knows whether the batch has come: its label does.
            if (door.isOpen() && StreamLoadErrors.classify(e) == FailureCode.CONNECTION_LOST && door.awaitEnd(staging.schema(), label)) {
                return;
            }
            throw e;
        }
        if ((reply.isKnown() || reply.isUnseen()) && !door.awaitEnd(staging.schema(), label)) {
            throw new SQLException("the load %s was given up by the server".formatted(label), "08006");
        }
        if (!reply.isKnown()) {
            expectAll(reply, rows, rowCount);
        }
    }

    private void expectAll(LoadReply reply, JsonRows rows, long rowCount) throws SQLException {
        if (!reply.isCommitted()) {
            String where = reply.rowsRefused().isEmpty() ? "" : " (the server shows the rows it refuses at %s)".formatted(reply.rowsRefused());
            JsonRows.Longest longest = rows.longest();
            String suspicion = longest == null ? "" : ", perhaps since column \"%s\" has a text of %d bytes: the back ends' setting string_type_length_soft_limit_bytes tells how long one may be"
                    .formatted(longest.column(), longest.bytes());
            throw new SQLException(reply.message() + suspicion + where, reply.filtered() > 0 ? "22000" : "HY000");
        }
        if (reply.loaded() != rowCount || reply.filtered() != 0) {
            throw Unproven.batch(plan, reply.loaded(), rowCount);
        }
    }

    @Override
    public void complete(Ledger taken) throws SQLException {
        steps.step("prove the rows of", () -> {
            State state = steps.expectMine();
            if (state.phase() == Phase.LOADING) {
                if (state.taken() == null || !state.taken().taken().equals(taken.taken())) {
                    throw Unproven.ledger(plan);
                }
                LoadReport proven = new LoadReport(0, 0, publication.prove(taken), List.of());
                steps.write(state.taken(taken).in(Phase.PROVEN, "", proven));
            }
            return true;
        });
    }

    @Override
    public LoadReport publish(Ledger taken) throws SQLException {
        return steps.step("publish the rows of", () -> {
            LoadReport report = publication.publish(steps.expectMine());
            return new LoadReport(report.inserted(), report.updated(), report.duplicates(), steps.notes());
        });
    }

    @Override
    public void forget() throws SQLException {
        steps.step("clean up after the load of", () -> {
            if (!catalog.hasDatabase(plan.table().schema())) {
                return false;
            }
            Optional<State> state = catalog.exists(ledgerName) ? ledger.find() : Optional.empty();
            if (state.isPresent()) {
                steps.expectNotLater(state.get());
                steps.undo(state.get());
            }
            dropUpTo(plan.fence());
            if (state.isPresent()) {
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
