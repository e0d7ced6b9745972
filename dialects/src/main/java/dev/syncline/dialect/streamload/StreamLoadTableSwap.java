package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.load.AppendOnlyLedger.State;
import dev.syncline.dialect.load.FieldDifferences;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSteps;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import dev.syncline.dialect.load.VerificationFailed;
import dev.syncline.dialect.load.WrittenShape;
import org.jspecify.annotations.Nullable;

/// How staged rows become the content of the table. Where no two of them can have the same key, the staging table is made as the table is to be and takes
/// its place; else the newest of each key are put into a hidden table that does, or into the table that stays, by one insert with a label. The ledger says
/// beforehand what is about to happen, so that whoever goes on finds out whether it has.
final class StreamLoadTableSwap {

    /// How the ledger says that the rows of a table are replaced under the label that follows, and no table takes its place.
    private static final String OVERWRITE = "overwrite:";

    private final StreamLoadTarget target;
    private final StreamLoadEngine engine;
    private final LoadPlan plan;
    private final WrittenShape written;
    private final LoadNames names;
    private final TableName staging;
    private final TableName fresh;
    private final LoadSteps steps;
    private final StreamLoadCatalog catalog;
    private final StreamLoadAlteration alteration;
    private final StreamLoadRows rows;
    private final Connection session;

    StreamLoadTableSwap(
            StreamLoadTarget target, LoadPlan plan, WrittenShape written, LoadNames names, LoadSteps steps, StreamLoadCatalog catalog, Connection session) {
        this.target = target;
        this.engine = target.engine();
        this.plan = plan;
        this.written = written;
        this.names = names;
        this.staging = plan.beside(names.staging(plan.fence()));
        this.fresh = plan.beside(names.fresh(plan.fence()));
        this.steps = steps;
        this.catalog = catalog;
        this.alteration = new StreamLoadAlteration(target, plan, steps, catalog);
        Bound after = plan.rules().mode() instanceof LoadMode.Merge(var bound) ? bound : null;
        this.rows = new StreamLoadRows(staging, plan.shape(), plan.rules().incrementalKey(), after);
        this.session = session;
    }

    /// Whether the staging table itself takes the table's place.
    boolean isDirect() {
        return plan.rules().mode() instanceof LoadMode.Create && (plan.shape().primaryKey().isEmpty() || !plan.rules().deduplicate());
    }

    String createStaging() throws SQLException {
        return isDirect() ? createTable(staging) : target.createStaging(staging, written.shape(), replicas());
    }

    private String createTable(TableName table) throws SQLException {
        return target.createTable(table, written.shape(), properties(), replicas());
    }

    private TableProperties properties() {
        return plan.rules().propertiesIn(engine.descriptor().kind());
    }

    int replicas() throws SQLException {
        return target.replicas(session, properties());
    }

    void drop(TableName table) throws SQLException {
        steps.execute("DROP TABLE IF EXISTS %s FORCE".formatted(StreamLoadNames.quote(table)));
    }

    /// @throws SyncException where the table cannot be replaced, cleared or merged into; it is as it was then
    void expectPossible() throws SQLException {
        Optional<String> kind = catalog.kind(plan.table());
        if (kind.isEmpty()) {
            if (catalog.isHidden(plan.table(), plan.beside(names.ledger() + "_free"))) {
                throw inUse(StreamLoadCatalog.HIDDEN);
            }
            return;
        }
        String objection = StreamLoadCatalog.objection(kind.get());
        if (objection != null) {
            throw inUse("it " + objection);
        }
        if (plan.rules().mode() instanceof LoadMode.Create) {
            return;
        }
        TableForm held = catalog.form(plan.table());
        FieldDifferences differences = differences();
        alteration.expectPossible(differences, held);
        differences.expectLossless(plan.rules().mode());
        List<String> key = plan.shape().primaryKey();
        if (plan.rules().mode() instanceof LoadMode.Merge && held.unique() != !key.isEmpty()) {
            throw inUse(held.unique()
                    ? "rows of one key take each other's place in it, but there are no key fields; choose key fields"
                    : "its rows are not told apart by a key, so that key fields would have no effect; choose none");
        }
        if (held.unique() && !key.isEmpty() && !lowerCase(held.key()).equals(lowerCase(key))) {
            throw inUse("its rows are told apart by %s and not by the key fields %s; choose those"
                    .formatted(held.key(), key));
        }
    }

    /// Columns are told apart without regard to letter case.
    private static Set<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private SyncException inUse(String what) {
        return new SyncException(FailureCode.IN_USE, "Cannot load into %s in the target: %s%s"
                .formatted(plan.table(), what, Remedy.after(Advice.instead(plan.rules().mode()))));
    }

    private FieldDifferences differences() throws SQLException {
        return differences(catalog.columns(plan.table()));
    }

    private FieldDifferences differences(List<HeldColumn> held) {
        return FieldDifferences.between(plan.table(), written.shape(), held, target.fieldTypes(written.shape()));
    }

    /// Counts what has come.
    ///
    /// @return how many rows will go because others of their key are newer
    /// @throws SyncException with `UNUSABLE_VALUE` where there may not be several of one key, but are
    long prove(Ledger taken) throws SQLException {
        boolean keyed = !plan.shape().primaryKey().isEmpty();
        long count = catalog.count(staging);
        if (count != taken.taken().rows() && !(keyed && isDirect() && count < taken.taken().rows())) {
            throw VerificationFailed.staged(plan, count, taken);
        }
        boolean severalAllowed = plan.rules().deduplicate() || plan.rules().mode() instanceof LoadMode.Merge;
        // Each batch was counted as it came: what lacks now has taken another's place.
        long surplus = !keyed ? 0 : isDirect() ? taken.taken().rows() - count : catalog.number(rows.surplus());
        if (surplus > 0 && !severalAllowed) {
            throw new SyncException(
                    FailureCode.UNUSABLE_VALUE,
                    "Cannot load table %s in the target: two rows have the same key; correct the source, or choose other key fields".formatted(plan.table()));
        }
        return surplus;
    }

    LoadReport publish(State state) throws SQLException {
        return finish(prepare(state));
    }

    /// Finds out whether an insert that was about to be done has been: afterwards nobody may begin anew.
    State settle(State state) throws SQLException {
        if (isOverwriting(state)) {
            // Whether it has ended well or not: it is done again, and nothing may do it after that.
            session.unwrap(StreamLoadHttp.class).awaitEnd(plan.table().schema(), overwriteOf(state));
            return state;
        }
        boolean inserting = state.phase() == Phase.SWAPPING && state.made().isEmpty();
        return inserting && session.unwrap(StreamLoadHttp.class).awaitEnd(plan.table().schema(), label(state))
                ? steps.write(state.in(Phase.SWAPPED, "", state.report()))
                : state;
    }

    private String label(State state) {
        return "%s-%d-publish".formatted(names.load(), Objects.requireNonNull(state.taken()).extractionFence());
    }

    /// Makes the table that is to take the target's place, and says what is about to be done.
    private State prepare(State state) throws SQLException {
        long duplicates = state.report().duplicates();
        boolean there = catalog.exists(plan.table());
        @Nullable String parting = there ? parting() : null;
        if (parting != null) {
            steps.note(parting);
        }
        boolean overwrites = there && parting == null && engine.overwrites() && !(plan.rules().mode() instanceof LoadMode.Merge);
        if (isDirect()) {
            long all = Objects.requireNonNull(state.taken()).taken().rows();
            String made = overwrites ? newOverwrite() : engine.identity(catalog, staging);
            return steps.write(state.in(Phase.SWAPPING, made, new LoadReport(all, 0, duplicates, List.of())));
        }
        boolean stays = !(plan.rules().mode() instanceof LoadMode.Create) && there;
        if (stays) {
            alter();
        }
        long wanted = catalog.number(rows.countWanted());
        if (stays && plan.rules().mode() instanceof LoadMode.Merge) {
            long present = plan.shape().primaryKey().isEmpty() ? 0 : catalog.number(rows.countPresent(plan.table()));
            return steps.write(state.in(Phase.SWAPPING, "", new LoadReport(wanted - present, present, duplicates, List.of())));
        }
        if (overwrites) {
            return steps.write(state.in(Phase.SWAPPING, newOverwrite(), new LoadReport(wanted, 0, duplicates, List.of())));
        }
        makeFresh(stays, wanted);
        return steps.write(state.in(Phase.SWAPPING, engine.identity(catalog, fresh), new LoadReport(wanted, 0, duplicates, List.of())));
    }

    private void makeFresh(boolean likeTarget, long wanted) throws SQLException {
        drop(fresh);
        if (likeTarget) {
            steps.execute("CREATE TABLE %s LIKE %s".formatted(StreamLoadNames.quote(fresh), StreamLoadNames.quote(plan.table())));
        } else {
            steps.ddl(createTable(fresh));
        }
        // Another label each time: the table is another, too.
        insert(fresh, "%s-copy-%s".formatted(names.load(), UUID.randomUUID()));
        long copied = catalog.count(fresh);
        if (copied != wanted) {
            throw VerificationFailed.of("Table %s would have got %d rows of %d".formatted(plan.table(), copied, wanted));
        }
    }

    /// @param label by which the server knows whether it has done this already
    private void insert(TableName into, String label) throws SQLException {
        StreamLoadHttp sideChannel = session.unwrap(StreamLoadHttp.class);
        if (sideChannel.awaitEnd(into.schema(), label)) {
            return;
        }
        try {
            steps.execute(rows.copy(into, label, written.shape().columns()));
        } catch (SQLException e) {
            if (!StreamLoadErrors.isLabelUsed(e) && StreamLoadErrors.classify(e) != FailureCode.CONNECTION_LOST) {
                throw e;
            }
            if (!sideChannel.awaitEnd(into.schema(), label)) {
                throw new SQLException("the insert %s was given up by the server".formatted(label), "08006", e);
            }
            return;
        }
        if (!sideChannel.awaitEnd(into.schema(), label)) {
            throw VerificationFailed.of("The server does not know the insert %s into table %s".formatted(label, plan.table()));
        }
    }

    private void alter() throws SQLException {
        FieldDifferences differences = differences();
        if (!differences.needsAlteration()) {
            return;
        }
        alteration.alter(differences);
        if (differences().needsAlteration()) {
            throw VerificationFailed.of("The columns of table %s are not as the server was asked to make them".formatted(plan.table()));
        }
        differences.alterations(plan.rules().mode()).forEach(steps::note);
    }

    LoadReport finish(State begun) throws SQLException {
        State state = begun;
        TableName hidden = isDirect() ? staging : fresh;
        if (isOverwriting(state)) {
            state = overwrite(state);
        } else if (state.made().isEmpty()) {
            insert(plan.table(), label(state));
        } else if (!engine.hasTakenPlace(catalog, plan.table(), hidden, state.made())) {
            takePlace(hidden);
        }
        steps.write(state.in(Phase.SWAPPED, state.made(), state.report()));
        drop(fresh);
        drop(staging);
        return state.report();
    }

    private static boolean isOverwriting(State state) {
        return state.phase() == Phase.SWAPPING && state.made().startsWith(OVERWRITE);
    }

    private static String overwriteOf(State state) {
        return state.made().substring(OVERWRITE.length());
    }

    private String newOverwrite() {
        return OVERWRITE + "%s-overwrite-%s".formatted(names.load(), UUID.randomUUID());
    }

    /// Makes the staged rows those of the table, at once and as often as one likes: afterwards it has them and no others. Its label says when an attempt is
    /// over, and not whether the table has the rows: the server puts them aside under it, and in their place afterwards.
    private State overwrite(State begun) throws SQLException {
        StreamLoadHttp sideChannel = session.unwrap(StreamLoadHttp.class);
        State state = sideChannel.awaitEnd(plan.table().schema(), overwriteOf(begun))
                ? steps.write(begun.in(Phase.SWAPPING, newOverwrite(), begun.report()))
                : begun;
        String label = overwriteOf(state);
        List<Column> columns = written.shape().columns();
        alteration.whenFree(isDirect() ? rows.overwriteWithAll(plan.table(), label, columns) : rows.overwrite(plan.table(), label, columns));
        sideChannel.awaitEnd(plan.table().schema(), label);
        long count = catalog.count(plan.table());
        if (count != state.report().inserted()) {
            throw VerificationFailed.of("Table %s has %d rows and should have %d".formatted(plan.table(), count, state.report().inserted()));
        }
        return state;
    }

    /// What goes with the old table since another one takes its place, as a sentence; null where the table stays, or nothing is tied to it but its name.
    @Nullable String parting() throws SQLException {
        if (plan.rules().mode() instanceof LoadMode.Merge || catalog.kind(plan.table()).filter("BASE TABLE"::equals).isEmpty()) {
            return null;
        }
        if (!engine.overwrites()) {
            return lostPartitions();
        }
        if (plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && dropFirst) {
            return parting("is dropped first, as the project says");
        }
        TableForm held = catalog.form(plan.table());
        if (!held.partition().isEmpty()) {
            return parting("has partitions, into which new rows could not all be put at once");
        }
        if (plan.rules().mode() instanceof LoadMode.Clear) {
            return null;
        }
        String other = hasOtherColumns() ? "its columns" : held.difference(TableForm.of(engine.clauses(written.shape(), properties(), 0)));
        return other.isEmpty() ? null : parting("is made otherwise now, as to %s".formatted(other));
    }

    /// As those that somebody has made by hand are.
    private @Nullable String lostPartitions() throws SQLException {
        boolean lost = plan.rules().mode() instanceof LoadMode.Create
                && properties().one("partitionBy").isEmpty()
                && !catalog.form(plan.table()).partition().isEmpty();
        return lost
                ? "Table %s in the target has partitions, which the project's table creation properties do not make: a new table without them takes its place; set partitionBy"
                        .formatted(plan.table())
                : null;
    }

    private String parting(String why) {
        return ("Table %s in the target %s; a new table takes its place, and what is tied to the old one goes with it: rights on this single table, and "
                + "materialized views on it become inactive; grant rights on all tables of the database, and activate the views").formatted(plan.table(), why);
    }

    private boolean hasOtherColumns() throws SQLException {
        List<HeldColumn> held = catalog.columns(plan.table());
        FieldDifferences differences = differences(held);
        return !differences.isSame() || !differences.tightened().isEmpty() || !target.hasTypes(written.shape(), held);
    }

    private void takePlace(TableName hidden) throws SQLException {
        if (catalog.exists(plan.table())) {
            alteration.whenFree(engine.replace(StreamLoadNames.quote(plan.table()), StreamLoadNames.quote(hidden), StreamLoadNames.quote(hidden.table())));
        } else {
            alteration.whenFree("ALTER TABLE %s RENAME %s".formatted(StreamLoadNames.quote(hidden), StreamLoadNames.quote(plan.table().table())));
        }
    }
}
