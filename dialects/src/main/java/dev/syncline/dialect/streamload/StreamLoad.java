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
import dev.syncline.dialect.load.AppendOnlyLedger.State;
import dev.syncline.dialect.load.AskedCatalogFacts;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoggedLoad;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.VerificationFailed;
import dev.syncline.dialect.read.KeyOrder;
import dev.syncline.dialect.streamload.JsonRows.RowNumber;

/// One load by stream loads. There are no transactions of several statements; what stands for them:
///
/// - Before a batch is sent, the ledger says where it ends. Its label is made of the load and the batch's place, so that the server refuses it where it
///   has come already, whoever sends it again.
/// - A new holder takes the load in the ledger, renames its tables, and then looks once more at what older holders have announced: who announces later
///   finds no table. What an older one has begun by then is decided by the label it shares with the same batch of the new one.
/// - Rows are published by one statement that is atomic by itself: a table takes another's place, or an insert with a label.
final class StreamLoad extends LoggedLoad<AskedCatalogFacts> {

    /// Doris forgets labels of stream loads after 12 hours (`streaming_label_keep_max_second`), StarRocks after three days.
    private static final int HOURS_REMEMBERED = 6;
    private static final int CREATE_TRIES = 5;

    private final StreamLoadTarget target;
    private final Connection session;
    private final StreamLoadCatalog catalog;
    private final StreamLoadTableSwap swap;

    StreamLoad(StreamLoadDialect dialect, StreamLoadTarget target, Connection session, LoadPlan plan) {
        LoadNames names = dialect.engine().names(plan.load());
        super(
                dialect, session, plan, names,
                StreamLoadLedger.of(session, plan.beside(names.ledger()), plan.load()), StreamLoadErrors::isMissing);
        this.target = target;
        this.session = session;
        this.catalog = new StreamLoadCatalog(session);
        this.swap = new StreamLoadTableSwap(target, plan, written, names, steps, catalog, session);
    }

    @Override
    protected StreamLoadCatalog catalog() {
        return catalog;
    }

    @Override
    protected LoadNames namesOf(UUID load) {
        return target.engine().names(load);
    }

    @Override
    protected void expectUsable() {
        target.names().expectUsable(plan.table(), written.shape());
        KeyOrder.expect(target, plan.shape(), plan.rules().incrementalKey());
    }

    @Override
    protected AskedCatalogFacts look() {
        return new AskedCatalogFacts(catalog, ledger, plan.table().schema());
    }

    @Override
    protected void prepare(AskedCatalogFacts found) throws SQLException {
        pinForNames();
        if (!found.hasDatabase()) {
            steps.ddl("CREATE DATABASE IF NOT EXISTS " + StreamLoadNames.quote(plan.table().schema()));
        }
        if (!found.has(ledgerName)) {
            createLedger();
        }
    }

    private void pinForNames() throws SQLException {
        List<String> made = new ArrayList<>(List.of(plan.table().schema(), plan.table().table()));
        written.shape().columns().forEach(column -> made.add(column.name()));
        Optional<String> pins = target.engine().pinsFor(made);
        if (pins.isPresent()) {
            steps.execute(pins.get());
        }
    }

    /// Several loads of a schema that is new do so at once.
    private void createLedger() throws SQLException {
        String sql = StreamLoadLedger.create(target.engine(), ledgerName, swap.replicas());
        for (int tries = 1; ; tries++) {
            try {
                steps.execute(sql);
                return;
            } catch (SQLException e) {
                if (!StreamLoadErrors.isThere(e) || tries == CREATE_TRIES) {
                    throw e;
                }
                StreamLoadHttp.pause(Duration.ofMillis(100));
            }
        }
    }

    /// What goes with the table that is there, where another one takes its place.
    List<String> cautions() throws SQLException {
        String parting = swap.parting();
        return parting == null ? List.of() : List.of(parting);
    }

    @Override
    protected void rename(TableName table, TableName to) throws SQLException {
        steps.execute("ALTER TABLE %s RENAME %s".formatted(StreamLoadNames.quote(table), StreamLoadNames.quote(to.table())));
    }

    @Override
    protected void drop(TableName table) throws SQLException {
        swap.drop(table);
    }

    @Override
    protected void dropTarget() throws SQLException {
        cautions().forEach(steps::note);
        steps.ddl("DROP TABLE %s FORCE".formatted(StreamLoadNames.quote(plan.table())));
    }

    @Override
    protected State settle(State state) throws SQLException {
        return swap.settle(state);
    }

    @Override
    protected boolean isForgotten(Ledger taken) throws SQLException {
        return ledger.isForgotten(taken, HOURS_REMEMBERED);
    }

    @Override
    protected void expectPossible(AskedCatalogFacts found) throws SQLException {
        swap.expectPossible();
    }

    @Override
    protected String createStaging() throws SQLException {
        return swap.createStaging();
    }

    /// A server leaves out the members of an object that name no column, and says nothing.
    @Override
    protected void expectStaging() throws SQLException {
        List<String> held = catalog.columns(staging).stream().map(HeldColumn::name).toList();
        List<String> lacking = written.shape().columns().stream().map(column -> column.name()).filter(name -> !held.contains(name)).toList();
        if (!lacking.isEmpty()) {
            throw VerificationFailed.of("Table %s would have no columns %s, but has %s".formatted(plan.table(), lacking, held));
        }
    }

    /// The label of a batch says where it ends.
    @Override
    protected void awaitEnd(RowBatch batch) {
        batch.gather();
    }

    @Override
    protected State send(RowBatch batch) throws SQLException {
        State state = announce(batch);
        Ledger before = batch.before();
        String label = "%s-%d-%d-%d".formatted(names.load(), before.extractionFence(), before.nextOffset(), batch.after().nextOffset());
        send(rows(batch), batch.count(), label);
        steps.expectMine();
        return state;
    }

    private JsonRows rows(RowBatch batch) {
        List<JsonField> fields = plan.shape().columns().stream().map(column -> JsonField.of(target.engine().types(), plan.shape(), column)).toList();
        return new JsonRows(
                batch.rows(),
                fields,
                swap.isDirect() ? null : new RowNumber(LoadNames.ROW, batch.before().taken().rows()),
                written.syncTime() == null ? null : JsonRows.member(SyncTime.NAME) + '"' + written.syncTime() + '"',
                target.engine().framing(),
                batch.count());
    }

    private void send(JsonRows rows, long rowCount, String label) throws SQLException {
        StreamLoadHttp sideChannel = session.unwrap(StreamLoadHttp.class);
        LoadReply reply;
        try {
            reply = sideChannel.load(staging, label, rows);
        } catch (SQLException e) {
            if (rows.complaint() != null) {
                throw new SQLException(rows.complaint(), "22000", e);
            }
            if (rows.hasAnotherCount()) {
                throw VerificationFailed.batch(plan, rows.count(), rowCount);
            }
            // Nobody knows whether the batch has come: its label does.
            if (sideChannel.isOpen() && StreamLoadErrors.classify(e) == FailureCode.CONNECTION_LOST && sideChannel.awaitEnd(staging.schema(), label)) {
                return;
            }
            throw e;
        }
        if ((reply.isKnown() || reply.isUnseen()) && !sideChannel.awaitEnd(staging.schema(), label)) {
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
            throw VerificationFailed.batch(plan, reply.loaded(), rowCount);
        }
    }

    @Override
    protected long prove(State state, Ledger taken) throws SQLException {
        if (state.taken() == null || !state.taken().taken().equals(taken.taken())) {
            throw VerificationFailed.ledger(plan);
        }
        return swap.prove(taken);
    }

    @Override
    protected LoadReport makeContent(State state, AskedCatalogFacts found) throws SQLException {
        return swap.publish(state);
    }

    @Override
    protected LoadReport goOnMakingContent(State state, AskedCatalogFacts found) throws SQLException {
        return swap.finish(state);
    }
}
