package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.clickhouse.ClickHouseCatalog.Held;
import dev.syncline.dialect.clickhouse.ClickHouseCatalog.Look;
import dev.syncline.dialect.clickhouse.ClickHouseCatalog.Moved;
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

/// How staged rows become the content of the table. They are first made the parts of a hidden table that is what the target is or is to be, which
/// then takes the target's place, or gives its partitions to it one by one. The ledger says beforehand what is about to happen, so that whoever
/// goes on finds out how far it came: by the uuid that the target has, or by the partitions that are left.
final class ClickHouseTableSwap {

    private final LoadPlan plan;
    private final WrittenShape written;
    private final TableName staging;
    private final TableName fresh;
    private final TableName kept;
    private final LoadSteps steps;
    private final ClickHouseCatalog catalog;
    private final ClickHouseRows rows;
    private final ClickHouseProperties properties;

    ClickHouseTableSwap(
            LoadPlan plan, WrittenShape written, TableName staging, LoadSteps steps, ClickHouseCatalog catalog, ClickHouseRows rows) {
        LoadNames names = LoadNames.of(plan.load());
        this.plan = plan;
        this.written = written;
        this.staging = staging;
        this.fresh = new TableName(staging.schema(), names.fresh(plan.fence()));
        this.kept = new TableName(staging.schema(), names.kept(plan.fence()));
        this.steps = steps;
        this.catalog = catalog;
        this.rows = rows;
        this.properties = ClickHouseProperties.of(plan.rules().propertiesIn(ClickHouseDialect.KIND));
    }

    /// @throws SyncException where the table cannot be replaced, cleared or merged into; it is as it was then
    void expectPossible(Look look) throws SQLException {
        Held held = look.tables().get(plan.table().table());
        if (held == null) {
            return;
        }
        String objection = ClickHouseCatalog.objection(held.engine());
        if (objection != null) {
            throw inUse("it " + objection);
        }
        if (!held.views().isEmpty()) {
            throw inUse("%s reads what is inserted, and would get nothing of what a load brings; drop it, or choose another target"
                    .formatted(held.views().stream().map("materialized view "::concat).collect(Collectors.joining(", "))));
        }
        if (plan.rules().mode() instanceof LoadMode.Create) {
            properties.loss(held).ifPresent(loss -> {
                throw inUse("it " + loss);
            });
        } else {
            // Somebody else's table may have columns that the source has not.
            ClickHouseNames.RULES.expectUsable(plan.table(), catalog.columns(plan.table()).stream().map(HeldColumn::name).toList());
            differences().expectLossless(plan.rules().mode());
        }
    }

    private SyncException inUse(String what) {
        return new SyncException(FailureCode.IN_USE, "Cannot load into %s in the target: %s".formatted(plan.table(), what));
    }

    private FieldDifferences differences() throws SQLException {
        return FieldDifferences.between(plan.table(), written.shape(), catalog.columns(plan.table()), ClickHouseInspection.types(written.shape()));
    }

    /// Leaves the newest row of each key where the rules say that there may be several.
    ///
    /// @return how many went
    /// @throws SyncException with `UNPROVEN` where there are other rows than were taken, or with `UNUSABLE_VALUE` where there may not be several of a
    ///     key, but are
    /// @param asking whether the load is still this holder's, before anything is changed
    long proveAndDeduplicate(Ledger taken, Asking asking) throws SQLException {
        long[] found = catalog.numbers(rows.countAndSurplus());
        if (found[0] != taken.taken().rows()) {
            throw VerificationFailed.staged(plan, found[0], taken);
        }
        long surplus = found[1];
        if (surplus == 0) {
            return 0;
        }
        if (!plan.rules().deduplicate() && !(plan.rules().mode() instanceof LoadMode.Merge)) {
            throw new SyncException(
                    FailureCode.UNUSABLE_VALUE,
                    "Cannot load table %s in the target: two rows have the same key; correct the source, or choose other key fields".formatted(plan.table()));
        }
        asking.expectMine();
        drop(kept);
        steps.execute("CREATE TABLE %s AS %s".formatted(ClickHouseNames.quote(kept), ClickHouseNames.quote(staging)));
        steps.execute(rows.newest(kept));
        steps.execute("EXCHANGE TABLES %s AND %s".formatted(ClickHouseNames.quote(staging), ClickHouseNames.quote(kept)));
        drop(kept);
        return surplus;
    }

    /// Before a table is dropped that others may be reading: `DROP … SYNC` waits for the last of them, for as long as he reads, and without SYNC the disk has its room
    /// again after eight minutes (`database_atomic_delay_before_drop_table_sec`). What is in no partition any more is gone at once, or when its last reader is (measured on 26.7).
    void empty(TableName table) throws SQLException {
        try {
            steps.execute("ALTER TABLE %s DROP PARTITION ALL".formatted(ClickHouseNames.quote(table)));
        } catch (SQLException e) {
            // Whoever goes on with a load may find it gone.
            if (!ClickHouseErrors.isMissing(e)) {
                throw e;
            }
        }
    }

    void drop(TableName table) throws SQLException {
        steps.execute("DROP TABLE IF EXISTS %s SYNC".formatted(ClickHouseNames.quote(table)));
    }

    interface Asking {
        State expectMine() throws SQLException;
    }

    LoadReport publish(State state, Look look) throws SQLException {
        return finish(prepare(state, look), look, false);
    }

    LoadReport goOn(State state, Look look) throws SQLException {
        return finish(state, look, hasTakenPlace(state, look));
    }

    /// Makes the hidden table, and says what is about to be done with it.
    private State prepare(State state, Look look) throws SQLException {
        long duplicates = state.report().duplicates();
        boolean stays = !(plan.rules().mode() instanceof LoadMode.Create) && look.has(plan.table());
        if (!stays) {
            String made = makeOfStaging(look.has(fresh));
            LoadReport report = new LoadReport(Objects.requireNonNull(state.taken()).taken().rows() - duplicates, 0, duplicates, List.of());
            return steps.write(state.in(Phase.SWAPPING, made, report));
        }
        alter();
        long wanted = makeLikeTarget();
        boolean merges = plan.rules().mode() instanceof LoadMode.Merge;
        long present = merges && !plan.shape().primaryKey().isEmpty() ? catalog.number(rows.countPresent(fresh, plan.table())) : 0;
        return steps.write(state.in(
                Phase.SWAPPING, merges ? "" : catalog.uuid(fresh), new LoadReport(wanted - present, present, duplicates, List.of())));
    }

    /// By moving its parts: nothing is copied. What has been moved before is there already.
    ///
    /// @return the hidden table's uuid
    private String makeOfStaging(boolean begun) throws SQLException {
        if (!begun) {
            steps.ddl(ClickHouseTarget.createTable(fresh, written.shape(), properties.clauses(written.shape())));
        }
        for (String partition : catalog.partitions(staging)) {
            move(staging, partition, fresh);
        }
        Moved moved = catalog.moved(staging, fresh);
        if (moved.left() != 0) {
            throw VerificationFailed.of("Rows of table %s were left behind".formatted(plan.table()));
        }
        return moved.uuid();
    }

    private long makeLikeTarget() throws SQLException {
        drop(fresh);
        steps.execute("CREATE TABLE %s AS %s".formatted(ClickHouseNames.quote(fresh), ClickHouseNames.quote(plan.table())));
        steps.execute(rows.copy(fresh, written.shape().columns()));
        long wanted = catalog.number(rows.countWanted());
        long copied = catalog.count(fresh);
        if (copied != wanted) {
            throw VerificationFailed.of("Table %s would have got %d rows of %d".formatted(plan.table(), copied, wanted));
        }
        return wanted;
    }

    private void move(TableName from, String partition, TableName to) throws SQLException {
        steps.execute("ALTER TABLE %s MOVE PARTITION ID %s TO TABLE %s"
                .formatted(ClickHouseNames.quote(from), ClickHouseNames.text(partition), ClickHouseNames.quote(to)));
    }

    /// Lets the table take the rows: new columns that may be null (A12), wider types, nulls where there may be some.
    private void alter() throws SQLException {
        FieldDifferences differences = differences();
        if (!differences.needsAlteration()) {
            return;
        }
        String actions = Stream.of(
                        differences.added().stream().map(added -> "ADD COLUMN IF NOT EXISTS %s %s".formatted(
                                ClickHouseNames.quote(added.column().name()), ClickHouseTypes.declared(written.shape(), nullable(added.column())))),
                        Stream.concat(differences.retyped().stream(), differences.loosened().stream())
                                .map(change -> change.column())
                                .distinct()
                                .map(column -> "MODIFY COLUMN %s %s".formatted(
                                        ClickHouseNames.quote(column.name()), ClickHouseTypes.declared(written.shape(), column))))
                .flatMap(each -> each)
                .collect(Collectors.joining(",\n    "));
        steps.ddl("ALTER TABLE %s\n    %s".formatted(ClickHouseNames.quote(plan.table()), actions));
        differences.alterations(plan.rules().mode()).forEach(steps::note);
    }

    private static Column nullable(Column column) {
        return new Column(column.name(), column.type(), true, column.declaration());
    }

    private LoadReport finish(State state, Look look, boolean hasTakenPlace) throws SQLException {
        if (state.made().isEmpty()) {
            give();
        } else if (!hasTakenPlace) {
            takePlace(look);
        }
        steps.write(state.in(Phase.SWAPPED, state.made(), state.report()));
        if (look.has(plan.table()) && look.exchangesTables()) {
            empty(fresh);
            steps.execute("DROP TABLE IF EXISTS " + ClickHouseNames.quote(fresh));
        } else if (look.has(plan.table())) {
            drop(fresh); // else it has the table's name now
        }
        drop(staging);
        return state.report();
    }

    /// Partition by partition, each at once: a partition that is not there any more has been given.
    private void give() throws SQLException {
        for (String partition : catalog.partitions(fresh)) {
            if (properties.isStrict() && !plan.shape().primaryKey().isEmpty()) {
                steps.execute(rows.deletePresent(plan.table(), fresh, partition));
            }
            move(fresh, partition, plan.table());
        }
    }

    /// Only a database that can exchange tables gives them uuids. In others the hidden table is renamed, and is not there afterwards.
    private boolean hasTakenPlace(State state, Look look) {
        if (!look.exchangesTables()) {
            return !look.has(fresh);
        }
        Held held = look.tables().get(plan.table().table());
        return held != null && held.uuid().equals(state.made());
    }

    private void takePlace(Look look) throws SQLException {
        String mine = ClickHouseNames.quote(fresh);
        String table = ClickHouseNames.quote(plan.table());
        if (!look.has(plan.table())) {
            steps.ddl("RENAME TABLE %s TO %s".formatted(mine, table));
        } else if (look.exchangesTables()) {
            steps.ddl("EXCHANGE TABLES %s AND %s".formatted(mine, table));
        } else {
            TableName old = new TableName(staging.schema(), LoadNames.of(plan.load()).replaced());
            steps.ddl("RENAME TABLE %s TO %s, %s TO %s".formatted(table, ClickHouseNames.quote(old), mine, table));
            drop(old);
            steps.note("Database %s is not of the engine Atomic: readers may have seen no table %s for a moment".formatted(staging.schema(), plan.table()));
        }
    }
}
